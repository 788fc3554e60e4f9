// The checkout as text, for the house tests: which files there are, what stands in them.
// Tests run at the root of the checkout; paths are relative to it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace jalon::house {

struct SourceFile {
  std::string path;  // "src/people/person.hpp"
  std::string text;

  std::string name() const;       // "person.hpp"
  std::string extension() const;  // ".hpp"
  std::string room() const;       // "people" for what stands in src/people, else ""
  bool is_test() const;           // "x.test.cpp"
  /// _store, _actions, _pages, _api, _cli: the suffix of an edge file, without its underscore; "" for a pure
  /// one.
  std::string suffix() const;
  std::vector<std::string_view> lines() const;
};

struct Include {
  std::size_t line = 0;
  std::string target;   // "people/person.hpp", "sqlite3.h"
  bool angled = false;  // <...>
};
std::vector<Include> includes(const SourceFile& file);

/// Files that are ours, below the given folders (those that exist), with one of the extensions; sorted by
/// path.
std::vector<SourceFile> files(const std::vector<std::string>& folders,
                              const std::set<std::string>& extensions);
/// Every .cpp and .hpp of src, tests and bench.
const std::vector<SourceFile>& code();
/// The text of one file; "" when there is none.
std::string read_text(const std::string& path);

struct Room {
  std::string name;
  bool technical = false;
  std::set<std::string> doors;
};
/// What the top CMakeLists.txt declares, in its order.
std::vector<Room> parse_rooms(std::string_view cmake);
/// The rooms of this checkout.
const std::vector<Room>& rooms();

/// The violations of the doors by one file, one sentence each: see doors.cpp for the rules.
std::vector<std::string> door_violations(const SourceFile& file, const std::vector<Room>& house);

/// "src/a.cpp:12: what is wrong", one a line, for the message of a failed test.
std::string join(const std::vector<std::string>& problems);

}  // namespace jalon::house
