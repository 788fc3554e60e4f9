#include "exchange/import_actions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "exchange/spreadsheet.hpp"

namespace jalon::exchange {
namespace {

/// From this many written rows on, the planner's statistics are worth refreshing.
constexpr std::size_t rows_worth_analyzing = 1000;
/// A file full of formulas is told by its first ones.
constexpr std::size_t most_formulas_told = 1000;

tl::expected<csv::Document, FileProblem> read(const Source& source, std::size_t most_values) {
  if (!source.path.empty()) return csv::Document::read(source.path, most_values);
  return csv::Document::parse(source.name, {source.bytes.begin(), source.bytes.end()}, most_values);
}

FileOutcome unreadable(const FileProblem& problem) {
  FileOutcome outcome;
  outcome.state = FileState::refused;
  outcome.report.file = problem.file;
  outcome.report.problems.push_back(problem);
  return outcome;
}

/// Cells that a spreadsheet would run: they are kept as text, and the sender learns where they stand.
void look_for_formulas(const csv::Document& document, ImportReport& report) {
  std::size_t told = 0;
  for (std::size_t row = 0; row < document.size(); ++row) {
    for (std::size_t column = 0; column < document.header().size(); ++column) {
      const std::string_view cell = document.field(row, column);
      if (cell.size() < 2 || !is_formula(cell)) continue;  // a lone dash says "nothing"
      if (told++ == most_formulas_told) return;
      report.remarks.push_back({report.file, document.line(row), std::string(document.header()[column]),
                                std::string(cell),
                                "cette valeur commence comme une formule de tableur\u00a0: elle est gardée "
                                "comme un texte, et le restera dans les fichiers pour tableur"});
    }
  }
}

/// One file waiting for its turn; read late, so that a big folder does not fill the memory.
struct Waiting {
  const Source* source = nullptr;
  const FileKind* kind = nullptr;
  std::optional<csv::Document> document;  // already read to find its kind or the territory
};

class Run {
 public:
  Run(store::Database& database, const Rooms& rooms, const ImportRequest& request)
      : database_(database), rooms_(rooms), request_(request) {
    outcome_.dry_run = request.dry_run;
  }

  Result<ImportOutcome> go() {
    sort_out();
    if (auto found = find_territory(); !found) return tl::unexpected(found.error());
    if (request_.dry_run) {
      const store::Command command{outcome_.territory, {}, request_.actor, "exchange.preview", "files"};
      (void)database_.write(command, [&](store::Transaction& transaction) -> Result<int> {
        // A serialization failure may run this again.
        const auto kept = outcome_.files;
        refused_.clear();
        rooms_.ensure_territory(transaction);
        for (Waiting& waiting : waiting_) {
          apply(
              waiting,
              [&](const csv::Document& document) {
                return waiting.kind->apply(transaction, document, {request_.today, true});
              },
              false);
        }
        std::swap(previewed_, outcome_.files);
        outcome_.files = kept;
        return refuse("preview");  // rolls everything back
      });
      outcome_.files = std::move(previewed_);
    } else {
      for (Waiting& waiting : waiting_) {
        apply(
            waiting, [&](const csv::Document& document) { return apply_alone(*waiting.kind, document); },
            true);
      }
      if (written_ >= rows_worth_analyzing) database_.analyze();
    }
    return std::move(outcome_);
  }

 private:
  /// Which file is what, and in which order.
  void sort_out() {
    for (const Source& source : request_.sources) {
      Waiting waiting;
      waiting.source = &source;
      waiting.kind = kind_of(rooms_.kinds, source.name);
      if (waiting.kind == nullptr) {
        auto document = read(source, request_.most_values);
        if (!document) {
          // Nobody can say what an empty or broken file was meant to be: what is wrong with it is told.
          outcome_.files.push_back(unreadable(document.error()));
          continue;
        }
        waiting.kind = kind_by_columns(rooms_.kinds, *document);
        waiting.document = std::move(*document);
      }
      if (waiting.kind == nullptr) {
        FileOutcome outcome;
        outcome.state = FileState::not_recognised;
        outcome.report.file = source.name;
        outcome_.files.push_back(std::move(outcome));
        continue;
      }
      waiting_.push_back(std::move(waiting));
    }
    // The rooms' order; within a kind the file of the plain name first, then the others by name.
    std::ranges::stable_sort(waiting_, [&](const Waiting& a, const Waiting& b) {
      if (a.kind != b.kind) return a.kind < b.kind;
      return a.source->name == a.kind->name && b.source->name != b.kind->name;
    });
  }

