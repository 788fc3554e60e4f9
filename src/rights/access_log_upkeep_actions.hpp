// The upkeep of the access log: seals what is over, lets go of what is past its term. Done by `jalon
// journal`, the nightly `jalon retention` and the page « Conservation ».
#pragma once

#include <vector>

#include "people/access_log_actions.hpp"

namespace jalon::rights {

struct AccessLogDone {
  std::vector<people::AccessSegment> sealed;
  std::vector<people::AccessSegment> trimmed;
};

/// By the carried rules; trims with `trim` only. Refused: access_log.broken, with the `segment`.
Result<AccessLogDone> keep_access_log(store::Database& database, const store::Command& command, bool trim);

}  // namespace jalon::rights
