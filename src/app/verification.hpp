// What `jalon verify` proves of a database: the audit chains hold, and replaying the events gives the periods
// on file.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "store/database.hpp"

namespace jalon::app {

/// Tells on `out` what was replayed; returns the problems, French sentences without their full stop.
std::vector<std::string> verify_records(store::Reader& reader, std::ostream& out);

}  // namespace jalon::app
