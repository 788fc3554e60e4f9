// Reading the access log across persons: for the data-protection officer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.hpp"

namespace jalon::people {

struct LoggedAccess {
  std::string at;  // ISO instant
  std::string actor;
  std::string purpose;
  std::string peer;
  std::string ref;  // the person, by the sender's identifier; "" = every file at once (a backup)
};

/// Latest first. `ref`: of one person; "" = of everybody.
std::vector<LoggedAccess> logged_accesses(store::Reader& reader, std::string_view territory,
                                          std::string_view ref, std::int64_t first, std::int64_t count);
std::int64_t count_accesses(store::Reader& reader, std::string_view territory, std::string_view ref);

}  // namespace jalon::people
