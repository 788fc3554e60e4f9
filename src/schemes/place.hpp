// Places: one session, one dwelling, one mandate of a scheme, that answers a step of the catalogue; and what
// happens between a person and a place.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "people/person.hpp"

namespace jalon::schemes {

struct PlaceTag;
using PlaceId = Id<PlaceTag>;

/// For whom a place is; an empty bound excludes nobody. Bounds are included.
struct Eligibility {
  std::optional<int> min_age;
  std::optional<int> max_age;
  std::optional<people::FrenchLevel> min_french;
  std::optional<people::FrenchLevel> max_french;
  std::optional<int> household_min;  // persons
  std::optional<int> household_max;

  bool operator==(const Eligibility&) const = default;
};

/// What is known of a place, apart from who is in it.
struct Place {
  std::string ref;  // the sender's identifier
  std::string scheme;
  std::string step;
  std::int64_t capacity = 0;          // persons
  std::optional<Date> starts_on;      // empty = always open
  std::optional<Date> ends_on;        // the last day; empty = no end planned
  std::string commune;                // INSEE code or ""
  std::optional<std::int64_t> hours;  // of a course; empty for a dwelling or a mandate
  Eligibility eligibility;
  std::string funder;
  std::optional<std::int64_t> cost_eur;  // of the whole place, whole euros
  std::vector<std::string> includes;     // other steps delivered inside it

  bool operator==(const Place&) const = default;
};

enum class EnrolmentKind : std::uint8_t {
  proposed,
  accepted,
  entered,
  left,
  completed,
  declined,
  absent,     // on a day; changes nothing
  withdrawn,  // the proposal, or the stay, is taken back
};

inline constexpr std::array<std::string_view, 8> enrolment_words = {
    "proposed", "accepted", "entered", "left", "completed", "declined", "absent", "withdrawn"};

constexpr std::string_view to_word(EnrolmentKind kind) {
  return enrolment_words[static_cast<std::size_t>(kind)];
}
std::optional<EnrolmentKind> parse_enrolment_kind(std::string_view word);

/// What happened between one person and one place; append-only.
struct EnrolmentEvent {
  EnrolmentKind kind = EnrolmentKind::proposed;
  Date date;
  Date recorded_on;
  std::optional<std::int64_t> hours;

  bool operator==(const EnrolmentEvent&) const = default;
};

enum class StayStatus : std::uint8_t { none, proposed, accepted, present };
/// Takes a seat: accepted, present.
constexpr bool occupies(StayStatus status) {
  return status == StayStatus::accepted || status == StayStatus::present;
}
/// "proposed", "accepted", "present"; "" for none.
std::string_view to_word(StayStatus status);
StayStatus parse_stay_status(std::string_view word);

/// A person in a place as on `at`, by what was known on `known_at`: the status, and when each thing first
/// happened.
struct Stay {
  StayStatus status = StayStatus::none;
  std::optional<Date> proposed_on;
  std::optional<Date> accepted_on;
  std::optional<Date> entered_on;
  std::optional<Date> left_on;  // left or completed, the last time
  bool completed = false;

  bool operator==(const Stay&) const = default;
};
/// Events of one person and one place, in order of recording.
Stay stay_at(std::span<const EnrolmentEvent> events, Date at, Date known_at);

/// The periods of each status, for D <= K (see base/bitemporal.hpp).
struct StaySpell {
  StayStatus status = StayStatus::none;
  Period eff;
  Period rec;
  auto operator<=>(const StaySpell&) const = default;
};
std::vector<StaySpell> stay_spells(std::span<const EnrolmentEvent> events);

/// Whether somebody can still enter on `at`: not ended; and a course takes nobody once it has begun.
bool is_open(const Place& place, Date at);

}  // namespace jalon::schemes
