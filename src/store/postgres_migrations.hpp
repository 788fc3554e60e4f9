// Migrations of a PostgreSQL database: see migrator.hpp. Two programs that start at once migrate it once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/migrator.hpp"
#include "store/postgres_connection.hpp"

namespace jalon::store {

std::vector<std::int64_t> applied_migrations(PostgresConnection& connection);

/// Applies those that are missing, one transaction each; throws Fault naming the one that fails.
void apply_migrations(PostgresConnection& connection, const std::vector<Migration>& known,
                      const std::string& at);

}  // namespace jalon::store
