#include "base/record_reader.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/text.hpp"

namespace jalon {

RecordReader::RecordReader(const csv::Document& document)
    : document_(document), known_(document.header().size(), false), problems_(document.problems()) {}

RecordReader::Column RecordReader::required(std::string_view name) {
  const Column column = optional(name);
  if (!column) {
    problems_.push_back(
        {document_.name(), 1, std::string(name), "", "cette colonne est obligatoire et manque"});
  }
  return column;
}

RecordReader::Column RecordReader::optional(std::string_view name) {
  const Column column = document_.column(name);
  if (column) known_[*column] = true;
  return column;
}

std::vector<std::string> RecordReader::ignored_columns() const {
  std::vector<std::string> ignored;
  for (std::size_t i = 0; i < known_.size(); ++i) {
    if (!known_[i]) ignored.emplace_back(document_.header()[i]);
  }
  return ignored;
}

std::string_view RecordReader::text(Column column) const {
  return column ? document_.field(row_, *column) : std::string_view{};
}

std::string_view RecordReader::required_text(Column column) {
  const std::string_view value = text(column);
  if (column && value.empty()) problem(column, "une valeur est attendue");
  return value;
}

std::optional<Date> RecordReader::date(Column column) {
  const std::string_view value = text(column);
  if (value.empty()) return std::nullopt;
  const auto date = parse_date(value);
  if (!date) problem(column, "une date est attendue, aaaa-mm-jj ou jj/mm/aaaa, entre 1900 et 2199");
  return date;
}

std::optional<Date> RecordReader::required_date(Column column) {
  if (column && text(column).empty()) {
    problem(column, "une date est attendue, aaaa-mm-jj ou jj/mm/aaaa");
    return std::nullopt;
  }
  return date(column);
}

std::optional<std::int64_t> RecordReader::integer(Column column, std::int64_t low, std::int64_t high) {
  const std::string_view value = text(column);
  if (value.empty()) return std::nullopt;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size() || number < low || number > high) {
    problem(column, fmt::format("un nombre entier de {} à {} est attendu", low, high));
    return std::nullopt;
  }
  return number;
}

std::optional<std::size_t> RecordReader::word(Column column, std::initializer_list<std::string_view> words) {
  const std::string_view value = text(column);
  if (value.empty()) return std::nullopt;
  std::size_t i = 0;
  for (const std::string_view word : words) {
    if (word == value) return i;
    ++i;
  }
  problem(column, fmt::format("une de ces valeurs est attendue\u00a0: {}", fmt::join(words, ", ")));
  return std::nullopt;
}

void RecordReader::problem(Column column, std::string message) {
  tell(problems_, {document_.name(), line(), column ? std::string(document_.header()[*column]) : "",
                   std::string(text(column)), std::move(message)});
}

}  // namespace jalon
