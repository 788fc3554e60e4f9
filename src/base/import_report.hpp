// What a room answers when it is given a file of records: counts, problems, remarks. Plain values, so that
// the command line, the web form and the tests tell the same thing.
//
// One file is all or nothing: a report with a single problem means that nothing of the file was written.
// A remark never stops anything: a capacity exceeded in the past, a possible duplicate, a column not read.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "base/date.hpp"

namespace jalon {

/// The conditions of one import, the same for all its files.
struct ImportContext {
  Date today;            // the date of recording of what the sender did not date
  bool dry_run = false;  // everything is rolled back at the end: leave no trace outside the transaction
};

struct ImportReport {
  std::string file;
  csv::Encoding encoding = csv::Encoding::utf8;
  char separator = ',';
  std::size_t rows = 0;
  std::size_t added = 0;      // rows that say something new
  std::size_t changed = 0;    // rows that correct what was known
  std::size_t unchanged = 0;  // rows that were already known, word for word
  std::vector<FileProblem> problems;
  std::vector<FileProblem> remarks;
  std::vector<std::string> ignored_columns;

  bool accepted() const { return problems.empty(); }
  bool changes_something() const { return accepted() && added + changed > 0; }
};

/// A report opened on what the document itself says: name, encoding, rows.
inline ImportReport report_on(const csv::Document& document) {
  ImportReport report;
  report.file = document.name();
  report.encoding = document.encoding();
  report.separator = document.separator();
  report.rows = document.size();
  return report;
}

/// Recording date of a row that the sender did not date and that has no date of its own (a person, a place):
/// it was known from the start. The earliest date that parses.
constexpr Date known_from_the_start() {
  return Date::from_days(-25567);
}  // 1900-01-01

}  // namespace jalon
