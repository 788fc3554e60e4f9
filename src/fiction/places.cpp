#include "fiction/places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace jalon::fiction {
namespace {

struct Size {
  int capacity;
  int household_min;
  int household_max;
};

/// Rooms about as many as people, couples share: a dwelling holds households of these sizes.
Size dwelling_size(int household) {
  if (household <= 1) return {1, 1, 1};
  if (household == 2) return {2, 1, 2};
  if (household == 3) return {3, 2, 3};
  if (household == 4) return {4, 3, 4};
  if (household == 5) return {5, 4, 5};
  return {std::max(7, household), 5, std::max(7, household)};
}

/// A session is announced about two months before it opens, and is known by as_of.
Date announced(const Scenario& scenario, Date start) {
  return std::min(start - 60, scenario.as_of - 7);
}

PlaceRow session_row(const World& world, const Sessions& sessions, Date start, int capacity,
                     std::string place) {
  PlaceRow row;
  row.place = std::move(place);
  row.scheme = sessions.scheme;
  row.step = world.book.find(sessions.step);
  row.organisation = sessions.organisation;
  row.capacity = capacity;
  row.starts_on = start;
  row.ends_on = start + sessions.lasts;
  row.commune = sessions.commune;
  row.hours = sessions.hours;
  row.min_age = sessions.min_age;
  row.max_age = sessions.max_age;
  row.min_french = sessions.min_french;
  row.max_french = sessions.max_french;
  row.funder = sessions.funder;
  row.cost_eur = sessions.cost_eur;
  row.includes = sessions.includes;
  row.recorded_on = announced(world.scenario, start);
  return row;
}

std::uint32_t push(Records& records, PlaceRow row) {
  records.places.push_back(std::move(row));
  return static_cast<std::uint32_t>(records.places.size() - 1);
}

std::vector<std::uint32_t> target_rows(const World& world, const TargetSessions& sessions,
                                       const std::vector<Date>& starts, const std::vector<int>& capacities,
                                       const std::string& prefix, Records& records) {
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    if (capacities[i] == 0) {  // too few people for this session
      rows.push_back(none32);
      continue;
    }
    std::string id = fmt::format("{}{}-{}", prefix, sessions.common.id, to_iso(starts[i]));
    rows.push_back(
        push(records, session_row(world, sessions.common, starts[i], capacities[i], std::move(id))));
  }
  return rows;
}

/// Shares the cost of the modules over their seats.
void share_cost(std::int64_t cost, const std::vector<std::uint32_t>& rows, Records& records) {
  std::int64_t seats = 0;
  for (const std::uint32_t row : rows) seats += records.places[row].capacity;
  std::int64_t before = 0;
  for (const std::uint32_t row : rows) {
    const std::int64_t after = before + records.places[row].capacity;
    records.places[row].cost_eur = cost * after / seats - cost * before / seats;
    before = after;
  }
}

/// The most people at once in each centre; whoever leaves and whoever enters on one day count together.
std::vector<int> peaks(const World& world, const std::vector<Household>& households, const BlockPlan& plan) {
  std::vector<std::vector<std::pair<Date, int>>> moves(world.scenario.centres.size());
  for (std::size_t h = 0; h < households.size(); ++h) {
    const HouseholdPlan& housing = plan.households[h];
    const int size = households[h].size();
    for (const Stay& stay : housing.stays) {
      moves[stay.centre].emplace_back(stay.from, size);
      if (!stay.to.is_never()) moves[stay.centre].emplace_back(stay.to + 1, -size);
    }
    if (housing.residence != none16) moves[housing.residence].emplace_back(housing.housed_on, size);
  }
  std::vector<int> peaks;
  for (auto& list : moves) {
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first < b.first : a.second > b.second;
    });
    int inside = 0;
    int peak = 0;
    for (const auto& [date, size] : list) peak = std::max(peak, inside += size);
    peaks.push_back(peak);
  }
  return peaks;
}

PlaceRow dwelling_row(const World& world, const Dwellings& kind, Size size, std::size_t number,
                      std::string_view commune, Date starts_on, const std::string& prefix) {
  PlaceRow row;
  row.place = fmt::format("{}{}-{:04}", prefix, kind.id, number);
  row.scheme = kind.scheme;
  row.step = world.book.find(kind.step);
  row.organisation = kind.organisations[number % kind.organisations.size()];
  row.capacity = size.capacity;
  row.starts_on = starts_on;
  if (kind.lasts > 0) {
    row.ends_on = starts_on + kind.lasts;
    row.cost_eur = static_cast<std::int64_t>(kind.yearly_cost_eur) * size.capacity * kind.lasts / 365;
  }
  row.commune = commune;
  row.household_min = size.household_min;
  row.household_max = size.household_max;
  row.funder = kind.funder;
  row.recorded_on = std::min(starts_on, world.scenario.as_of - 3);
  return row;
}

}  // namespace

