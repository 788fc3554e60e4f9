// What the engines are told about one person: plain values, each possibly unknown, and what happened on each
// step. Nothing here names a database, a file or a clock; stores and file readers fill these in.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "pathways/prerequisites.hpp"
#include "people/person.hpp"

namespace jalon::pathways {

using people::FamilyRole;
using people::FrenchLevel;
using people::ProtectionStatus;

/// Who lives with the person. Absent altogether when nobody knows.
struct HouseholdFacts {
  int size = 1;              // the person included
  std::vector<Date> others;  // birth dates of the other members, where known
  bool others_known = true;  // every other member's birth date is known
};

/// A place that the person was accepted in, or entered: they do not wait for one.
struct HeldPlace {
  StepIndex step = 0;
  std::optional<Date> starts_on;  // still to come; empty = entered
};

struct PersonFacts {
  std::optional<Date> birth_date;
  std::optional<ProtectionStatus> status;
  std::optional<Date> protected_on;
  std::optional<Date> arrived_on;
  std::optional<FrenchLevel> french_level;
  std::optional<FamilyRole> family_role;
  std::optional<bool> reader;
  std::optional<bool> foreign_licence;
  std::optional<HouseholdFacts> household;
  std::vector<HeldPlace> places;
  Prerequisites goals;  // the person's own, each reached by one of its options; empty = the goals by default
};

/// In the order of the contract, which is also the order of two events of the same day.
enum class EventKind : std::uint8_t {
  requested,
  started,
  done,
  refused,
  expired,
  abandoned,
  cancelled,
  blocked,
  unblocked,
  not_relevant,
  withdrawn,  // cancels the event that it corrects and says nothing in its place
};

inline constexpr std::array<std::string_view, 11> event_kind_words = {
    "requested", "started", "done",      "refused",      "expired",  "abandoned",
    "cancelled", "blocked", "unblocked", "not_relevant", "withdrawn"};

constexpr std::string_view to_word(EventKind kind) {
  return event_kind_words[static_cast<std::size_t>(kind)];
}
std::optional<EventKind> parse_event_kind(std::string_view word);

/// Something that happened on a step of a person's pathway. Append-only: a correction is another event.
struct StepEvent {
  StepIndex step = 0;  // in the Catalogue
  EventKind kind = EventKind::requested;
  Date date;                        // when it happened
  std::string outcome;              // of a done step: "A1", "oui"...
  std::string organisation;         // who did it or must act; empty = the catalogue's deliverer
  std::string cause;                // of a blocked step, a code of the taxonomy: "B03"
  std::optional<Date> recorded_on;  // empty = its own date
  std::string event;                // the sender's identifier; empty = (step, kind, date) identifies it
  std::string corrects;             // the event of the same person that this one replaces

  Date known_on() const { return recorded_on.value_or(date); }
};

}  // namespace jalon::pathways
