// The two drivers behind Database::open, and what only tests change about them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "store/database.hpp"
#include "store/migrator.hpp"

namespace jalon::store {

struct DriverSettings {
  const char* synchronous = "FULL";  // SQLite; anything less loses acknowledged commits at a power cut
  int checkpoint_pages = 1000;       // SQLite: the log is moved into the file every so many pages
  const std::vector<Migration>* migrations = &known_migrations();
};

std::unique_ptr<Database> open_sqlite(const std::string& path, const OpenOptions& options,
                                      const DriverSettings& settings = {});
std::unique_ptr<Database> open_postgres(const std::string& url, const OpenOptions& options,
                                        const DriverSettings& settings = {});

}  // namespace jalon::store
