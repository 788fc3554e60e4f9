#include "schemes/scheme_actions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "people/person_store.hpp"
#include "schemes/enrolment_store.hpp"
#include "schemes/health_places_actions.hpp"
#include "schemes/openings.hpp"

namespace jalon::schemes {
namespace {

using people::PersonId;

struct Counts {
  std::int64_t proposed = 0;
  std::int64_t accepted = 0;
  std::int64_t present = 0;

  void add(StayStatus status) {
    if (status == StayStatus::proposed) ++proposed;
    if (status == StayStatus::accepted) ++accepted;
    if (status == StayStatus::present) ++present;
  }
  std::int64_t occupied() const { return accepted + present; }
};

Result<void> append(store::Transaction& transaction, const EnrolmentDraft& draft, const std::string& actor,
                    Date today) {
  const std::string& territory = transaction.territory();
  if (!people::person_ref(transaction, territory, draft.person)) {
    return refuse("person.unknown", {{"person", draft.person.text()}});
  }
  const auto seats = all_seats(transaction, territory);
  if (std::ranges::find(seats, draft.place, &Seats::place) == seats.end()) {
    return refuse("place.unknown", {{"place", draft.place.text()}});
  }
  if (places_about_health(transaction, territory).contains(draft.place)) {
    return refuse("place.about_health", {{"place", draft.place.text()}});
  }
  const Pair pair{draft.place, draft.person};
  const auto known = events_of_pair(transaction, territory, pair);
  const EnrolmentEvent added{draft.kind, draft.date, today, draft.hours};
  for (const EnrolmentEvent& event : known) {
    if (event.kind == added.kind && event.date == added.date && event.hours == added.hours) {
      return refuse("event.already_recorded", {{"place", draft.place.text()}});
    }
  }
  std::vector<EnrolmentEvent> all = known;
  all.push_back(added);
  const Date end_of_time = Date::never() - 1;  // a seat promised for later is taken too
  const bool had_seat = occupies(stay_at(known, end_of_time, end_of_time).status);
  const bool has_seat = occupies(stay_at(all, end_of_time, end_of_time).status);
  if (has_seat && !had_seat && !take_seat(transaction, draft.place)) {
    return refuse("place.full", {{"place", draft.place.text()}});
  }
  if (had_seat && !has_seat) free_seat(transaction, draft.place);
  EnrolmentWriter writer(transaction, actor);
  writer.add(pair, known, {&added, 1});
  writer.finish();
  transaction.publish(schemes_changed, draft.person.text());
  return {};
}

}  // namespace

std::vector<PersonStay> stays(store::Reader& reader, std::string_view territory, Date at, Date known_at) {
  std::vector<PersonStay> found;
  each_enrolment(reader, territory, [&](const Pair& pair, std::vector<EnrolmentEvent>& events) {
    const Stay stay = stay_at(events, at, known_at);
    if (stay != Stay{}) found.push_back({pair.place, pair.person, stay});
  });
  return found;
}

std::vector<PersonStay> stays_of(store::Reader& reader, std::string_view territory, PersonId person, Date at,
                                 Date known_at) {
  std::vector<PersonStay> found;
  each_enrolment_of(reader, territory, person, [&](PlaceId place, std::vector<EnrolmentEvent>& events) {
    const Stay stay = stay_at(events, at, known_at);
    if (stay != Stay{}) found.push_back({place, person, stay});
  });
  return found;
}

std::vector<PlaceView> places(store::Reader& reader, std::string_view territory, Date at, Date known_at) {
  std::unordered_map<PlaceId, Counts> counts;
  for (const PersonStay& one : stays(reader, territory, at, known_at)) counts[one.place].add(one.stay.status);
  std::vector<PlaceView> views;
  for (auto& version : places_known_at(reader, territory, known_at)) {
    PlaceView& view = views.emplace_back();
    const Counts count = counts[version.id];
    view.proposed = count.proposed;
    view.accepted = count.accepted;
    view.present = count.present;
    view.free = std::max<std::int64_t>(0, version.place.capacity - count.occupied());
    view.open = is_open(version.place, at);
    view.place = std::move(version);
  }
  std::ranges::stable_sort(views, {}, [](const PlaceView& view) {
    const Place& place = view.place.place;
    return std::tuple(std::string_view(place.scheme), place.starts_on, std::string_view(place.ref));
  });
  return views;
}

PlaceFacts place_facts(store::Reader& reader, const pathways::Catalogue& catalogue,
                       std::string_view territory, Date at, Date known_at) {
  const auto known = places_known_at(reader, territory, known_at);
  std::unordered_map<PlaceId, std::size_t> positions;
  std::vector<OccupiedPlace> occupied;
  for (const PlaceVersion& version : known) {
    positions.emplace(version.id, occupied.size());
    occupied.push_back({&version.place, 0});
  }
  PlaceFacts facts;
  for (const PersonStay& one : stays(reader, territory, at, known_at)) {
    const auto position = positions.find(one.place);
    if (position == positions.end() || !occupies(one.stay.status)) continue;
    OccupiedPlace& place = occupied[position->second];
    ++place.occupied;
    for (const auto& held : held_places(*place.place, one.stay.status, catalogue, at)) {
      facts.held[one.person].push_back(held);
    }
  }
  facts.availability = availability(occupied, catalogue, at);
  return facts;
}

Result<void> enrol(store::Database& database, const Clock& clock, const store::Command& command,
                   const EnrolmentDraft& draft) {
  const Date today = clock.today();
  if (draft.date > today) return refuse("event.date_in_future", {{"date", to_iso(draft.date)}});
  return database.write(command, [&](store::Transaction& transaction) {
    return append(transaction, draft, command.actor, today);
  });
}

Result<void> enrol_together(store::Transaction& transaction, std::span<const EnrolmentDraft> drafts,
                            const std::string& actor, Date today) {
  for (const EnrolmentDraft& draft : drafts) {
    if (draft.date > today) return refuse("event.date_in_future", {{"date", to_iso(draft.date)}});
    auto appended = append(transaction, draft, actor, today);
    if (!appended) return appended;
  }
  return {};
}

StayCheck verify_schemes(store::Reader& reader, std::string_view territory) {
  struct Stored {
    Pair pair;
    StaySpell spell;
    auto operator<=>(const Stored&) const = default;
  };
  StayCheck check;
  std::vector<Stored> derived;
  std::vector<Stored> stored;
  each_enrolment(reader, territory, [&](const Pair& pair, std::vector<EnrolmentEvent>& events) {
    ++check.stays;
    for (const StaySpell& spell : stay_spells(events)) derived.push_back({pair, spell});
  });
  std::map<PlaceId, std::int64_t> used;
  each_stay_spell(reader, territory, [&](const Pair& pair, const StaySpell& spell) {
    stored.push_back({pair, spell});
    if (occupies(spell.status) && spell.eff.to.is_never() && spell.rec.to.is_never()) ++used[pair.place];
  });
  std::ranges::sort(derived);
  std::ranges::sort(stored);
  std::vector<Stored> different;
  std::ranges::set_symmetric_difference(derived, stored, std::back_inserter(different));
  for (const Stored& row : different) {
    check.problems.push_back(fmt::format(
        "place {}, personne {}\u00a0: la période {} du {} ne suit pas des événements", row.pair.place.text(),
        row.pair.person.text(), to_word(row.spell.status), to_iso(row.spell.eff.from)));
  }
  for (const Seats& seats : all_seats(reader, territory)) {
    if (seats.used == used[seats.place]) continue;
    check.problems.push_back(
        fmt::format("place {}\u00a0: {} sièges comptés, {} personnes présentes ou acceptées",
                    seats.place.text(), seats.used, used[seats.place]));
  }
  return check;
}

}  // namespace jalon::schemes
