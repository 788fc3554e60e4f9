// The import of files of records: recognised, put in order, applied each in one transaction, all or nothing
// per file.
//
// A file with a single problem leaves no trace; the files that do not depend on it still enter. A file that
// says nothing new leaves no trace either, not even a line of audit. A preview applies every file in one
// transaction that is rolled back: its counts are those of the import itself.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/import_report.hpp"
#include "exchange/file_kind_actions.hpp"
#include "store/database.hpp"

namespace jalon::exchange {

/// A file on disk, or one that was received (then `path` is empty).
struct Source {
  std::string name;  // without folders
  std::string path;
  std::string bytes;
};

/// Every file of a folder in the order of their names, or the file itself. Refused: import.not_found,
/// import.empty_folder.
Result<std::vector<Source>> sources_at(const std::string& path);

struct ImportRequest {
  std::vector<Source> sources;
  std::string territory;  // "" = the only one of the database, else the most frequent in people.csv
  std::string actor = "import";
  Date today;
  bool dry_run = false;
  /// A file of more values (rows x columns) is refused: its sender waits for an answer of the server, which
  /// has others to give.
  std::size_t most_values = csv::any_number_of_values;
  /// Told the name of each file as it begins; may be empty.
  std::function<void(std::string_view)> on_file;
};

enum class FileState { applied, unchanged, refused, not_tried, not_recognised };

struct FileOutcome {
  FileState state = FileState::applied;
  ImportReport report;
  std::string needs;  // not_tried: the refused file it depends on
};

struct ImportOutcome {
  std::string territory;
  bool guessed = false;  // taken from people.csv
  bool dry_run = false;
  std::vector<FileOutcome> files;  // in the order of application

  bool all_accepted() const;
};

/// Refused: import.unreadable (people.csv, when it was to tell the territory), import.territory_unknown (no
/// default can be found), import.territory_invalid, import.territory_ambiguous (the database has several).
Result<ImportOutcome> import_files(store::Database& database, const Rooms& rooms,
                                   const ImportRequest& request);

/// The same without writing anything.
Result<ImportOutcome> preview(store::Database& database, const Rooms& rooms, ImportRequest request);

}  // namespace jalon::exchange
