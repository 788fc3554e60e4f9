#include "exchange/import_pages.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <stdlib.h>

#include <algorithm>
#include <memory>

#include "base/id.hpp"
#include "base/text.hpp"
#include "exchange/import_cli.hpp"
#include "exchange/views/import_form.hpp"
#include "exchange/views/import_report.hpp"
#include "store/database.hpp"

namespace jalon::exchange {
namespace {

constexpr std::int64_t longest_wait_ms = 60LL * 60 * 1000;
constexpr std::size_t longest_name = 120;
/// Five million events: what 256 MB of real records hold. Everybody else's pages share this memory.
constexpr std::size_t most_values = 40'000'000;

std::int64_t signed_count(std::size_t count) {
  return static_cast<std::int64_t>(count);
}

/// The name without folders, without control characters, not too long: and fit to name a file.
std::string plain_name(std::string_view sent) {
  const auto slash = sent.find_last_of("/\\");
  if (slash != std::string_view::npos) sent.remove_prefix(slash + 1);
  if (sent.size() > longest_name) {
    std::size_t start = sent.size() - longest_name;  // the end is kept: it holds the extension
    while (start < sent.size() && (static_cast<unsigned char>(sent[start]) & 0xC0U) == 0x80U) ++start;
    sent.remove_prefix(start);
  }
  std::string name(sent);
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  return name.empty() || name == "." || name == ".." ? "fichier" : name;
}

FileSheet file_sheet(const FileOutcome& file, bool dry_run) {
  const ImportReport& report = file.report;
  FileSheet sheet;
  sheet.name = report.file;
  sheet.rows = signed_count(report.rows);
  sheet.added = signed_count(report.added);
  sheet.changed = signed_count(report.changed);
  sheet.unchanged = signed_count(report.unchanged);
  switch (file.state) {
    case FileState::applied:
      sheet.tone = "success";
      sheet.state = dry_run ? "Prêt à être écrit" : "Écrit";
      break;
    case FileState::unchanged:
      sheet.tone = "info";
      sheet.state = "Rien de nouveau\u00a0: rien à écrire";
      break;
    case FileState::refused:
      sheet.tone = "danger";
      sheet.state =
          "Refusé\u00a0: " + french_count(signed_count(report.problems.size()), "problème", "problèmes") +
          (dry_run ? ", rien n’en serait écrit" : ", rien n’en a été écrit");
      break;
    case FileState::not_tried:
      sheet.tone = "warning";
      sheet.state = "Mis de côté, car " + file.needs + " est refusé";
      break;
    default:
      sheet.tone = "warning";
      sheet.state = "Laissé de côté\u00a0: ce n’est pas un fichier de jalon";
  }
  sheet.counted = file.state == FileState::applied || file.state == FileState::unchanged;
  if (report.encoding == csv::Encoding::windows_1252) {
    sheet.notes.emplace_back("Encodage Windows-1252 reconnu et converti.");
  } else if (report.encoding == csv::Encoding::utf16) {
    sheet.notes.emplace_back("Encodage UTF-16 reconnu et converti.");
  }
  if (!report.ignored_columns.empty()) {
    sheet.notes.push_back(
        fmt::format("Colonnes non lues\u00a0: {}.", fmt::join(report.ignored_columns, ", ")));
  }
  const auto take = [](const std::vector<FileProblem>& all, std::vector<FileProblem>& shown) {
    const std::size_t count = std::min(all.size(), problems_shown);
    shown.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
    return signed_count(all.size() - count);
  };
  sheet.more_problems = take(report.problems, sheet.problems);
  sheet.more_remarks = take(report.remarks, sheet.remarks);
  return sheet;
}

class Handlers {
 public:
  explicit Handlers(ImportDesk desk) : desk_(std::move(desk)), waiting_(desk_.clock) {}

  http::Response form(const http::Request& request) {
    const auto page = desk_.pages.context(request);
    return ui::answer(page, views::import_form, page, std::string(), kind_names());
  }

  http::Response receive(const http::Request& request) {
    const bool any =
        std::ranges::any_of(request.files, [](const http::FilePart& file) { return !file.name.empty(); });
    if (!any) return refused(request, "Choisissez au moins un fichier.");
    const std::string token = waiting_.keep(request.files);
    auto outcome = preview(desk_.database, desk_.rooms, asked(request, *waiting_.sources(token)));
    if (!outcome) {
      waiting_.drop(token);
      return refused(request, to_french(outcome.error()) + ".");
    }
    ImportSheet sheet = import_sheet(*outcome);
    if (sheet.to_write > 0) {
      sheet.token = token;
    } else {
      waiting_.drop(token);
    }
    const auto page = desk_.pages.context(request);
    return ui::answer(page, views::import_report, page, sheet);
  }

