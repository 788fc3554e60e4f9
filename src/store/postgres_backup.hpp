// A consistent copy of a PostgreSQL database into a new SQLite file, while others write: one REPEATABLE READ
// snapshot, table by table. The file has the same migrations and opens like any other database of jalon. For
// restoring onto a PostgreSQL server, its own tools (pg_dump, pgBackRest) remain the way.
#pragma once

#include <string>
#include <vector>

#include "store/migrator.hpp"
#include "store/postgres_connection.hpp"

namespace jalon::store {

/// Throws Fault when `to` exists.
void back_up_postgres(PostgresConnection& source, const std::string& to,
                      const std::vector<Migration>& migrations);

}  // namespace jalon::store
