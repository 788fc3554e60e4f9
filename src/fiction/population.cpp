#include "fiction/population.hpp"

#include <algorithm>
#include <array>

namespace jalon::fiction {
namespace {

constexpr std::size_t few = 4;  // even a handful of people has some who live alone

enum Kind { single, couple, couple_with_children, alone_with_children, with_relative };

Date birth_at_age(const Scenario& scenario, int age, Chance& chance) {
  // `age` completed years on as_of: born between age and age + 1 years before.
  return add_months(scenario.as_of, -12 * age) - chance.between(0, 364);
}

Date adult_birth(const Scenario& scenario, Chance& chance) {
  std::array<int, 16> weights{};
  const std::size_t count = std::min(scenario.adult_ages.size(), weights.size());
  for (std::size_t i = 0; i < count; ++i) weights[i] = scenario.adult_ages[i][0];
  const auto& range = scenario.adult_ages[chance.weighted({weights.data(), count})];
  return birth_at_age(scenario, chance.between(range[1], range[2]), chance);
}

Level arrival_level(const Scenario& scenario, Chance& chance) {
  return static_cast<Level>(static_cast<std::size_t>(Level::A0) + chance.weighted(scenario.levels));
}

Member adult(const Scenario& scenario, Role role, Date birth, Chance& chance) {
  Member member;
  member.role = role;
  member.birth = birth;
  member.level = arrival_level(scenario, chance);
  member.reader = chance.percent(scenario.reader_share) || member.level > Level::A1;
  member.foreign_licence =
      chance.percent(scenario.foreign_licence_share) && age_at(birth, scenario.first_protection) >= 18;
  return member;
}

void name(const Scenario& scenario, Household& household, Chance& chance) {
  const auto lasts = static_cast<std::uint32_t>(scenario.last_names.size());
  const auto firsts = static_cast<std::uint32_t>(scenario.first_names.size());
  const auto family = static_cast<std::uint16_t>(chance.below(lasts));
  for (Member& member : household.members) {
    const bool other_name = member.role == Role::partner && chance.percent(45);
    member.last_name = other_name ? static_cast<std::uint16_t>(chance.below(lasts)) : family;
    member.first_name = static_cast<std::uint16_t>(chance.below(firsts));
    if (chance.percent(22)) {
      member.second_name = static_cast<std::uint16_t>(chance.below(firsts));
      if (member.second_name == member.first_name) member.second_name = none16;
    }
  }
}

void add_children(const Scenario& scenario, Household& household, int count, Chance& chance) {
  // A parent is 18 to 44 at the birth; everyone is under 18 on as_of. The head is made old enough.
  Date youngest_parent = household.members[0].birth;
  for (const Member& member : household.members) youngest_parent = std::max(youngest_parent, member.birth);
  const Date earliest =
      std::max(add_months(youngest_parent, 12 * 18), add_months(scenario.as_of, -12 * 18) + 1);
  const Date latest = std::min(add_months(youngest_parent, 12 * 45), scenario.as_of - 30);
  std::vector<Date> births;
  for (int i = 0; i < count && earliest < latest; ++i) {
    // The small are somewhat more than the tall: half of the draws keep the later of two.
    const int span = latest - earliest;
    int after = chance.between(0, span);
    if (chance.percent(45)) after = std::max(after, chance.between(0, span));
    const Date birth = earliest + after;
    // Brothers and sisters are twins or at least ten months apart.
    const bool clash = std::any_of(births.begin(), births.end(), [&](Date other) {
      const int apart = std::abs(birth - other);
      return apart > 0 && apart < 300;
    });
    if (!clash) births.push_back(birth);
  }
  std::sort(births.begin(), births.end());
  for (const Date birth : births) {
    Member child;
    child.role = Role::child;
    child.birth = birth;
    const int age = age_at(birth, scenario.as_of);
    child.level = age < 6 ? Level::none : arrival_level(scenario, chance);
    child.reader = age >= 8;
    household.members.push_back(child);
  }
}

}  // namespace

int Household::children_at(Date on, int below_age) const {
  return static_cast<int>(std::count_if(members.begin(), members.end(), [&](const Member& member) {
    return member.role == Role::child && member.birth <= on && age_at(member.birth, on) < below_age;
  }));
}

std::vector<Household> populate(const Scenario& scenario, int people, Chance chance) {
  std::vector<Household> households;
  std::vector<int> language_weights;
  for (const Language& language : scenario.languages) language_weights.push_back(language.weight);
  std::vector<int> commune_weights;
  for (const Commune& commune : scenario.communes) commune_weights.push_back(commune.weight);

  int made = 0;
  int singles = 0;
  int young_heads = 0;
  while (made < people) {
    Household household;
    // Floors: whatever the draw, enough people live alone and are young for the targets to be reachable.
    const bool must_be_single = 100 * singles < scenario.single_share * (made + 1);
    const bool must_be_young = 100 * young_heads < scenario.young_share * (made + 1);
    auto kind = static_cast<Kind>(chance.weighted(scenario.household_kinds));
    if (must_be_single || must_be_young || households.size() < few) kind = single;

    Date birth = must_be_young ? birth_at_age(scenario, chance.between(19, 24), chance)
                               : adult_birth(scenario, chance);
    const bool children = kind == couple_with_children || kind == alone_with_children;
    if (children && age_at(birth, scenario.as_of) < 22)
      birth = add_months(birth, -12 * chance.between(4, 12));
    if (children && age_at(birth, scenario.as_of) > 54)
      birth = add_months(birth, 12 * chance.between(10, 20));
    household.members.push_back(adult(scenario, Role::head, birth, chance));

    if (kind == couple || kind == couple_with_children) {
      Date partner = birth + chance.between(-5 * 365, 5 * 365);
      if (age_at(partner, scenario.as_of) < 19) partner = birth;
      household.members.push_back(adult(scenario, Role::partner, partner, chance));
    } else if (kind == with_relative) {
      household.members.push_back(adult(scenario, Role::other, adult_birth(scenario, chance), chance));
    }
    if (kind == couple_with_children) {
      add_children(scenario, household, 1 + static_cast<int>(chance.weighted(scenario.child_counts_couple)),
                   chance);
    } else if (kind == alone_with_children) {
      add_children(scenario, household, 1 + static_cast<int>(chance.weighted(scenario.child_counts_alone)),
                   chance);
    }
    // The last household is cut to the number asked for: children first, then the second adult.
    while (household.size() > people - made) household.members.pop_back();

    const auto status = static_cast<Status>(chance.weighted(scenario.statuses));
    for (Member& member : household.members) member.status = status;
    household.language = static_cast<std::uint16_t>(chance.weighted(language_weights));
    if (chance.percent(35)) {
      household.second_language = static_cast<std::uint16_t>(chance.weighted(language_weights));
      if (household.second_language == household.language) household.second_language = none16;
    }
    household.commune = static_cast<std::uint16_t>(chance.weighted(commune_weights));
    name(scenario, household, chance);

    made += household.size();
    if (household.size() == 1) {
      ++singles;
      const int age = age_at(household.members[0].birth, scenario.as_of);
      if (age >= 18 && age < 25) ++young_heads;
    }
    households.push_back(std::move(household));
  }
  return households;
}

}  // namespace jalon::fiction
