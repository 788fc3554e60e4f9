// Any bytes as a table: what is read, written again, reads the same.
#include "base/csv.hpp"

#include "base/text.hpp"
#include "fuzzing.hpp"

using namespace jalon;
using fuzzing::promise;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = csv::Document::parse("a.csv", fuzzing::text_of(data, size));
  if (!read) {
    promise(!to_french(read.error()).empty(), "a refusal says why");
    return 0;
  }
  for (const auto& problem : read->problems()) {
    promise(problem.line > 1 && !problem.message.empty(), "a row kept out has its line and reason");
  }
  const std::size_t columns = read->header().size();
  promise(columns > 0, "a table has columns");
  std::string written;
  csv::write_row(written, read->header());
  for (std::size_t row = 0; row < read->size(); ++row) {
    std::vector<std::string_view> fields;
    for (std::size_t column = 0; column < columns; ++column) {
      fields.push_back(read->field(row, column));
      promise(is_valid_utf8(fields.back()), "what comes out is UTF-8");
    }
    csv::write_row(written, fields);
  }
  const auto again = csv::Document::parse("b.csv", std::string_view(written));
  promise(again.has_value() && again->problems().empty(), "what we write, we read");
  promise(again->header() == read->header() && again->size() == read->size(), "no row or column is lost");
  for (std::size_t row = 0; row < read->size(); ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      promise(again->field(row, column) == read->field(row, column), "no field changes");
    }
  }
  return 0;
}
