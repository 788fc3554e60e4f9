#include "store/value.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace jalon::store {

Date Row::date(int column) const {
  const std::string_view stored = text(column);
  if (stored == "9999-12-31") return Date::never();
  if (const auto date = parse_date(stored)) return *date;
  throw std::logic_error(fmt::format("column {} holds '{}', not a date", column, stored));
}

std::optional<Date> Row::optional_date(int column) const {
  if (is_null(column)) return std::nullopt;
  return date(column);
}

}  // namespace jalon::store
