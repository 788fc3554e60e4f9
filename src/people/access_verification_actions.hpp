// What `jalon verify` proves of the access log of a territory: nothing was removed, changed or slipped in,
// except whole sealed segments past their retention, whose anchors remain. Erasing a person changes none of
// its lines.
//
// Refused, each with a sentence: a line that is missing, changed, or stands where lines have left; a segment
// that does not give its anchor's root; an anchor missing, changed, or that the audit chain does not commit
// to; a segment that left before its term, or without an anchor. Cutting off the lines after the last seal
// does not show by itself: give back a head that was kept elsewhere (`jalon journal heads`).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "people/access_chain_store.hpp"
#include "people/access_log.hpp"
#include "store/database.hpp"

namespace jalon::people {

struct AccessCheck {
  std::int64_t lines = 0;
  std::int64_t sealed = 0;            // segments, with those that left
  std::int64_t trimmed = 0;           // segments
  std::int64_t unchained = 0;         // lines from before the chain, when none was added since
  std::vector<std::string> problems;  // French sentences without their full stop; none = the log holds
};

/// `today`: nothing can have left on a day that has not come.
AccessCheck verify_access_log(store::Reader& reader, std::string_view territory,
                              const std::vector<AccessLogRule>& rules, Date today,
                              const std::vector<ChainHead>& kept = {});

}  // namespace jalon::people
