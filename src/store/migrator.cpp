#include "store/migrator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <stdexcept>

#include "store/database.hpp"

namespace jalon::embedded {
std::span<const EmbeddedFile> migrations();
}

namespace jalon::store {
namespace {

constexpr std::size_t version_digits = 14;

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

}  // namespace

std::vector<Migration> read_migrations(std::span<const EmbeddedFile> files) {
  std::map<std::int64_t, Migration> found;
  for (const EmbeddedFile& file : files) {
    const auto bad = [&](const char* why) {
      return std::logic_error(fmt::format("db/migrations/{}: {}", file.path, why));
    };
    std::string_view name = file.path;
    if (!take_suffix(name, ".sql")) throw bad("not a .sql file");
    const bool only_sqlite = take_suffix(name, ".sqlite");
    const bool only_postgresql = !only_sqlite && take_suffix(name, ".postgresql");
    std::int64_t version = 0;
    const std::string digits(name.substr(0, version_digits));
    const char* digits_end = digits.data() + digits.size();
    const auto [end, error] = std::from_chars(digits.data(), digits_end, version);
    if (error != std::errc{} || end != digits_end || name.size() < version_digits + 2 ||
        name[version_digits] != '_') {
      throw bad("the name must be YYYYMMDDHHMMSS_name");
    }
    name.remove_prefix(version_digits + 1);

    Migration& migration = found[version];
    if (migration.name.empty()) {
      migration.version = version;
      migration.name = name;
    } else if (migration.name != name) {
      throw bad("another migration bears this version");
    }
    if (!only_postgresql) {
      if (!migration.sqlite.empty()) throw bad("this migration is there twice");
      migration.sqlite = file.bytes;
    }
    if (!only_sqlite) {
      if (!migration.postgresql.empty()) throw bad("this migration is there twice");
      migration.postgresql = ddl_for_postgresql(file.bytes);
    }
  }

  std::vector<Migration> migrations;
  for (auto& [version, migration] : found) {
    if (migration.sqlite.empty() || migration.postgresql.empty()) {
      throw std::logic_error(
          fmt::format("db/migrations/{}_{}: the other database's half is missing", version, migration.name));
    }
    migrations.push_back(std::move(migration));
  }
  return migrations;
}

const std::vector<Migration>& known_migrations() {
  static const std::vector<Migration> migrations = read_migrations(embedded::migrations());
  return migrations;
}

std::vector<const Migration*> pending_migrations(const std::vector<Migration>& known,
                                                 const std::vector<std::int64_t>& applied) {
  for (const std::int64_t version : applied) {
    if (std::ranges::find(known, version, &Migration::version) == known.end()) {
      throw Fault(fmt::format(
          "cette base est plus récente que ce programme\u00a0: elle porte la migration {}, que cette "
          "version de jalon ne connaît pas. Installez la version de jalon qui l’a écrite, ou une "
          "version plus récente",
          version));
    }
  }
  std::vector<const Migration*> pending;
  for (const Migration& migration : known) {
    if (std::ranges::find(applied, migration.version) == applied.end()) pending.push_back(&migration);
  }
  return pending;
}

std::string ddl_for_postgresql(std::string_view ddl) {
  constexpr std::string_view sqlite_only = " WITHOUT ROWID";
  std::string text(ddl);
  for (std::size_t at = text.find(sqlite_only); at != std::string::npos; at = text.find(sqlite_only, at)) {
    text.erase(at, sqlite_only.size());
  }
  return text;
}

}  // namespace jalon::store
