// Tables in text files as administrations send them: CSV per RFC 4180, `,` or `;`, whatever encoding.
//
// Reading detects and reports: a UTF-8 byte order mark, UTF-16 (by its mark, else by its header),
// Windows-1252 (anything that is not UTF-8), the separator of the header row. Text comes out as valid UTF-8.
// Refused, each with its line: an empty file, one without header, over 1,000 columns, a column named twice, a
// NUL byte, a quote that never closes, text after a closing quote, over 4 GB of text, more values than
// the caller wants to hold. Blank lines are skipped. A row of another width, or a field over 10,000 bytes, is
// kept out of the rows and listed in `problems()`: the other rows can still be judged. Errors are
// `FileProblem`s: file, line, column, value, and what was expected, in French.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace jalon {

/// One thing wrong in a file that somebody sent: enough to find the cell and mend it.
struct FileProblem {
  std::string file;
  std::size_t line = 0;  // 1 = the header; 0 = the file as a whole
  std::string column;    // empty = the row as a whole
  std::string value;     // as it stands in the file, shortened
  std::string message;   // what was expected, a French sentence without its final point
};

/// `people.csv, ligne 12, colonne birth_date : « 31/02/1990 » : date attendue, ...`
std::string to_french(const FileProblem& problem);

/// Nobody mends more than so many at a time.
inline constexpr std::size_t most_problems_told = 10'000;

/// Adds `problem` to those of its file; what comes after the most that are told is left out, and the last one
/// says so.
void tell(std::vector<FileProblem>& problems, FileProblem problem);

namespace csv {

enum class Encoding { utf8, utf16, windows_1252 };

/// As many values (rows x columns) as whoever reads is ready to hold in memory.
inline constexpr std::size_t any_number_of_values = static_cast<std::size_t>(-1);

class Document {
 public:
  /// Takes the bytes of a whole file; `name` is only used in problems. An empty `file` is a problem of line
  /// 0.
  static tl::expected<Document, FileProblem> parse(std::string name, std::vector<char> bytes,
                                                   std::size_t most_values = any_number_of_values);
  static tl::expected<Document, FileProblem> parse(std::string name, std::string_view bytes);
  /// Reads the file at `path`; the name in problems is its last component.
  static tl::expected<Document, FileProblem> read(const std::string& path,
                                                  std::size_t most_values = any_number_of_values);

  const std::string& name() const { return name_; }
  Encoding encoding() const { return encoding_; }
  char separator() const { return separator_; }
  const std::vector<std::string_view>& header() const { return header_; }
  std::optional<std::size_t> column(std::string_view header_name) const;

  std::size_t size() const { return lines_.size(); }
  /// The field of row `row` (0 = first after the header) in column `column`, spaces around it trimmed.
  std::string_view field(std::size_t row, std::size_t column) const {
    const Field& field = fields_[row * header_.size() + column];
    return {text_.data() + field.begin, field.size};
  }
  /// The line of the file where the row starts, the header being line 1.
  std::size_t line(std::size_t row) const { return lines_[row]; }

  const std::vector<FileProblem>& problems() const { return problems_; }

 private:
  /// In `text_`. A table may have tens of millions of fields: 8 bytes each.
  struct Field {
    std::uint32_t begin = 0;
    std::uint16_t size = 0;
  };

  std::string name_;
  std::vector<char> text_;  // owns what the views look at; a vector keeps its address when moved
  Encoding encoding_ = Encoding::utf8;
  char separator_ = ',';
  std::vector<std::string_view> header_;
  std::vector<Field> fields_;  // row-major, header_.size() per row
  std::vector<std::uint32_t> lines_;
  std::vector<FileProblem> problems_;
};

/// Appends one row, quoting where RFC 4180 asks for it, ending in "\n".
void write_row(std::string& out, const std::vector<std::string_view>& fields, char separator = ',');

}  // namespace csv
}  // namespace jalon
