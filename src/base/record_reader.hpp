// Reads the columns of a csv::Document as typed values and gathers what is wrong, cell by cell.
//
// Use: declare the columns, then walk the rows. A cell that cannot be read adds a FileProblem (file, line,
// column, value, what was expected) and yields nullopt or a default; the caller goes on, so that one pass
// reports every problem of the file. A missing required column is a problem of line 1. A column nobody asked
// for is kept out and named in `ignored_columns()`: the sender learns that it was not read.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/csv.hpp"
#include "base/date.hpp"

namespace jalon {

class RecordReader {
 public:
  using Column = std::optional<std::size_t>;

  explicit RecordReader(const csv::Document& document);

  Column required(std::string_view name);
  Column optional(std::string_view name);
  /// Columns of the file that were neither required nor optional.
  std::vector<std::string> ignored_columns() const;

  std::size_t size() const { return document_.size(); }
  void go_to(std::size_t row) { row_ = row; }
  std::size_t line() const { return document_.line(row_); }

  /// "" where the column is missing.
  std::string_view text(Column column) const;
  /// A problem when empty.
  std::string_view required_text(Column column);
  std::optional<Date> date(Column column);
  /// A problem when empty or not a date.
  std::optional<Date> required_date(Column column);
  /// An empty cell gives nullopt; anything but digits (with a leading minus) within [low, high] is a problem.
  std::optional<std::int64_t> integer(Column column, std::int64_t low, std::int64_t high);
  /// The position of the cell in `words`; an empty cell gives nullopt; another word is a problem that lists
  /// them.
  std::optional<std::size_t> word(Column column, std::initializer_list<std::string_view> words);

  /// Adds a problem about the current row.
  void problem(Column column, std::string message);

  bool ok() const { return problems_.empty(); }
  const std::vector<FileProblem>& problems() const { return problems_; }
  std::vector<FileProblem> take_problems() { return std::move(problems_); }

 private:
  const csv::Document& document_;
  std::vector<bool> known_;
  std::size_t row_ = 0;
  std::vector<FileProblem> problems_;
};

}  // namespace jalon
