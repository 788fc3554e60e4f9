// `jalon journal`, and its part of `jalon retention`: what stands in the access log, in French or as JSON.
#pragma once

#include <ostream>
#include <vector>

#include "rights/access_log_upkeep_actions.hpp"

namespace jalon::rights {

/// The dry run.
void print_access_log(const people::AccessLogReport& report, bool json, std::ostream& out);
void print_access_log_done(const AccessLogDone& done, bool json, std::ostream& out);

/// "Segment 3, du 01/10/2018 au 31/10/2018"
std::string name_of(const people::AccessSegment& segment);

}  // namespace jalon::rights
