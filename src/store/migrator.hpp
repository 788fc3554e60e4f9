// Migrations: files `YYYYMMDDHHMMSS_name.sql` of db/migrations, carried inside the program, forward only.
//
// One text serves both databases; where it cannot, a pair `..._name.sqlite.sql` and `..._name.postgresql.sql`
// stands in its place. Types to use: UUID, BYTEA, TEXT, BIGINT, INTEGER, DOUBLE PRECISION. `WITHOUT ROWID` is
// SQLite's and is left out for PostgreSQL. Each migration runs in a transaction of its own, with foreign keys
// checked at its end. Refused (Fault): a database that holds a migration this program does not know.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"

namespace jalon::store {

struct Migration {
  std::int64_t version = 0;  // 20261124080000
  std::string name;          // "store"
  std::string sqlite;
  std::string postgresql;
};

/// The migrations of this program, oldest first.
const std::vector<Migration>& known_migrations();

/// Reads the files; throws std::logic_error on a bad name, a pair that lacks its other half, or a version
/// used twice.
std::vector<Migration> read_migrations(std::span<const EmbeddedFile> files);

/// Those of `known` that are not in `applied`, oldest first. Throws Fault when the database knows more than
/// we do.
std::vector<const Migration*> pending_migrations(const std::vector<Migration>& known,
                                                 const std::vector<std::int64_t>& applied);

/// DDL without what only SQLite knows.
std::string ddl_for_postgresql(std::string_view ddl);

}  // namespace jalon::store
