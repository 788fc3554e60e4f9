#include "pathways/people_facts.hpp"

#include <fmt/format.h>

#include <unordered_map>

namespace jalon::pathways {

Households put_together(std::span<const people::PersonRow> rows) {
  Households households;
  std::unordered_map<std::string_view, std::size_t> known;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    std::size_t group = households.groups.size();
    if (!rows[row].household.empty()) group = known.emplace(rows[row].household, group).first->second;
    if (group == households.groups.size()) households.groups.emplace_back();
    households.groups[group].members.push_back(row);
    households.group_of.push_back(group);
  }
  return households;
}

tl::expected<Prerequisites, std::string> read_goals(std::string_view text, const Catalogue& catalogue) {
  const auto written = parse_prerequisites(text);
  if (!written) return tl::unexpected(written.error());
  Prerequisites goals;
  for (const auto& group : *written) {
    Alternatives alternatives;
    for (const WrittenOption& option : group) {
      const auto step = catalogue.find(option.step);
      if (!step) return tl::unexpected(fmt::format("étape inconnue du catalogue, {}", option.step));
      alternatives.push_back({*step, std::string(option.qualifier)});
    }
    goals.push_back(std::move(alternatives));
  }
  return goals;
}

std::vector<PersonFacts> facts_of(std::span<const people::PersonRow> rows, const Households& households,
                                  const Catalogue& catalogue, const std::string& file_name,
                                  std::vector<FileProblem>& problems) {
  std::vector<PersonFacts> all;
  all.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const people::PersonRow& row = rows[i];
    PersonFacts facts;
    facts.birth_date = row.birth_date;
    facts.status = row.status;
    facts.protected_on = row.protected_on;
    facts.arrived_on = row.arrived_on;
    facts.french_level = row.french_level;
    facts.family_role = row.family_role;
    facts.reader = row.reader;
    facts.foreign_licence = row.foreign_licence;
    if (!row.household.empty()) {
      const auto& members = households.groups[households.group_of[i]].members;
      HouseholdFacts household;
      household.size = static_cast<int>(members.size());
      for (const std::size_t member : members) {
        if (member == i) continue;
        if (rows[member].birth_date) {
          household.others.push_back(*rows[member].birth_date);
        } else {
          household.others_known = false;
        }
      }
      facts.household = std::move(household);
    }
    if (!row.goals.empty()) {
      auto goals = read_goals(row.goals, catalogue);
      if (goals) {
        facts.goals = std::move(*goals);
      } else {
        problems.push_back({file_name, row.line, "goals", row.goals, goals.error()});
      }
    }
    all.push_back(std::move(facts));
  }
  return all;
}

}  // namespace jalon::pathways
