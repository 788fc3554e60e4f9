#include "pathways/event_remarks.hpp"

#include <fmt/format.h>

#include <set>
#include <unordered_map>

#include "base/text.hpp"
#include "pathways/outcomes.hpp"
#include "people/health_information.hpp"
#include "people/never_stored.hpp"

namespace jalon::pathways {
namespace {

constexpr std::size_t most_cells_told = 50;

/// What names the health of a row, and in which column; empty = nothing.
struct HealthCell {
  std::string_view column;
  std::string_view value;
};

HealthCell health_of(const EventRow& row, const Catalogue& catalogue) {
  const Step& step = catalogue.step(row.step);
  if (step.about_health) return {"step", step.id};
  if (people::health_information().cause(row.cause)) return {"cause", row.cause};
  return {};
}

/// "Religion (prière), Opinions (militant)"; empty = nothing.
std::string what_it_seems_to_hold(std::string_view text) {
  std::string told;
  for (const people::SensitiveFinding& finding : people::sensitive_words(text)) {
    if (!told.empty()) told += ", ";
    told += fmt::format("{} ({})", people::label_of(finding.kind), fmt::join(finding.words, ", "));
  }
  return told;
}

}  // namespace

void leave_health_out(std::vector<EventRow>& rows, const Catalogue& catalogue, ImportReport& report) {
  std::set<std::pair<std::string_view, std::string_view>> left_out;  // person, event
  std::size_t count = 0;
  const auto says_health = [&](const EventRow& row) {
    const HealthCell cell = health_of(row, catalogue);
    if (cell.column.empty()) return false;
    if (!row.event.empty()) left_out.emplace(row.person, row.event);
    if (count++ < most_cells_told) {
      report.remarks.push_back({report.file, row.line, std::string(cell.column), std::string(cell.value),
                                "information de santé, jamais enregistrée\u00a0: une étape ou une cause qui "
                                "ne dit rien de la santé est attendue, la ligne est laissée de côté"});
    }
    return true;
  };
  std::erase_if(rows, says_health);
  if (count == 0) return;
  std::erase_if(rows, [&](EventRow& row) {
    if (row.corrects.empty() || !left_out.contains({row.person, row.corrects})) return false;
    row.corrects = {};  // what it replaces is not kept
    return row.kind == EventKind::withdrawn;
  });
  report.remarks.push_back(
      {report.file, 0, "", "",
       fmt::format("{} de côté, car une information de santé n’est jamais enregistrée",
                   french_count(static_cast<std::int64_t>(count), "ligne laissée", "lignes laissées"))});
}

void remark_sensitive_outcomes(const std::vector<EventRow>& rows, const Catalogue& catalogue,
                               ImportReport& report) {
  std::unordered_map<std::string_view, std::string> known;  // senders say the same words again and again
  std::size_t count = 0;
  for (const EventRow& row : rows) {
    if (row.outcome.empty() || is_outcome_code(catalogue, row.outcome)) continue;
    const auto [found, fresh] = known.try_emplace(row.outcome);
    if (fresh) found->second = what_it_seems_to_hold(row.outcome);
    if (found->second.empty() || count++ >= most_cells_told) continue;
    report.remarks.push_back({report.file, row.line, "outcome", std::string(row.outcome),
                              fmt::format("ce texte semble contenir ce qui n’est jamais gardé\u00a0: "
                                          "{}\u00a0; relisez-le, et corrigez la ligne si c’est le cas",
                                          found->second)});
  }
  if (count <= most_cells_told) return;
  report.remarks.push_back(
      {report.file, 0, "", "",
       fmt::format("{} semblent contenir ce qui n’est jamais gardé, les {} premiers sont cités",
                   french_count(static_cast<std::int64_t>(count), "texte", "textes"), most_cells_told)});
}

}  // namespace jalon::pathways
