#include "store/postgres_migrations.hpp"

#include <fmt/format.h>

namespace jalon::store {
namespace {

const Query has_table{"schema.has_table",
                      "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema()"
                      " AND table_name = 'schema_migration'",
                      Query::Unlisted::yes};
const Query list_applied{"schema.applied", "SELECT version FROM schema_migration ORDER BY version",
                         Query::Unlisted::yes};
const Query insert_applied{"schema.apply",
                           "INSERT INTO schema_migration (version, name, applied_at) VALUES (?, ?, ?)",
                           Query::Unlisted::yes};
// Two numbers: ours, and the schema's, since several may share a server.
const char* const lock = "SELECT pg_advisory_lock(1784772462, hashtext(current_schema()))";
const char* const unlock = "SELECT pg_advisory_unlock(1784772462, hashtext(current_schema()))";

void apply(PostgresConnection& connection, const Migration& migration, const std::string& at) {
  try {
    connection.run("BEGIN");
    connection.run(migration.postgresql);
    connection.execute(insert_applied, {migration.version, migration.name, at});
    connection.commit();
  } catch (const Fault& fault) {
    connection.rollback();
    throw Fault(fmt::format("la migration {}_{} échoue, la base reste comme avant elle\u00a0: {}",
                            migration.version, migration.name, fault.what()));
  }
}

}  // namespace

std::vector<std::int64_t> applied_migrations(PostgresConnection& connection) {
  std::vector<std::int64_t> applied;
  std::int64_t tables = 0;
  connection.each(has_table, {}, [&](const Row& row) { tables = row.integer(0); });
  if (tables == 0) return applied;
  connection.each(list_applied, {}, [&](const Row& row) { applied.push_back(row.integer(0)); });
  return applied;
}

void apply_migrations(PostgresConnection& connection, const std::vector<Migration>& known,
                      const std::string& at) {
  connection.run(lock);
  try {
    connection.run(
        "CREATE TABLE IF NOT EXISTS schema_migration (version BIGINT PRIMARY KEY, name TEXT NOT NULL, "
        "applied_at TEXT "
        "NOT NULL)");
    for (const Migration* migration : pending_migrations(known, applied_migrations(connection))) {
      apply(connection, *migration, at);
    }
  } catch (...) {
    connection.run(unlock);
    throw;
  }
  connection.run(unlock);
}

}  // namespace jalon::store
