// Migrations of a SQLite file: see migrator.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/migrator.hpp"
#include "store/sqlite_connection.hpp"

namespace jalon::store {

/// Versions that the file holds; none for an empty file.
std::vector<std::int64_t> applied_migrations(SqliteConnection& connection);

/// Applies those that are missing, one transaction each; throws Fault naming the one that fails.
void apply_migrations(SqliteConnection& connection, const std::vector<Migration>& known,
                      const std::string& at);

}  // namespace jalon::store
