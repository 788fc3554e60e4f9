#include "exchange/import_cli.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace jalon::exchange {
namespace {

/// A screen holds no more; the JSON report tells all.
constexpr std::size_t most_shown = 100;

std::string_view word_of(FileState state) {
  switch (state) {
    case FileState::applied:
      return "applied";
    case FileState::unchanged:
      return "unchanged";
    case FileState::refused:
      return "refused";
    case FileState::not_tried:
      return "not_tried";
    default:
      return "not_recognised";
  }
}

std::string_view word_of(csv::Encoding encoding) {
  switch (encoding) {
    case csv::Encoding::utf16:
      return "UTF-16";
    case csv::Encoding::windows_1252:
      return "Windows-1252";
    default:
      return "UTF-8";
  }
}

void print_problems(const std::vector<FileProblem>& problems, std::ostream& stream, std::string_view indent) {
  for (std::size_t i = 0; i < std::min(problems.size(), most_shown); ++i) {
    stream << indent << to_french(problems[i]) << ".\n";
  }
  if (problems.size() > most_shown) {
    const auto rest = static_cast<std::int64_t>(problems.size() - most_shown);
    stream << indent << "et " << french_count(rest, "autre", "autres") << " (--json les donne tous).\n";
  }
}

std::string number(std::size_t value) {
  return french_number(static_cast<std::int64_t>(value));
}

void print_file(const FileOutcome& file, bool dry_run, std::ostream& out, std::ostream& err) {
  const ImportReport& report = file.report;
  switch (file.state) {
    case FileState::not_recognised:
      out << report.file << "\u00a0: laissé de côté, ce n’est pas un fichier de jalon.\n";
      return;
    case FileState::not_tried:
      err << report.file << "\u00a0: pas importé, car " << file.needs << " a été refusé.\n";
      return;
    case FileState::refused:
      err << report.file << "\u00a0: refusé, rien n’en a été écrit, "
          << french_count(static_cast<std::int64_t>(report.problems.size()), "problème", "problèmes")
          << ".\n";
      print_problems(report.problems, err, "  ");
      return;
    default:
      break;
  }
  out << report.file << "\u00a0: " << french_count(static_cast<std::int64_t>(report.rows), "ligne", "lignes")
      << ", " << number(report.added) << " à ajouter, " << number(report.changed) << " à corriger, "
      << number(report.unchanged) << " sans changement"
      << (file.state == FileState::unchanged ? "\u00a0: rien à écrire"
          : dry_run                          ? ""
                                             : "\u00a0: écrit")
      << ".\n";
  if (report.encoding != csv::Encoding::utf8) {
    out << "  Encodage " << word_of(report.encoding) << " reconnu et converti.\n";
  }
  if (!report.ignored_columns.empty()) {
    out << "  Colonnes non lues\u00a0: " << fmt::format("{}", fmt::join(report.ignored_columns, ", "))
        << ".\n";
  }
  print_problems(report.remarks, out, "  À vérifier\u00a0: ");
}

nlohmann::json to_json(const FileProblem& problem) {
  return {{"file", problem.file},
          {"line", problem.line},
          {"column", problem.column},
          {"value", problem.value},
          {"message", problem.message}};
}

}  // namespace

std::string to_french(const Refusal& refusal) {
  if (refusal.code == "import.not_found") {
    return fmt::format("«\u00a0{}\u00a0» n’existe pas, un fichier ou un dossier est attendu",
                       refusal.fact("path"));
  }
  if (refusal.code == "import.empty_folder") {
    return fmt::format("le dossier «\u00a0{}\u00a0» ne contient aucun fichier .csv", refusal.fact("path"));
  }
  if (refusal.code == "import.territory_invalid") {
    return fmt::format("«\u00a0{}\u00a0» n’est pas le code d’un département, comme 63, 2A ou 974",
                       refusal.fact("territory"));
  }
  if (refusal.code == "import.territory_ambiguous") {
    return fmt::format("cette base tient plusieurs départements ({}), choisissez par --territory",
                       refusal.fact("territories"));
  }
  if (refusal.code == "import.unreadable") return std::string(refusal.fact("problem"));
  if (refusal.code == "import.territory_unknown") {
    return "le département ne peut pas être deviné\u00a0: people.csv manque ou ne donne aucune commune, "
           "précisez-le "
           "par --territory";
  }
  return refusal.code;
}

void print_outcome(const ImportOutcome& outcome, std::ostream& out, std::ostream& err) {
  out << "Département " << outcome.territory
      << (outcome.guessed ? " (le plus fréquent dans people.csv).\n" : ".\n");
  for (const FileOutcome& file : outcome.files) print_file(file, outcome.dry_run, out, err);
  if (outcome.dry_run) out << "Essai\u00a0: rien n’a été écrit.\n";
}

std::string to_json(const ImportOutcome& outcome) {
  nlohmann::json json = {
      {"territory", outcome.territory}, {"guessed", outcome.guessed}, {"dry_run", outcome.dry_run}};
  json["files"] = nlohmann::json::array();
  for (const FileOutcome& file : outcome.files) {
    const ImportReport& report = file.report;
    nlohmann::json entry = {{"file", report.file},
                            {"state", word_of(file.state)},
                            {"rows", report.rows},
                            {"added", report.added},
                            {"changed", report.changed},
                            {"unchanged", report.unchanged},
                            {"encoding", word_of(report.encoding)},
                            {"separator", std::string(1, report.separator)},
                            {"ignored_columns", report.ignored_columns},
                            {"problems", nlohmann::json::array()},
                            {"remarks", nlohmann::json::array()}};
    for (const FileProblem& problem : report.problems) entry["problems"].push_back(to_json(problem));
    for (const FileProblem& remark : report.remarks) entry["remarks"].push_back(to_json(remark));
    if (!file.needs.empty()) entry["needs"] = file.needs;
    json["files"].push_back(std::move(entry));
  }
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

int run_import(const ImportOptions& options, store::Database& database, const Rooms& rooms, Date today,
               std::ostream& out, std::ostream& err) {
  auto sources = sources_at(options.path);
  if (!sources) {
    err << "jalon import\u00a0: " << to_french(sources.error()) << ".\n";
    return 1;
  }
  ImportRequest request;
  request.sources = std::move(*sources);
  request.territory = options.territory;
  request.today = today;
  request.dry_run = options.dry_run;
  request.actor = options.actor;
  if (!options.json) {
    request.on_file = [&err](std::string_view name) { err << name << "…\n" << std::flush; };
  }
  const auto outcome = import_files(database, rooms, request);
  if (!outcome) {
    err << "jalon import\u00a0: " << to_french(outcome.error()) << ".\n";
    return 1;
  }
  if (options.json) {
    out << to_json(*outcome) << "\n";
    for (const FileOutcome& file : outcome->files) {
      if (file.state == FileState::refused) err << to_french(file.report.problems.front()) << ".\n";
    }
  } else {
    print_outcome(*outcome, out, err);
  }
  const bool any = std::ranges::any_of(
      outcome->files, [](const FileOutcome& file) { return file.state != FileState::not_recognised; });
  if (!any) {
    err << "jalon import\u00a0: aucun fichier de jalon parmi ceux-ci (people.csv, events.csv…).\n";
    return 1;
  }
  return outcome->all_accepted() ? 0 : 1;
}

}  // namespace jalon::exchange
