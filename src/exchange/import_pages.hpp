// The import of files by a form: what they would do is shown first, and written only once confirmed.
//
// Between the two, the files lie in a folder that only this account can read, under a token that nobody can
// guess; they are removed when they are written, given up, an hour old, or when the program ends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "exchange/import_actions.hpp"
#include "http/router.hpp"
#include "ui/page.hpp"

namespace jalon::exchange {

/// What the pages stand on; `app` hands it over, and it outlives the router.
struct ImportDesk {
  store::Database& database;
  const Clock& clock;
  const ui::Pages& pages;
  Rooms rooms;
  std::string territory;
  std::function<std::string(const http::Request&)> actor;  // who does it, as the audit chain writes it
  std::function<void()> after_import;                      // what was computed from the records is read again
};

inline constexpr std::uint64_t most_bytes = 256ULL * 1024 * 1024;
/// Problems shown for one file; the others are counted.
inline constexpr std::size_t problems_shown = 100;

/// One file of the report, ready to be shown.
struct FileSheet {
  std::string name;
  std::string state;  // French
  std::string tone;   // of an alert: success, info, warning, danger
  std::int64_t rows = 0;
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  bool counted = false;            // the counts mean something
  std::vector<std::string> notes;  // sentences: encoding, columns that are not read
  std::vector<FileProblem> problems;
  std::int64_t more_problems = 0;
  std::vector<FileProblem> remarks;
  std::int64_t more_remarks = 0;
};

struct ImportSheet {
  std::string token;  // "" = nothing to confirm
  bool written = false;
  std::vector<FileSheet> files;
  std::int64_t to_write = 0;  // rows added or changed by the files that are accepted
  std::int64_t refused = 0;   // files
};

ImportSheet import_sheet(const ImportOutcome& outcome);

/// Files received and not yet confirmed. Thread-safe.
class WaitingFiles {
 public:
  explicit WaitingFiles(const Clock& clock) : clock_(clock) {}
  ~WaitingFiles();
  WaitingFiles(const WaitingFiles&) = delete;
  WaitingFiles& operator=(const WaitingFiles&) = delete;

  /// Keeps the files and gives their token. Throws store::Fault when the disk refuses.
  std::string keep(const std::vector<http::FilePart>& files);
  /// Their names and where they lie; nullopt: the token is unknown or too old.
  std::optional<std::vector<Source>> sources(std::string_view token);
  void drop(std::string_view token);

 private:
  struct Kept {
    std::filesystem::path folder;
    std::vector<Source> sources;
    std::int64_t since_ms = 0;
  };
  void drop_old();

  const Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Kept, std::less<>> kept_;
};

void add_import_pages(http::Router& router, ImportDesk desk);

}  // namespace jalon::exchange
