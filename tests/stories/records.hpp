// The records of a story: the tables of docs/api/records.md, filled by the statements of the language and
// written as the CSV files that anyone would send.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "line.hpp"

namespace jalon::stories {

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;

  std::size_t column(std::string_view name) const;
  const std::string& cell(std::size_t row, std::string_view name) const { return rows[row][column(name)]; }
  /// Columns that are not named stay empty.
  void add(const std::map<std::string, std::string>& cells);
};

class Records {
 public:
  Records();

  /// Takes one statement that records something; false when it is none of ours.
  bool take(Line& line);
  /// Replaces everything by the files of a folder.
  void read(const std::string& folder);
  /// Writes the tables that have rows, and people.csv always.
  void write(const std::string& folder) const;

  /// One person's way out of accommodation into housing between two dates is taken away; false when there is
  /// none.
  bool forget_one_exit(const std::string& from, const std::string& to);
  void set_capacity(const std::string& place, std::int64_t capacity);

  const Table& table(const std::string& name) const { return tables_.at(name); }

 private:
  void person(Line& line);
  void place(Line& line);
  void happening(const std::string& person, Line& line);

  std::map<std::string, Table> tables_;  // by file name without ending
};

}  // namespace jalon::stories
