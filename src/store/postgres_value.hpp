// Parameters and rows in PostgreSQL's text form.
#pragma once

#include <string>
#include <vector>

#include "store/value.hpp"

struct pg_result;

namespace jalon::store {

/// Parameters of one execution, in one block of memory that is used again and again.
class EncodedParams {
 public:
  void clear();
  /// Throws std::invalid_argument on a text that holds a NUL.
  void add(const Param& param);
  /// One C string per parameter, nullptr for NULL; valid until the next change.
  const char* const* values();

 private:
  static constexpr std::size_t null = static_cast<std::size_t>(-1);
  std::string block_;
  std::vector<std::size_t> starts_;
  std::vector<const char*> values_;
};

class PostgresRow final : public Row {
 public:
  PostgresRow(const pg_result* result, std::string_view query) : result_(result), query_(query) {}
  void move_to(int row) { row_ = row; }

  bool is_null(int column) const override;
  std::int64_t integer(int column) const override;
  double real(int column) const override;
  std::string_view text(int column) const override;
  UuidBytes uuid(int column) const override;
  Bytes bytes(int column) const override;

 private:
  std::string_view value(int column) const;
  unsigned type(int column) const;
  [[noreturn]] void fail(int column) const;

  const pg_result* result_;
  std::string_view query_;
  int row_ = 0;
};

/// Object ids of the types that our queries meet (pg_type.dat).
namespace oid {
constexpr unsigned boolean = 16, bytea = 17, int8 = 20, int2 = 21, int4 = 23, text = 25, float4 = 700,
                   float8 = 701, numeric = 1700, uuid = 2950;
}

}  // namespace jalon::store
