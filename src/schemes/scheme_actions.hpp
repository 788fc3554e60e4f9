// Use cases on schemes: the import of places.csv and enrolments.csv, an enrolment recorded by hand, the
// places with their occupancy, and what the engines ask about places.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/import_report.hpp"
#include "pathways/availability.hpp"
#include "pathways/catalogue.hpp"
#include "pathways/facts.hpp"
#include "people/ids.hpp"
#include "schemes/place_store.hpp"
#include "store/database.hpp"

namespace jalon::schemes {

/// Published in the outbox when places or stays changed: the payload is a person's id, or "*".
inline constexpr std::string_view schemes_changed = "schemes.changed";

/// Reads and applies places.csv: a row that says something else than what is known adds a version, recorded
/// on its recorded_on, else today. With a problem in the report nothing is written.
ImportReport import_places(store::Transaction& transaction, const csv::Document& document,
                           const ImportContext& context);
/// Reads and applies enrolments.csv. More people than seats on some day is a remark: the past is what it is.
ImportReport import_enrolments(store::Transaction& transaction, const csv::Document& document,
                               const ImportContext& context);

/// A place on a day: what is known of it, and who is in it.
struct PlaceView {
  PlaceVersion place;
  std::int64_t proposed = 0;  // waiting for an answer
  std::int64_t accepted = 0;  // not entered yet
  std::int64_t present = 0;
  std::int64_t free = 0;  // seats nobody was accepted for; never below 0
  bool open = false;      // somebody could still enter
};
/// Known on `known_at` (Date::never(): everything), ordered by scheme, start, identifier.
std::vector<PlaceView> places(store::Reader& reader, std::string_view territory, Date at,
                              Date known_at = Date::never());

/// A person in a place, as on `at`.
struct PersonStay {
  PlaceId place;
  people::PersonId person;
  Stay stay;
};
/// Ordered by place, person; pairs about which nothing had happened by `at` are left out.
std::vector<PersonStay> stays(store::Reader& reader, std::string_view territory, Date at,
                              Date known_at = Date::never());
std::vector<PersonStay> stays_of(store::Reader& reader, std::string_view territory, people::PersonId person,
                                 Date at, Date known_at = Date::never());

/// What the engine of pathways asks about places, on a day.
struct PlaceFacts {
  pathways::Availability availability;
  std::unordered_map<people::PersonId, std::vector<pathways::HeldPlace>> held;
};
PlaceFacts place_facts(store::Reader& reader, const pathways::Catalogue& catalogue,
                       std::string_view territory, Date at, Date known_at = Date::never());

struct EnrolmentDraft {
  PlaceId place;
  people::PersonId person;
  EnrolmentKind kind = EnrolmentKind::proposed;
  Date date;
  std::optional<std::int64_t> hours;
};
/// Appends one enrolment event. Accepting or entering takes a seat, once; leaving, declining, withdrawing
/// gives it back. Refused: place.unknown, person.unknown, event.date_in_future, event.already_recorded,
/// place.about_health (being in it would say something of health), place.full, command.already_done.
Result<void> enrol(store::Database& database, const Clock& clock, const store::Command& command,
                   const EnrolmentDraft& draft);

/// Several at once, all or none, inside a use case of another room (a household whole, with the decision that
/// sends it there). The same refusals as `enrol`; the caller's transaction is then to be refused.
Result<void> enrol_together(store::Transaction& transaction, std::span<const EnrolmentDraft> drafts,
                            const std::string& actor, Date today);

/// Replays enrolments and compares with the stored periods and seats.
struct StayCheck {
  std::int64_t stays = 0;
  std::vector<std::string> problems;  // French sentences; none = all is well
};
StayCheck verify_schemes(store::Reader& reader, std::string_view territory);

}  // namespace jalon::schemes
