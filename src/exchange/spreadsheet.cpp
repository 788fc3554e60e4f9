#include "exchange/spreadsheet.hpp"

#include "base/csv.hpp"

namespace jalon::exchange {
namespace {

/// `-12,5`, `+33`: digits, one separator at most, a sign before.
bool is_number(std::string_view cell) {
  if (cell.starts_with('-') || cell.starts_with('+')) cell.remove_prefix(1);
  bool digit = false;
  bool separator = false;
  for (const char c : cell) {
    if (c >= '0' && c <= '9') {
      digit = true;
    } else if ((c == '.' || c == ',') && !separator) {
      separator = true;
    } else {
      return false;
    }
  }
  return digit;
}

}  // namespace

bool is_formula(std::string_view cell) {
  constexpr std::string_view starts_a_formula = "=+-@\t\r";
  const bool dangerous = !cell.empty() && starts_a_formula.find(cell.front()) != std::string_view::npos;
  return dangerous && !is_number(cell);
}

std::string neutralised(std::string_view cell) {
  return is_formula(cell) ? "'" + std::string(cell) : std::string(cell);
}

void write_spreadsheet_row(std::string& out, const std::vector<std::string_view>& fields, char separator) {
  std::vector<std::string> safe;
  safe.reserve(fields.size());
  for (const std::string_view field : fields) safe.push_back(neutralised(field));
  csv::write_row(out, {safe.begin(), safe.end()}, separator);
}

}  // namespace jalon::exchange
