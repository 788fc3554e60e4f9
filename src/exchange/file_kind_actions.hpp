// What exchange needs to know of the other rooms: it enters none of them, `app` hands them over.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/import_report.hpp"
#include "store/database.hpp"

namespace jalon::exchange {

/// One kind of file of records, and the room that takes it in.
struct FileKind {
  std::string name;                  // "people.csv"
  std::vector<std::string> columns;  // those by which a file of another name is recognised
  std::vector<std::string> needs;    // names of kinds whose refusal makes this one impossible to judge
  /// Reads and applies; writes nothing when the report holds a problem.
  std::function<ImportReport(store::Transaction&, const csv::Document&, const ImportContext&)> apply;
};

/// The rooms as an import sees them. `kinds` stand in the order in which files are applied.
struct Rooms {
  std::vector<FileKind> kinds;
  std::function<std::vector<std::string>(store::Reader&)> known_territories;
  std::function<void(store::Transaction&)> ensure_territory;
  /// The territory of a commune by its INSEE code; "" when it is not one.
  std::function<std::string_view(std::string_view)> territory_of_commune;
  std::function<bool(std::string_view)> is_territory;
};

/// The kind a file belongs to: by its name, by the start of its name (`events_october.csv`), else by its
/// columns. nullptr when it is none of them.
const FileKind* kind_of(const std::vector<FileKind>& kinds, std::string_view file_name);
const FileKind* kind_by_columns(const std::vector<FileKind>& kinds, const csv::Document& document);

/// The territory most frequent among the communes of a people.csv, ties to the smaller code; "" when none is
/// given.
std::string most_frequent_territory(const csv::Document& people, const Rooms& rooms);

}  // namespace jalon::exchange