  http::Response confirm(const http::Request& request) {
    const std::string token(request.form.get("jeton"));
    const auto sources = waiting_.sources(token);
    if (!sources) {
      return refused(request,
                     "Ces fichiers ne sont plus là\u00a0: ils ont déjà été importés, ou ont attendu "
                     "plus d’une heure. Envoyez-les à nouveau.");
    }
    if (request.form.get("suite") == "abandonner") {
      waiting_.drop(token);
      const auto page = desk_.pages.context(request);
      return ui::done(page, "/import", "Import abandonné\u00a0: rien n’a été écrit.");
    }
    const auto outcome = import_files(desk_.database, desk_.rooms, asked(request, *sources));
    waiting_.drop(token);
    if (!outcome) return refused(request, to_french(outcome.error()) + ".");
    if (desk_.after_import) desk_.after_import();
    const auto page = desk_.pages.context(request);
    return ui::answer(page, views::import_report, page, import_sheet(*outcome));
  }

 private:
  ImportRequest asked(const http::Request& request, std::vector<Source> sources) const {
    ImportRequest wanted;
    wanted.sources = std::move(sources);
    wanted.territory = desk_.territory;
    wanted.actor = desk_.actor(request);
    wanted.today = desk_.clock.today();
    wanted.most_values = most_values;
    return wanted;
  }

  std::vector<std::string> kind_names() const {
    std::vector<std::string> names;
    for (const FileKind& kind : desk_.rooms.kinds) names.push_back(kind.name);
    return names;
  }

  http::Response refused(const http::Request& request, const std::string& why) const {
    const auto page = desk_.pages.context(request);
    return ui::answer_refused(page, views::import_form, page, why, kind_names());
  }

  ImportDesk desk_;
  WaitingFiles waiting_;
};

}  // namespace

ImportSheet import_sheet(const ImportOutcome& outcome) {
  ImportSheet sheet;
  sheet.written = !outcome.dry_run;
  for (const FileOutcome& file : outcome.files) {
    sheet.files.push_back(file_sheet(file, outcome.dry_run));
    const FileSheet& shown = sheet.files.back();
    if (file.state == FileState::applied) sheet.to_write += shown.added + shown.changed;
    if (file.state == FileState::refused || file.state == FileState::not_tried) ++sheet.refused;
  }
  return sheet;
}

WaitingFiles::~WaitingFiles() {
  std::error_code ignored;
  for (const auto& [token, kept] : kept_) std::filesystem::remove_all(kept.folder, ignored);
}

std::string WaitingFiles::keep(const std::vector<http::FilePart>& files) {
  drop_old();
  std::string pattern = (std::filesystem::temp_directory_path() / "jalon-import-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {  // made with mode 0700
    throw store::Fault("pas de dossier temporaire pour recevoir les fichiers");
  }
  Kept kept;
  kept.folder = pattern;
  kept.since_ms = clock_.now_ms();
  try {
    for (const http::FilePart& file : files) {
      if (file.name.empty()) continue;
      // Problems are told under the last part of the path: each file has a folder of its own.
      const std::string name = plain_name(file.name);
      const auto folder = kept.folder / std::to_string(kept.sources.size());
      std::filesystem::create_directory(folder);
      file.save_to(folder / name);
      kept.sources.push_back({name, (folder / name).string(), {}});
    }
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove_all(kept.folder, ignored);
    throw;
  }
  const std::string token = to_text(new_uuid_v4());
  const std::lock_guard lock(mutex_);
  kept_.emplace(token, std::move(kept));
  return token;
}

std::optional<std::vector<Source>> WaitingFiles::sources(std::string_view token) {
  drop_old();
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(token);
  if (found == kept_.end()) return std::nullopt;
  return found->second.sources;
}

void WaitingFiles::drop(std::string_view token) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(token);
  if (found == kept_.end()) return;
  std::error_code ignored;
  std::filesystem::remove_all(found->second.folder, ignored);
  kept_.erase(found);
}

void WaitingFiles::drop_old() {
  const std::lock_guard lock(mutex_);
  std::error_code ignored;
  std::erase_if(kept_, [&](const auto& entry) {
    const bool old = clock_.now_ms() - entry.second.since_ms > longest_wait_ms;
    if (old) std::filesystem::remove_all(entry.second.folder, ignored);
    return old;
  });
}

void add_import_pages(http::Router& router, ImportDesk desk) {
  const auto handlers = std::make_shared<Handlers>(std::move(desk));
  router.get("/import", [handlers](const http::Request& request) { return handlers->form(request); });
  router.post("/import", [handlers](const http::Request& request) { return handlers->receive(request); },
              {most_bytes});
  router.post("/import/confirmer",
              [handlers](const http::Request& request) { return handlers->confirm(request); });
}

}  // namespace jalon::exchange
