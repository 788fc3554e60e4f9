// An event of a pathway as the database keeps it, and the periods that follow from a person's events.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "partners/organisation.hpp"
#include "pathways/facts.hpp"
#include "people/ids.hpp"

namespace jalon::pathways {

/// Append-only. `ver` numbers the events of one person from 1, in the order in which they were recorded.
struct RecordedEvent {
  std::int64_t ver = 0;
  std::string step;  // the catalogue's id
  EventKind kind = EventKind::requested;
  Date date;
  Date recorded_on;
  std::string outcome;  // a code (outcomes.hpp)
  std::optional<partners::OrganisationId> organisation;
  std::string cause;
  std::string ref;                       // the sender's identifier of the event
  std::optional<std::int64_t> corrects;  // ver of the event that this one replaces
  std::string actor;                     // who recorded it
  std::vector<std::uint8_t> sealed{};    // other words about the outcome, under the person's key

  bool operator==(const RecordedEvent&) const = default;
};

/// A period during which a step had a status. Also 'blocked', which runs beside the others: a blocked step
/// keeps its status. For D <= K, the row with eff.contains(D) and rec.contains(K) tells the status on day D
/// as known on day K.
struct StepSpell {
  std::string step;
  std::string_view status;  // requested, in_progress, done, refused, expired, abandoned, cancelled,
                            // not_relevant, blocked
  Period eff;
  Period rec;

  auto operator<=>(const StepSpell&) const = default;
};

/// The word of `StepSpell::status` equal to `text`, which lives for ever; "" for another text.
std::string_view spell_status(std::string_view text);

/// The periods that follow from the events of one person, given by ver. Ordered by (step, status, eff, rec).
std::vector<StepSpell> step_spells(std::span<const RecordedEvent> events);

}  // namespace jalon::pathways
