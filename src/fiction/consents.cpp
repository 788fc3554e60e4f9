#include "fiction/consents.hpp"

#include <algorithm>

#include "fiction/chance.hpp"

namespace jalon::fiction {

std::vector<ConsentRow> consents_of(const World& world, const PersonRow& person, std::uint64_t seed) {
  constexpr std::uint64_t purpose = 104;
  constexpr int lately = 90;  // days within which what was taken back was taken back
  constexpr std::string_view otherwise = "fra";
  std::vector<ConsentRow> rows;
  Chance chance{seed, person.person, purpose};
  const std::string_view languages = person.languages;
  const Date as_of = world.scenario.as_of;
  for (const ConsentHabit& habit : world.scenario.consents) {
    const bool agrees = chance.percent(habit.share);
    const bool withdraws = chance.percent(habit.withdrawn);
    const int ago = chance.between(1, lately);
    if (!agrees) continue;
    ConsentRow& row = rows.emplace_back();
    row.person = person.person;
    row.domains = habit.domains;
    row.organisation = habit.organisation;
    row.date = std::min(person.recorded_on, as_of);
    row.notice_language = languages.empty() ? otherwise : languages.substr(0, languages.find(' '));
    if (withdraws) row.withdrawn_on = std::max(row.date, as_of - ago);
  }
  return rows;
}

}  // namespace jalon::fiction
