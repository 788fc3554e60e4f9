#include "store/placeholders.hpp"

namespace jalon::store {
namespace {

/// Where what starts at `at` and must be copied whole ends: a text, a quoted name, a comment; `at` itself
/// otherwise.
std::size_t end_of_opaque(std::string_view sql, std::size_t at) {
  const auto after = [&](std::string_view closing, std::size_t from) {
    const std::size_t found = sql.find(closing, from);
    return found == std::string_view::npos ? sql.size() : found + closing.size();
  };
  // A doubled quote ends one text and starts the next one: the same characters are copied.
  if (sql[at] == '\'' || sql[at] == '"') return after(sql.substr(at, 1), at + 1);
  if (sql.substr(at).starts_with("--")) return after("\n", at);
  if (sql.substr(at).starts_with("/*")) return after("*/", at + 2);
  return at;
}

}  // namespace

NumberedSql number_placeholders(std::string_view sql) {
  NumberedSql numbered;
  numbered.sql.reserve(sql.size() + 16);
  std::size_t at = 0;
  while (at < sql.size()) {
    const std::size_t end = end_of_opaque(sql, at);
    if (end > at) {
      numbered.sql.append(sql.substr(at, end - at));
      at = end;
      continue;
    }
    if (sql[at] == '?') {
      numbered.sql += '$' + std::to_string(++numbered.parameters);
    } else {
      numbered.sql += sql[at];
    }
    ++at;
  }
  return numbered;
}

}  // namespace jalon::store
