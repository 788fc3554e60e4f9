#include "fiction/figures.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>

namespace jalon::fiction {
namespace {

constexpr int module_hours = 680;
constexpr int days_around_exit = 30;
constexpr int youth_age = 25;

struct Stay {
  bool accepted = false;
  Date entered = Date::never();
  Date ended = Date::never();
};

using Stays = std::map<std::pair<std::uint32_t, std::uint32_t>, Stay>;  // by place, person

Stays stays_of(const Records& records, Date at) {
  Stays stays;
  for (const EnrolmentRow& row : records.enrolments) {
    if (row.date > at) continue;
    Stay& stay = stays[{row.place, row.person}];
    if (row.kind == EnrolmentKind::accepted) stay.accepted = true;
    if (row.kind == EnrolmentKind::entered) stay.entered = row.date;
    if (row.kind == EnrolmentKind::left || row.kind == EnrolmentKind::completed) stay.ended = row.date;
  }
  return stays;
}

/// The days on which each person got a home.
std::multimap<std::uint32_t, Date> homes_of(const World& world, const Records& records, Date at) {
  std::set<std::pair<std::uint32_t, std::uint16_t>> replaced;
  for (const EventRow& row : records.events) {
    if (row.corrects != 0) replaced.insert({row.person, row.corrects});
  }
  std::multimap<std::uint32_t, Date> homes;
  for (const EventRow& row : records.events) {
    const bool counts = row.kind == EventKind::done && row.date <= at && world.is_home(row.step) &&
                        !replaced.contains({row.person, row.number});
    if (counts) homes.emplace(row.person, row.date);
  }
  return homes;
}

}  // namespace

BlockTargets count_figures(const World& world, const Records& records) {
  const Scenario& scenario = world.scenario;
  const Date at = scenario.as_of;
  BlockTargets figures;
  const Stays stays = stays_of(records, at);
  const auto homes = homes_of(world, records, at);
  std::map<std::uint32_t, Date> births;
  for (const PersonRow& person : records.people) births[person.person] = person.birth_date;
  const auto is_module = [&](const PlaceRow& place) {
    return place.step == world.module && place.hours == module_hours;
  };

  std::set<std::uint32_t> entered;
  std::set<std::uint32_t> accepted;
  std::set<std::uint32_t> exits;
  std::set<std::uint32_t> rental;
  std::set<std::uint32_t> young;
  std::map<std::uint32_t, int> taken;
  for (const auto& [key, stay] : stays) {
    const auto& [place_index, person] = key;
    const PlaceRow& place = records.places[place_index];
    const bool inside = !stay.entered.is_never();
    if (is_module(place)) {
      if (inside) entered.insert(person);
      if (!inside && stay.accepted && stay.ended.is_never()) accepted.insert(person);
      if (inside || stay.accepted) ++taken[place_index];
    }
    if (place.step == world.rental && inside && stay.ended.is_never()) rental.insert(person);
    if (place.step == world.youth && inside && !place.includes.empty() &&
        age_at(births[person], at) < youth_age) {
      young.insert(person);
    }
    const bool left_accommodation = (place.step == world.accommodation || place.step == world.centre) &&
                                    !stay.ended.is_never() && stay.ended >= scenario.exits_from &&
                                    stay.ended <= scenario.exits_until;
    if (!left_accommodation) continue;
    const auto [first, last] = homes.equal_range(person);
    const Date ended = stay.ended;
    if (std::any_of(first, last,
                    [&](const auto& home) { return std::abs(home.second - ended) <= days_around_exit; })) {
      exits.insert(person);
    }
  }

  int free = 0;
  const Date year_end = Date::from_ymd(at.year(), 12, 31);
  for (std::size_t i = 0; i < records.places.size(); ++i) {
    const PlaceRow& place = records.places[i];
    if (!is_module(place)) continue;
    if (place.starts_on.year() == at.year()) figures.language_cost_eur += place.cost_eur;
    if (place.starts_on > at && place.starts_on <= year_end) {
      free += std::max(0, place.capacity - taken[static_cast<std::uint32_t>(i)]);
    }
  }
  for (const std::uint32_t person : entered) accepted.erase(person);
  figures.language_entered = static_cast<int>(entered.size());
  figures.language_expected = static_cast<int>(entered.size() + accepted.size()) + free;
  figures.housing_exits = static_cast<int>(exits.size());
  figures.rental_intermediation = static_cast<int>(rental.size());
  figures.youth_with_language = static_cast<int>(young.size());
  return figures;
}

}  // namespace jalon::fiction