PlannedPlaces make_places(const World& world, const std::vector<Household>& households, const BlockPlan& plan,
                          const BlockTargets& targets, const std::string& prefix, Records& records) {
  const Scenario& scenario = world.scenario;
  PlannedPlaces places;
  places.module_past =
      target_rows(world, scenario.module, scenario.module.past, plan.module_past, prefix, records);
  places.module_coming =
      target_rows(world, scenario.module, scenario.module.coming, plan.module_coming, prefix, records);
  places.youth_past =
      target_rows(world, scenario.youth, scenario.youth.past, plan.youth_past, prefix, records);
  places.youth_coming =
      target_rows(world, scenario.youth, scenario.youth.coming, plan.youth_coming, prefix, records);
  std::vector<std::uint32_t> modules = places.module_past;
  modules.insert(modules.end(), places.module_coming.begin(), places.module_coming.end());
  std::erase(modules, none32);
  if (modules.empty() && targets.language_cost_eur > 0) {  // a handful of people: one seat bears the cost
    std::string id = fmt::format("{}{}", prefix, scenario.module.common.id);
    modules.push_back(push(
        records, session_row(world, scenario.module.common, scenario.module.past.front(), 1, std::move(id))));
  }
  share_cost(targets.language_cost_eur, modules, records);

  const std::vector<int> most = peaks(world, households, plan);
  for (std::size_t i = 0; i < scenario.centres.size(); ++i) {
    const Centre& centre = scenario.centres[i];
    PlaceRow row;
    row.place = prefix + centre.id;
    row.scheme = centre.scheme;
    row.step = world.book.find(centre.step);
    row.organisation = centre.organisation;
    row.capacity = std::max(5, (most[i] + 4) / 5 * 5);
    row.starts_on = centre.opened;
    row.commune = centre.commune;
    row.funder = centre.funder;
    row.recorded_on = centre.opened;
    places.centres.push_back(push(records, std::move(row)));
  }

  places.dwellings.assign(households.size(), none32);
  std::size_t number = 0;
  for (std::size_t h = 0; h < households.size(); ++h) {
    const HouseholdPlan& housing = plan.households[h];
    if (housing.way == no_step || housing.housed_on > scenario.as_of) continue;
    for (const Dwellings& kind : scenario.dwellings) {
      if (kind.step != world.book[housing.way].id) continue;
      const std::string& commune = scenario.communes[households[h].commune].code;
      places.dwellings[h] = push(records, dwelling_row(world, kind, dwelling_size(households[h].size()),
                                                       ++number, commune, housing.housed_on, prefix));
    }
  }
  return places;
}

Sittings make_sittings(const World& world, int people, const std::string& prefix, Records& records) {
  Sittings sittings(world.book.size());
  for (const Sessions& sessions : world.scenario.sessions) {
    const StepIndex step = world.book.find(sessions.step);
    const int capacity =
        std::max(1, (sessions.capacity * people + world.scenario.people / 2) / world.scenario.people);
    for (const Date start : sessions.starts) {
      PlaceRow row = session_row(world, sessions, start, capacity,
                                 fmt::format("{}{}-{}", prefix, sessions.id, to_iso(start)));
      row.cost_eur = static_cast<std::int64_t>(sessions.cost_eur) * capacity / sessions.capacity;
      const Date end = row.ends_on;
      const std::uint32_t place = push(records, std::move(row));
      sittings.add(step, {place, &sessions, start, end, capacity, 0});
    }
  }
  return sittings;
}

void open_dwellings(const World& world, std::vector<Waiting> waiting, const std::string& prefix,
                    Chance chance, Records& records) {
  constexpr std::array sizes{1, 2, 4, 1, 6};
  constexpr int offered = 3;
  const Scenario& scenario = world.scenario;
  std::stable_sort(waiting.begin(), waiting.end(),
                   [](const Waiting& a, const Waiting& b) { return a.since < b.since; });
  std::size_t number = 9000;
  for (const Dwellings& kind : scenario.dwellings) {
    const StepIndex step = world.book.find(kind.step);
    for (std::size_t i = 0; i < kind.openings.size(); ++i) {
      const Size size = dwelling_size(sizes[i % sizes.size()]);
      const std::string& commune =
          scenario.communes[chance.below(static_cast<std::uint32_t>(scenario.communes.size()))].code;
      const std::uint32_t place =
          push(records, dwelling_row(world, kind, size, ++number, commune, kind.openings[i], prefix));
      // The first of each kind is promised to the household that waited longest; later ones are offered; the
      // last ones have nobody yet.
      if (i + 2 > kind.openings.size()) continue;
      const EnrolmentKind offer = i == 0 ? EnrolmentKind::accepted : EnrolmentKind::proposed;
      int offers = i == 0 ? 1 : offered;
      for (auto it = waiting.begin(); it != waiting.end() && offers > 0;) {
        const Date on = scenario.as_of - chance.between(0, 9);
        if (it->step != step || it->size < size.household_min || it->size > size.household_max ||
            it->since > on) {
          ++it;
          continue;
        }
        const bool declines = offer == EnrolmentKind::proposed && on < scenario.as_of && chance.percent(25);
        for (int m = 0; m < it->size; ++m) {
          const std::uint32_t person = it->first_person + static_cast<std::uint32_t>(m);
          records.enrolments.push_back({person, place, offer, on, 0, on});
          if (declines) {
            records.enrolments.push_back({person, place, EnrolmentKind::declined, on + 1, 0, on + 1});
          }
        }
        it = waiting.erase(it);
        --offers;
      }
    }
  }
}

}  // namespace jalon::fiction
