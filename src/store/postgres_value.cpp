#include "store/postgres_value.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <charconv>
#include <cstring>
#include <stdexcept>

#include "store/iso_date.hpp"

namespace jalon::store {
namespace {

void append_hex(std::string& out, std::span<const std::uint8_t> bytes) {
  static constexpr char hex[] = "0123456789abcdef";
  for (const std::uint8_t byte : bytes) {
    out += hex[byte >> 4];
    out += hex[byte & 0x0f];
  }
}

int hex_value(char c) {
  return c <= '9' ? c - '0' : c - 'a' + 10;
}

template <class Number>
void append_number(std::string& out, Number value) {
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  out.append(buffer, static_cast<std::size_t>(end - buffer));
}

}  // namespace

void EncodedParams::clear() {
  block_.clear();
  starts_.clear();
}

void EncodedParams::add(const Param& param) {
  const auto& value = param.variant();
  if (std::holds_alternative<std::monostate>(value)) {
    starts_.push_back(null);
    return;
  }
  starts_.push_back(block_.size());
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    append_number(block_, *integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    append_number(block_, *real);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    if (!text->empty() && std::memchr(text->data(), 0, text->size()) != nullptr) {
      throw std::invalid_argument("a text parameter holds a NUL");
    }
    block_.append(*text);
  } else if (const auto* date = std::get_if<Date>(&value)) {
    std::array<char, 10> iso;
    write_iso_date(*date, iso);
    block_.append(iso.data(), iso.size());
  } else if (const auto* uuid = std::get_if<UuidBytes>(&value)) {
    append_hex(block_, *uuid);
  } else if (const auto* bytes = std::get_if<std::span<const std::uint8_t>>(&value)) {
    block_ += "\\x";
    append_hex(block_, *bytes);
  }
  block_ += '\0';
}

const char* const* EncodedParams::values() {
  values_.clear();
  for (const std::size_t start : starts_) values_.push_back(start == null ? nullptr : block_.data() + start);
  return values_.data();
}

bool PostgresRow::is_null(int column) const {
  return PQgetisnull(result_, row_, column) == 1;
}

unsigned PostgresRow::type(int column) const {
  if (column < 0 || column >= PQnfields(result_)) fail(column);
  return PQftype(result_, column);
}

std::string_view PostgresRow::value(int column) const {
  return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

std::int64_t PostgresRow::integer(int column) const {
  const unsigned found = type(column);
  if (is_null(column)) return 0;
  const std::string_view stored = value(column);
  if (found == oid::boolean) return stored == "t" ? 1 : 0;
  // SUM of BIGINT is a NUMERIC without decimals.
  if (found != oid::int8 && found != oid::int4 && found != oid::int2 && found != oid::numeric) fail(column);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), number);
  if (error != std::errc{} || end != stored.data() + stored.size()) fail(column);
  return number;
}

double PostgresRow::real(int column) const {
  const unsigned found = type(column);
  if (is_null(column)) return 0;
  if (found != oid::float8 && found != oid::float4 && found != oid::numeric && found != oid::int8 &&
      found != oid::int4 && found != oid::int2) {
    fail(column);
  }
  const std::string_view stored = value(column);
  double number = 0;
  const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), number);
  if (error != std::errc{} || end != stored.data() + stored.size()) fail(column);
  return number;
}

std::string_view PostgresRow::text(int column) const {
  const unsigned found = type(column);
  if (is_null(column)) return {};
  switch (found) {
    case oid::uuid:
    case oid::bytea:
    case oid::int2:
    case oid::int4:
    case oid::int8:
    case oid::float4:
    case oid::float8:
    case oid::numeric:
    case oid::boolean:
      fail(column);
    default:
      return value(column);
  }
}

UuidBytes PostgresRow::uuid(int column) const {
  const unsigned found = type(column);
  if (is_null(column)) return {};
  const std::string_view stored = value(column);
  if (found == oid::uuid) {
    if (const auto uuid = parse_uuid(stored)) return *uuid;
  } else if (found == oid::bytea) {
    const Bytes raw = bytes(column);
    UuidBytes uuid{};
    if (raw.size() == uuid.size()) {
      std::memcpy(uuid.data(), raw.data(), uuid.size());
      return uuid;
    }
  }
  fail(column);
}

Bytes PostgresRow::bytes(int column) const {
  const unsigned found = type(column);
  if (is_null(column)) return {};
  if (found == oid::uuid) {
    const UuidBytes id = uuid(column);
    return Bytes(id.begin(), id.end());
  }
  const std::string_view stored = value(column);
  if (found != oid::bytea || !stored.starts_with("\\x")) fail(column);
  Bytes raw;
  raw.reserve(stored.size() / 2);
  for (std::size_t i = 2; i + 1 < stored.size(); i += 2) {
    raw.push_back(static_cast<std::uint8_t>(hex_value(stored[i]) * 16 + hex_value(stored[i + 1])));
  }
  return raw;
}

void PostgresRow::fail(int column) const {
  throw std::logic_error(
      fmt::format("{}: column {} is not there or not of the type asked for", query_, column));
}

}  // namespace jalon::store
