#include "store/postgres_backup.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>

#include "store/sqlite_backup.hpp"
#include "store/sqlite_connection.hpp"
#include "store/sqlite_migrations.hpp"

namespace jalon::store {
namespace {

const Query list_columns{
    "backup.columns",
    "SELECT c.table_name::text, c.column_name::text, c.udt_name::text FROM information_schema.columns c"
    " JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name"
    " WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'"
    " AND c.is_generated = 'NEVER' ORDER BY c.table_name, c.ordinal_position",
    Query::Unlisted::yes};
const Query fetch{"backup.fetch", "FETCH 5000 FROM backup_rows", Query::Unlisted::yes};
const Query foreign_key_check{"backup.foreign_keys", "PRAGMA foreign_key_check", Query::Unlisted::yes};

struct Column {
  std::string name;
  std::string type;
};

struct Table {
  std::string name;
  std::vector<Column> columns;
};

std::vector<Table> read_tables(PostgresConnection& source) {
  std::vector<Table> tables;
  source.each(list_columns, {}, [&](const Row& row) {
    if (tables.empty() || tables.back().name != row.text(0)) tables.push_back({row.string(0), {}});
    tables.back().columns.push_back({row.string(1), row.string(2)});
  });
  return tables;
}

std::string insert_text(const Table& table) {
  std::string names;
  std::string places;
  for (const Column& column : table.columns) {
    names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", column.name);
    places += places.empty() ? "?" : ", ?";
  }
  return fmt::format("INSERT INTO \"{}\" ({}) VALUES ({})", table.name, names, places);
}

/// `bytes` keeps what the parameter borrows: the caller gives it as long a life.
Param read_value(const Row& row, int column, const std::string& type, Bytes& bytes) {
  if (row.is_null(column)) return std::nullopt;
  if (type == "int2" || type == "int4" || type == "int8") return row.integer(column);
  if (type == "float8" || type == "float4") return row.real(column);
  if (type == "uuid") return row.uuid(column);
  if (type == "bytea") {
    bytes = row.bytes(column);
    return bytes;
  }
  if (type == "text" || type == "varchar") return row.text(column);
  throw std::logic_error(fmt::format("a column of type {} has no place in a migration", type));
}

void copy_table(PostgresConnection& source, SqliteConnection& target, const Table& table) {
  // A migration may have put reference rows into the new file; the source's are the true ones.
  target.run(fmt::format("DELETE FROM \"{}\"", table.name));
  const std::string sql = insert_text(table);
  const Query insert("backup.insert", sql.c_str(), Query::Unlisted::yes);
  const auto rows = target.batch(insert);
  source.run(fmt::format("DECLARE backup_rows NO SCROLL CURSOR FOR SELECT * FROM \"{}\"", table.name));
  const std::size_t width = table.columns.size();
  std::vector<Bytes> bytes(width);
  bool more = true;
  while (more) {
    more = false;
    // Not prepared: each cursor has other columns.
    source.each_once(fetch, [&](const Row& row) {
      more = true;
      std::vector<Param> values;
      values.reserve(width);
      for (std::size_t i = 0; i < width; ++i) {
        values.push_back(read_value(row, static_cast<int>(i), table.columns[i].type, bytes[i]));
      }
      rows->add(values);
    });
  }
  rows->finish();
  source.run("CLOSE backup_rows");
}

void copy_everything(PostgresConnection& source, const std::string& draft,
                     const std::vector<Migration>& migrations) {
  SqliteConnection target(draft, SqliteConnection::Role::writer);
  apply_migrations(target, migrations, "");
  // The rows come table by table; every reference is there at the end.
  target.run("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; BEGIN");
  for (const Table& table : read_tables(source)) copy_table(source, target, table);
  target.each(foreign_key_check, {}, [](const Row& row) {
    throw Fault(
        fmt::format("la sauvegarde est abîmée\u00a0: la table {} désigne une ligne absente", row.text(0)));
  });
  target.run("COMMIT; ANALYZE; PRAGMA journal_mode = DELETE");
}

}  // namespace

void back_up_postgres(PostgresConnection& source, const std::string& to,
                      const std::vector<Migration>& migrations) {
  const std::string draft = backup_draft(to);
  source.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    copy_everything(source, draft, migrations);
    source.commit();
    finish_backup(draft, to);
  } catch (...) {
    source.rollback();
    std::filesystem::remove(draft);
    throw;
  }
}

}  // namespace jalon::store
