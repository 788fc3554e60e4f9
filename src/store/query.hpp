// A named SQL text. One text for SQLite and PostgreSQL: `?` placeholders, portable SQL only.
//
// Declare each as a namespace-scope constant beside the mapping that uses it:
//   const store::Query find_person{"people.find", "SELECT ... FROM person WHERE territory = ? AND id = ?"};
// Each Query registers itself so that a house test can prepare every one of them on both databases.
// Every text names the territory, or its table is a reference table (see README.md of this room).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace jalon::store {

class Query {
 public:
  /// Both texts are borrowed for the life of the query.
  Query(const char* name, const char* sql);
  /// A text of one database only, kept out of `all`: for the drivers.
  enum class Unlisted { yes };
  Query(const char* name, const char* sql, Unlisted);
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  std::string_view name() const { return name_; }
  std::string_view sql() const { return sql_; }
  /// Unique in the program: what the caches of prepared statements go by.
  std::uint64_t serial() const { return serial_; }
  /// Every query of the program, for the house test.
  static const std::vector<const Query*>& all();

 private:
  const char* name_;
  const char* sql_;
  std::uint64_t serial_;
};

}  // namespace jalon::store
