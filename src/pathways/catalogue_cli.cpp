#include "pathways/catalogue_cli.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "pathways/catalogue_file.hpp"
#include "pathways/domains.hpp"
#include "pathways/step_sheet.hpp"

namespace jalon::pathways {
namespace {

using nlohmann::ordered_json;

constexpr SheetLanguage french = SheetLanguage::french;

std::string_view word(StepDifference::Kind kind) {
  switch (kind) {
    case StepDifference::Kind::appeared:
      return "appeared";
    case StepDifference::Kind::ended:
      return "ended";
    case StepDifference::Kind::changed:
      break;
  }
  return "changed";
}

ordered_json to_json(const StepSheet& sheet) {
  auto prerequisites = ordered_json::array();
  for (const auto& group : sheet.prerequisites) {
    auto options = ordered_json::array();
    for (const StepMention& option : group) {
      options.push_back({{"step", option.id}, {"label", option.label}, {"result", option.result}});
    }
    prerequisites.push_back(std::move(options));
  }
  ordered_json step;
  step["step"] = sheet.id;
  step["domain"] = sheet.domain;
  step["label"] = sheet.label;
  step["deliverer"] = sheet.deliverer;
  step["typ_days"] = sheet.typ_days;
  step["min_days"] = sheet.min_days;
  step["max_days"] = sheet.max_days;
  step["scarce"] = sheet.scarce;
  step["prerequisites"] = std::move(prerequisites);
  step["conditions"] = sheet.conditions;
  step["rule"] = sheet.rule;
  step["note"] = sheet.note.text;
  step["legal_deadline"] = sheet.legal_deadline.text;
  step["legal_basis"] = sheet.legal_basis.text;
  step["deadline"] = sheet.deadline;
  step["valid_days"] = sheet.valid_days ? ordered_json(*sheet.valid_days) : ordered_json(nullptr);
  step["holder"] = holder_words[static_cast<std::size_t>(sheet.holder)];
  step["sources"] = sheet.sources;
  step["valid_from"] = to_iso(sheet.valid.from);
  step["valid_to"] =
      sheet.valid.to.is_never() ? ordered_json(nullptr) : ordered_json(to_iso(sheet.valid.to - 1));
  return step;
}

ordered_json to_json(const StepDifference& difference) {
  auto changes = ordered_json::array();
  for (const SheetChange& change : difference.changes) {
    changes.push_back({{"what", change.what}, {"before", change.before}, {"after", change.after}});
  }
  return {{"step", difference.id},
          {"label", difference.label},
          {"kind", word(difference.kind)},
          {"changes", std::move(changes)}};
}

std::string validity(const Period& valid) {
  if (valid.to.is_never()) return "depuis le " + to_french(valid.from);
  return fmt::format("du {} au {}", to_french(valid.from), to_french(valid.to - 1));
}

void print(const StepSheet& sheet, std::ostream& out) {
  out << fmt::format("  {:<4} {}\n", sheet.id, sheet.label);
  const auto line = [&](std::string_view what, std::string_view text) {
    if (!text.empty()) out << fmt::format("       {}\u00a0: {}\n", what, text);
  };
  line("délivrée par", sheet.deliverer);
  line("délais", fmt::format("{} d’habitude, {} au plus", french_count(sheet.typ_days, "jour", "jours"),
                             french_count(sheet.max_days, "jour", "jours")));
  line("attend", in_words(sheet.prerequisites));
  std::string conditions;
  for (const std::string& one : sheet.conditions) {
    if (!conditions.empty()) conditions += "\u00a0; ";
    conditions += one;
  }
  line("pour", conditions);
  line("à savoir", sheet.note.text);
  line("délai légal", sheet.legal_deadline.text);
  line("base légale", sheet.legal_basis.text);
  line("version", fmt::format("{} sur {}, {}", sheet.number, sheet.versions, validity(sheet.valid)));
}

void print(const StepDifference& difference, std::ostream& out) {
  const std::string_view said = difference.kind == StepDifference::Kind::appeared ? "nouvelle étape"
                                : difference.kind == StepDifference::Kind::ended  ? "n’existe plus"
                                                                                  : "";
  out << fmt::format("  {:<4} {}{}{}\n", difference.id, difference.label,
                     said.empty() ? "" : "\u00a0: ", said);
  const auto shown = [](const std::string& text) { return text.empty() ? std::string("(rien)") : text; };
  for (const SheetChange& change : difference.changes) {
    out << fmt::format("       {}\u00a0: {} → {}\n", change.what, shown(change.before), shown(change.after));
  }
}

}  // namespace

int run_catalogue(const CatalogueRequest& request, std::ostream& out, std::ostream& err) {
  const Catalogue* catalogue = &default_catalogue();
  Catalogue given;
  if (!request.catalogue.empty()) {
    std::vector<FileProblem> problems;
    if (const auto document = csv::Document::read(request.catalogue); !document) {
      problems.push_back(document.error());
    } else if (auto read = read_catalogue(*document); read) {
      given = std::move(*read);
    } else {
      problems = std::move(read.error());
    }
    for (const FileProblem& problem : problems) err << to_french(problem) << ".\n";
    if (!problems.empty()) return 1;
    catalogue = &given;
  }
  const auto sheets = sheets_at(*catalogue, request.at, french);
  std::vector<StepDifference> changed;
  Date from = request.at;
  Date to = request.at;
  if (request.with) {
    from = std::min(request.at, *request.with);
    to = std::max(request.at, *request.with);
    changed = differences(*catalogue, from, to, french);
  }
  if (request.json) {
    ordered_json json;
    json["at"] = to_iso(request.at);
    auto steps = ordered_json::array();
    for (const StepSheet& sheet : sheets) steps.push_back(to_json(sheet));
    json["steps"] = std::move(steps);
    if (request.with) {
      json["with"] = to_iso(*request.with);
      auto list = ordered_json::array();
      for (const StepDifference& difference : changed) list.push_back(to_json(difference));
      json["differences"] = std::move(list);
    }
    out << json.dump(2) << "\n";
    return 0;
  }
  out << fmt::format("{} en vigueur le {}\n",
                     french_count(static_cast<std::int64_t>(sheets.size()), "étape", "étapes"),
                     to_french_long(request.at));
  std::string_view domain;
  for (const StepSheet& sheet : sheets) {
    if (sheet.domain != domain || &sheet == &sheets.front()) {
      domain = sheet.domain;
      const std::size_t place = domain_of(domain);
      out << "\n" << (place < domain_words.size() ? domain_words[place].second : domain) << "\n";
    }
    print(sheet, out);
  }
  if (request.with) {
    out << fmt::format(
        "\nDu {} au {}\u00a0: {}\n", to_french_long(from), to_french_long(to),
        french_count(static_cast<std::int64_t>(changed.size()), "étape change", "étapes changent"));
    for (const StepDifference& difference : changed) print(difference, out);
  }
  return 0;
}

}  // namespace jalon::pathways