  Result<void> find_territory() {
    if (!request_.territory.empty()) {
      if (!rooms_.is_territory(request_.territory)) {
        return refuse("import.territory_invalid", {{"territory", request_.territory}});
      }
      outcome_.territory = request_.territory;
      return {};
    }
    const auto known =
        database_.read([&](store::Reader& reader) { return rooms_.known_territories(reader); });
    if (known.size() == 1) {
      outcome_.territory = known.front();
      return {};
    }
    if (known.size() > 1) {
      return refuse("import.territory_ambiguous",
                    {{"territories", fmt::format("{}", fmt::join(known, ", "))}});
    }
    for (Waiting& waiting : waiting_) {
      if (waiting.kind->name != "people.csv") continue;
      if (!waiting.document) {
        auto document = read(*waiting.source, request_.most_values);
        if (!document) return refuse("import.unreadable", {{"problem", jalon::to_french(document.error())}});
        waiting.document = std::move(*document);
      }
      outcome_.territory = most_frequent_territory(*waiting.document, rooms_);
      break;
    }
    if (outcome_.territory.empty()) return refuse("import.territory_unknown");
    outcome_.guessed = true;
    return {};
  }

  ImportReport apply_alone(const FileKind& kind, const csv::Document& document) {
    ImportReport report;
    const store::Command command{outcome_.territory, {}, request_.actor, "exchange.import", kind.name};
    (void)database_.write(command, [&](store::Transaction& transaction) -> Result<int> {
      rooms_.ensure_territory(transaction);
      report = kind.apply(transaction, document, {request_.today, false});
      if (!report.changes_something()) return refuse("import.nothing_to_write");
      return 0;
    });
    return report;
  }

  template <class Apply>
  void apply(Waiting& waiting, Apply run, bool release) {
    if (request_.on_file) request_.on_file(waiting.source->name);
    for (const std::string& need : waiting.kind->needs) {
      if (std::ranges::find(refused_, need) == refused_.end()) continue;
      FileOutcome outcome;
      outcome.state = FileState::not_tried;
      outcome.report.file = waiting.source->name;
      outcome.needs = need;
      refused_.push_back(waiting.kind->name);
      outcome_.files.push_back(std::move(outcome));
      return;
    }
    FileOutcome outcome;
    if (!waiting.document) {
      auto document = read(*waiting.source, request_.most_values);
      if (!document) {
        refused_.push_back(waiting.kind->name);
        outcome_.files.push_back(unreadable(document.error()));
        return;
      }
      waiting.document = std::move(*document);
    }
    outcome.report = run(*waiting.document);
    look_for_formulas(*waiting.document, outcome.report);
    if (release) waiting.document.reset();
    if (!outcome.report.accepted()) {
      outcome.state = FileState::refused;
      refused_.push_back(waiting.kind->name);
    } else if (!outcome.report.changes_something()) {
      outcome.state = FileState::unchanged;
    }
    written_ += outcome.report.accepted() ? outcome.report.added + outcome.report.changed : 0;
    outcome_.files.push_back(std::move(outcome));
  }

  store::Database& database_;
  const Rooms& rooms_;
  const ImportRequest& request_;
  ImportOutcome outcome_;
  std::vector<FileOutcome> previewed_;
  std::vector<Waiting> waiting_;
  std::vector<std::string> refused_;
  std::size_t written_ = 0;
};

}  // namespace

bool ImportOutcome::all_accepted() const {
  return std::ranges::all_of(files, [](const FileOutcome& file) {
    return file.state == FileState::applied || file.state == FileState::unchanged ||
           file.state == FileState::not_recognised;
  });
}

Result<std::vector<Source>> sources_at(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::vector<Source> sources;
  if (fs::is_directory(path, error)) {
    for (const auto& entry : fs::directory_iterator(path, error)) {
      if (!entry.is_regular_file(error)) continue;
      const std::string name = entry.path().filename().string();
      if (name.starts_with('.') || !(name.ends_with(".csv") || name.ends_with(".CSV"))) continue;
      sources.push_back({name, entry.path().string(), ""});
    }
    std::ranges::sort(sources, {}, &Source::name);
    if (sources.empty()) return refuse("import.empty_folder", {{"path", path}});
    return sources;
  }
  if (!fs::exists(path, error)) return refuse("import.not_found", {{"path", path}});
  sources.push_back({fs::path(path).filename().string(), path, ""});
  return sources;
}

Result<ImportOutcome> import_files(store::Database& database, const Rooms& rooms,
                                   const ImportRequest& request) {
  return Run(database, rooms, request).go();
}

Result<ImportOutcome> preview(store::Database& database, const Rooms& rooms, ImportRequest request) {
  request.dry_run = true;
  return Run(database, rooms, request).go();
}

}  // namespace jalon::exchange
