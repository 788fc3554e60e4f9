// What goes into a query and comes out of a row, the same on SQLite and PostgreSQL.
//
// C++ type            column type      stored as
// std::int64_t, int   BIGINT/INTEGER   integer
// bool                INTEGER          0 or 1
// double              DOUBLE PRECISION floating point
// text                TEXT             UTF-8
// Date                TEXT             ISO, 9999-12-31 for Date::never()
// Id<T>, UuidBytes    UUID             16 bytes (SQLite keeps the blob: a UUID column converts nothing)
// Bytes               BYTEA            raw bytes
// std::optional<T>    (nullable)       NULL when empty
//
// Reading: NULL reads as 0, "", nil and no bytes (ask is_null where it matters; a date that is NULL throws).
// A column of another type than the one asked for is a bug of the query and throws std::logic_error, on both
// databases alike. Refused: a text that holds a NUL (std::invalid_argument): PostgreSQL cannot store one.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"

namespace jalon::store {

using Bytes = std::vector<std::uint8_t>;

/// A parameter. Texts and bytes are borrowed: they must live until the call returns.
class Param {
 public:
  Param(std::nullopt_t) {}
  Param(std::int64_t value) : value_(value) {}
  Param(int value) : value_(std::int64_t{value}) {}
  Param(std::size_t value) : value_(static_cast<std::int64_t>(value)) {}
  Param(bool value) : value_(std::int64_t{value ? 1 : 0}) {}
  Param(double value) : value_(value) {}
  Param(std::string_view value) : value_(value) {}
  Param(const std::string& value) : value_(std::string_view(value)) {}
  Param(const char* value) : value_(std::string_view(value)) {}
  Param(Date value) : value_(value) {}
  Param(const UuidBytes& value) : value_(value) {}
  template <class Tag>
  Param(const Id<Tag>& id) : value_(id.bytes()) {}
  Param(std::span<const std::uint8_t> value) : value_(value) {}
  Param(const Bytes& value) : value_(std::span<const std::uint8_t>(value)) {}
  template <class T>
  Param(const std::optional<T>& value) {
    if (value) *this = Param(*value);
  }

  using Variant = std::variant<std::monostate, std::int64_t, double, std::string_view, Date, UuidBytes,
                               std::span<const std::uint8_t>>;
  const Variant& variant() const { return value_; }

 private:
  Variant value_;
};

/// The parameters of one execution, borrowed for the call: `{territory, id}`, or a vector where their number
/// varies.
class Params {
 public:
  Params(std::initializer_list<Param> list) : Params(std::span(list.begin(), list.size())) {}
  Params(const std::vector<Param>& list) : Params(std::span(list)) {}
  Params(std::span<const Param> list) : list_(list) {}

  auto begin() const { return list_.begin(); }
  auto end() const { return list_.end(); }
  std::size_t size() const { return list_.size(); }

 private:
  std::span<const Param> list_;
};

/// One row of an answer; valid only during the call that hands it over.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
  virtual UuidBytes uuid(int column) const = 0;
  virtual Bytes bytes(int column) const = 0;

  bool flag(int column) const { return integer(column) != 0; }
  std::string string(int column) const { return std::string(text(column)); }
  /// The stored ISO date.
  Date date(int column) const;
  std::optional<Date> optional_date(int column) const;
  template <class T>
  T id(int column) const {
    return T(uuid(column));
  }
  template <class T>
  std::optional<T> optional_id(int column) const {
    if (is_null(column)) return std::nullopt;
    return T(uuid(column));
  }
};

}  // namespace jalon::store
