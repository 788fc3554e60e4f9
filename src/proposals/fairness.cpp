#include "proposals/fairness.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "partners/small_numbers.hpp"
#include "proposals/judgement.hpp"

namespace jalon::proposals {
namespace {

struct Counts {
  std::int64_t waiting = 0;
  std::int64_t placed = 0;
};

Table table_of(std::string_view by, std::string Grouping::* group, const Outcome& outcome,
               const std::vector<Grouping>& groups, int fewest_told) {
  std::map<std::string, Counts> counts;
  for (const Grouping& one : groups) {
    const Line* line = outcome.line(one.need);
    if (line == nullptr) continue;
    Counts& here = counts[(one.*group).empty() ? "non connu" : one.*group];
    ++here.waiting;
    if (!line->place.empty()) ++here.placed;
  }
  std::vector<partners::Counted> waiting;
  std::vector<partners::Counted> placed;
  std::vector<partners::Counted> unplaced;
  for (const auto& [label, here] : counts) {
    waiting.push_back({here.waiting, 0});
    placed.push_back({here.placed, 0});
    unplaced.push_back({here.waiting - here.placed, 0});
  }
  const auto told_waiting = partners::parts_beside_total(waiting, fewest_told).told;
  const auto told_placed = partners::parts_beside_total(placed, fewest_told).told;
  const auto told_unplaced = partners::parts_beside_total(unplaced, fewest_told).told;
  Table table{by, {}};
  std::size_t i = 0;
  for (const auto& [label, here] : counts) {
    const bool both = told_waiting[i] && told_placed[i] && told_unplaced[i];
    table.groups.push_back({label, told_waiting[i] ? Told(here.waiting) : std::nullopt,
                            both ? Told(here.placed) : std::nullopt});
    ++i;
  }
  return table;
}

}  // namespace

std::string age_band(std::optional<int> age) {
  if (!age) return "";
  if (*age < 16) return "moins de 16\u00a0ans";
  if (*age < 26) return "16 à 25\u00a0ans";
  if (*age < 36) return "26 à 35\u00a0ans";
  if (*age < 51) return "36 à 50\u00a0ans";
  return "51\u00a0ans et plus";
}

std::string household_band(std::optional<std::int64_t> persons) {
  if (!persons) return "";
  if (*persons <= 1) return "1\u00a0personne";
  if (*persons <= 3) return "2 à 3\u00a0personnes";
  return "4\u00a0personnes et plus";
}

std::optional<double> GroupRate::rate() const {
  if (!waiting || !placed || *waiting == 0) return std::nullopt;
  return 100.0 * static_cast<double>(*placed) / static_cast<double>(*waiting);
}

Fairness fairness_of(const Inputs& inputs, const Outcome& outcome, const std::vector<Grouping>& groups,
                     int fewest_told) {
  Fairness fairness;
  fairness.tables = {table_of("Âge", &Grouping::age, outcome, groups, fewest_told),
                     table_of("Ménage", &Grouping::household, outcome, groups, fewest_told),
                     table_of("Distance", &Grouping::distance, outcome, groups, fewest_told),
                     table_of("Niveau de français", &Grouping::french, outcome, groups, fewest_told)};
  std::map<std::string, std::string> first_come;
  for (const std::string& step : inputs.steps()) {
    for (PlanRow& row : first_come_first_served(inputs, step)) first_come[row.need] = std::move(row.place);
  }
  for (const Line& line : outcome.lines) {
    const Need* need = inputs.need(line.need);
    const auto served = first_come.find(line.need);
    const auto worth = [&](const std::string& place) {
      const Choice* choice = need == nullptr || place.empty() ? nullptr : need->choice(place);
      return std::pair(choice != nullptr, choice == nullptr ? 0 : choice->value);
    };
    const auto now = worth(line.place);
    const auto then = worth(served == first_come.end() ? "" : served->second);
    ++fairness.waiting;
    if (now.first) ++fairness.placed;
    if (then.first) ++fairness.placed_first_come;
    if (now < then) ++fairness.worse_off;
    if (then < now) ++fairness.better_off;
  }
  return fairness;
}

}  // namespace jalon::proposals
