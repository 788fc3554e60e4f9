#include "indicators/reference_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

#include "base/record_reader.hpp"

namespace jalon::indicators {
namespace {

constexpr std::size_t longest_number = 30;

/// `282000000` or `39,7` as `39.7`; "" when it is not a decimal number.
std::string decimal(std::string_view text) {
  std::string value(text);
  std::ranges::replace(value, ',', '.');
  double number = 0;
  const char* end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, number, std::chars_format::fixed);
  const bool digits_only = value.find_first_not_of("-0123456789.") == std::string::npos;
  if (error != std::errc{} || stop != end || !digits_only || value.size() > longest_number) return "";
  return value;
}

}  // namespace

std::vector<ReferenceRow> read_references(const csv::Document& document, ImportReport& report) {
  RecordReader reader(document);
  const auto id = reader.required("id");
  const auto year = reader.required("year");
  const auto value = reader.required("value");
  const auto unit = reader.required("unit");
  const auto source = reader.required("source");
  const auto recorded_on = reader.required("recorded_on");

  std::vector<ReferenceRow> rows;
  std::map<std::tuple<std::string_view, int, std::optional<Date>>, std::size_t> seen;
  for (std::size_t i = 0; i < reader.size(); ++i) {
    reader.go_to(i);
    ReferenceRow& row = rows.emplace_back();
    row.line = reader.line();
    row.reference.id = reader.required_text(id);
    reader.required_text(year);
    row.reference.year = static_cast<int>(reader.integer(year, 1900, 2199).value_or(0));
    const std::string_view written = reader.required_text(value);
    row.reference.value = decimal(written);
    if (!written.empty() && row.reference.value.empty()) {
      reader.problem(value, "un nombre décimal sans espace est attendu, comme 282000000 ou 39,7");
    }
    row.reference.unit = reader.text(unit);
    row.reference.source = reader.required_text(source);
    const auto recorded = reader.date(recorded_on);
    row.dated = recorded.has_value();
    row.reference.recorded_on = recorded.value_or(known_from_the_start());
    const auto [first, is_new] =
        seen.emplace(std::tuple(reader.text(id), row.reference.year, recorded), row.line);
    if (!is_new && !row.reference.id.empty()) {
      reader.problem(
          id, fmt::format("cette référence figure déjà à la ligne {} pour la même année", first->second));
    }
  }
  report.ignored_columns = reader.ignored_columns();
  report.problems = reader.take_problems();
  return rows;
}

}  // namespace jalon::indicators
