#include "indicators/point_actions.hpp"

#include <algorithm>
#include <unordered_map>

#include "cells/meeting_store.hpp"
#include "fortnight/edition_store.hpp"
#include "indicators/reference_store.hpp"
#include "partners/territory.hpp"
#include "pathways/event_store.hpp"
#include "people/people_actions.hpp"
#include "schemes/scheme_actions.hpp"

namespace jalon::indicators {
namespace {

constexpr const char* housing_steps[] = {"L06", "L07", "L08", "L13"};

/// Numbers people and households as they are met.
class PeopleIndex {
 public:
  explicit PeopleIndex(PointInput& input) : input_(input) {}

  void add(const people::KnownPerson& person) {
    PointPerson row;
    row.birth_date = person.identity.birth_date;
    row.child = person.situation.family_role == people::FamilyRole::child;
    row.household = household(person.situation.household);
    index_.emplace(person.id, input_.people.size());
    input_.people.push_back(row);
  }
  /// Somebody about whom only a stay or a step is known counts all the same.
  std::size_t of(people::PersonId person) {
    const auto [found, added] = index_.try_emplace(person, input_.people.size());
    if (added) input_.people.push_back({std::nullopt, next_household_++, false});
    return found->second;
  }

 private:
  std::size_t household(const std::optional<people::HouseholdId>& id) {
    if (!id) return next_household_++;
    const auto [found, added] = households_.try_emplace(*id, next_household_);
    if (added) ++next_household_;
    return found->second;
  }

  PointInput& input_;
  std::unordered_map<people::PersonId, std::size_t> index_;
  std::unordered_map<people::HouseholdId, std::size_t> households_;
  std::size_t next_household_ = 0;
};

void load_places(store::Reader& reader, std::string_view territory, Date known_at, PeopleIndex& people,
                 PointInput& input) {
  std::unordered_map<schemes::PlaceId, std::size_t> index;
  for (const schemes::PlaceVersion& version : schemes::places_known_at(reader, territory, known_at)) {
    const schemes::Place& place = version.place;
    index.emplace(version.id, input.places.size());
    input.places.push_back(
        {place.step, place.includes, place.hours, place.capacity, place.starts_on, place.cost_eur});
  }
  for (const schemes::PersonStay& one : schemes::stays(reader, territory, input.at, known_at)) {
    const auto place = index.find(one.place);
    if (place == index.end()) continue;
    PointStay stay;
    stay.person = people.of(one.person);
    stay.place = place->second;
    if (one.stay.status == schemes::StayStatus::accepted) stay.status = PointStay::Status::accepted;
    if (one.stay.status == schemes::StayStatus::present) stay.status = PointStay::Status::present;
    stay.entered_on = one.stay.entered_on;
    stay.left_on = one.stay.left_on;
    input.stays.push_back(stay);
  }
}

void load_agenda(store::Reader& reader, std::string_view territory, PointInput& input) {
  for (const cells::Meeting& meeting : cells::all_meetings(reader, territory)) {
    input.meetings.push_back({std::string(cells::to_word(meeting.kind)), meeting.held_on, meeting.commune});
  }
  const auto events = fortnight::all_events(reader, territory);
  for (const fortnight::Edition& edition : fortnight::all_editions(reader, territory)) {
    const auto count =
        std::ranges::count(events, edition.id, [](const fortnight::Event& event) { return event.edition; });
    input.editions.push_back({edition.ref, edition.starts_on, edition.ends_on,
                              std::string(partners::region_name(edition.region)), edition.exits_until,
                              static_cast<int>(count)});
  }
}

}  // namespace

PointInput load_people_and_places(store::Reader& reader, people::Vault& vault,
                                  const pathways::Catalogue& catalogue, std::string_view territory, Date at,
                                  Date known_at) {
  PointInput input;
  input.at = at;
  for (const pathways::Step& step : catalogue.steps()) {
    if (step.domain == "language") input.language_steps.push_back(step.id);
  }
  PeopleIndex people(input);
  people::each_person(reader, vault, territory, known_at,
                      [&](const people::KnownPerson& person) { people.add(person); });
  load_places(reader, territory, known_at, people, input);
  for (const char* step : housing_steps) {
    pathways::each_done(reader, territory, step, at, known_at, [&](people::PersonId person, Date date) {
      input.housed.push_back({people.of(person), date});
    });
  }
  return input;
}

void load_announcements(store::Reader& reader, std::string_view territory, Date known_at, PointInput& input) {
  for (const Reference& reference : references_known_at(reader, territory, known_at)) {
    input.references.push_back({reference.id, reference.year, reference.number(), reference.source});
  }
  load_agenda(reader, territory, input);
}

PointInput load_point(store::Reader& reader, people::Vault& vault, const pathways::Catalogue& catalogue,
                      std::string_view territory, Date at, Date known_at, std::optional<Date> until) {
  PointInput input = load_people_and_places(reader, vault, catalogue, territory, at, known_at);
  input.until = until;
  load_announcements(reader, territory, known_at, input);
  return input;
}

}  // namespace jalon::indicators
