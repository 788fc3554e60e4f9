#include "store/sqlite_migrations.hpp"

#include <fmt/format.h>

namespace jalon::store {
namespace {

const Query has_table{"schema.has_table",
                      "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'",
                      Query::Unlisted::yes};
const Query list_applied{"schema.applied", "SELECT version FROM schema_migration ORDER BY version",
                         Query::Unlisted::yes};
const Query insert_applied{"schema.apply",
                           "INSERT INTO schema_migration (version, name, applied_at) VALUES (?, ?, ?)",
                           Query::Unlisted::yes};
const Query foreign_key_check{"schema.foreign_keys", "PRAGMA foreign_key_check", Query::Unlisted::yes};

void apply(SqliteConnection& connection, const Migration& migration, const std::string& at) {
  connection.run("BEGIN IMMEDIATE");
  try {
    connection.run(migration.sqlite);
    connection.each(foreign_key_check, {}, [](const Row& row) {
      throw Fault(fmt::format("une ligne de la table {} désigne une ligne qui n’existe pas", row.text(0)));
    });
    connection.execute(insert_applied, {migration.version, migration.name, at});
    connection.run("COMMIT");
  } catch (...) {
    connection.forget_failure();
    if (connection.in_transaction()) connection.run("ROLLBACK");
    throw;
  }
}

}  // namespace

std::vector<std::int64_t> applied_migrations(SqliteConnection& connection) {
  std::vector<std::int64_t> applied;
  std::int64_t tables = 0;
  connection.each(has_table, {}, [&](const Row& row) { tables = row.integer(0); });
  if (tables == 0) return applied;
  connection.each(list_applied, {}, [&](const Row& row) { applied.push_back(row.integer(0)); });
  return applied;
}

void apply_migrations(SqliteConnection& connection, const std::vector<Migration>& known,
                      const std::string& at) {
  connection.run(
      "CREATE TABLE IF NOT EXISTS schema_migration (version BIGINT PRIMARY KEY, name TEXT NOT NULL, "
      "applied_at TEXT NOT "
      "NULL)");
  // Foreign keys off while a table is rebuilt; each migration checks them before it ends.
  connection.run("PRAGMA foreign_keys = OFF");
  for (const Migration* migration : pending_migrations(known, applied_migrations(connection))) {
    try {
      apply(connection, *migration, at);
    } catch (const Fault& fault) {
      connection.run("PRAGMA foreign_keys = ON");
      throw Fault(fmt::format("la migration {}_{} échoue, la base reste comme avant elle\u00a0: {}",
                              migration->version, migration->name, fault.what()));
    }
  }
  connection.run("PRAGMA foreign_keys = ON");
}

}  // namespace jalon::store
