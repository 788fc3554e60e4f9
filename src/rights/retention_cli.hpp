// `jalon retention`: the report of the job, in French or as JSON.
#pragma once

#include <ostream>

#include "rights/retention_actions.hpp"

namespace jalon::rights {

void print_retention(const RetentionReport& report, bool dry_run, bool json, std::ostream& out);

}  // namespace jalon::rights
