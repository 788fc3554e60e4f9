#include "proposals/fairness.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "proposals/judgement.hpp"

namespace jalon::proposals {
namespace {

constexpr std::int64_t small = 5;

struct Counts {
  std::int64_t waiting = 0;
  std::int64_t placed = 0;
};

Table table_of(std::string_view by, std::string Grouping::* group, const Outcome& outcome,
               const std::vector<Grouping>& groups) {
  std::map<std::string, Counts> counts;
  for (const Grouping& one : groups) {
    const Line* line = outcome.line(one.need);
    if (line == nullptr) continue;
    Counts& here = counts[(one.*group).empty() ? "non connu" : one.*group];
    ++here.waiting;
    if (!line->place.empty()) ++here.placed;
  }
  std::vector<std::int64_t> waiting;
  std::vector<std::int64_t> placed;
  for (const auto& [label, here] : counts) {
    waiting.push_back(here.waiting);
    placed.push_back(here.placed);
  }
  const auto told_waiting = without_small(waiting);
  auto told_placed = without_small(placed);
  Table table{by, {}};
  std::size_t i = 0;
  for (const auto& [label, here] : counts) {
    if (!told_waiting[i]) told_placed[i] = std::nullopt;
    table.groups.push_back({label, told_waiting[i], told_placed[i]});
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

std::vector<Told> without_small(const std::vector<std::int64_t>& counts) {
  std::vector<Told> told(counts.begin(), counts.end());
  std::size_t hidden = 0;
  for (Told& one : told) {
    if (*one == 0 || *one >= small) continue;
    one = std::nullopt;
    ++hidden;
  }
  if (hidden != 1) return told;
  auto next = told.end();
  for (auto one = told.begin(); one != told.end(); ++one) {
    if (*one && **one > 0 && (next == told.end() || **one < **next)) next = one;
  }
  if (next != told.end()) *next = std::nullopt;
  return told;
}

Fairness fairness_of(const Inputs& inputs, const Outcome& outcome, const std::vector<Grouping>& groups) {
  Fairness fairness;
  fairness.tables = {table_of("Âge", &Grouping::age, outcome, groups),
                     table_of("Ménage", &Grouping::household, outcome, groups),
                     table_of("Distance", &Grouping::distance, outcome, groups),
                     table_of("Niveau de français", &Grouping::french, outcome, groups)};
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
