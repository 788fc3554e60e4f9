// One person's pathway in the form that the engine reads: about 300 bytes, ready for any date.
//
// Packing decides once what was known on a day (`known_at`): corrections replace, withdrawals cancel, the
// same event twice counts once. What had happened by the date of an evaluation is decided by the evaluation,
// so that one packed pathway answers for every date. Packing does not depend on the order of the events it is
// given.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "pathways/catalogue.hpp"
#include "pathways/facts.hpp"
#include "pathways/names.hpp"

namespace jalon::pathways {

/// The events that count for what was known at the end of `known_at` (absent: everything), in the order
/// given. An event named in `corrects` by a known one counts no more, even when the correction is dated later
/// than the evaluation: it is no longer believed. Of two events with the same identity the one recorded last
/// counts. Withdrawals are left out.
std::vector<const StepEvent*> in_force(std::span<const StepEvent> events, std::optional<Date> known_at);

/// One event, by numbers.
struct Mark {
  std::int32_t date = 0;
  StepIndex step = 0;
  EventKind kind = EventKind::requested;
  bool of_another_member = false;  // of the household
  NameId organisation = 0;
  std::uint32_t detail = 0;  // done: the QualifierCode of the outcome; blocked: the NameId of the cause
};
static_assert(sizeof(Mark) == 16);

struct PackedOption {
  StepIndex step = 0;
  QualifierCode qualifier = no_qualifier;
};

struct PackedFacts {
  static constexpr std::int32_t unknown_day = std::numeric_limits<std::int32_t>::min();
  static constexpr std::uint8_t unknown = 255;

  std::int32_t birth = unknown_day;
  std::int32_t protected_on = unknown_day;
  std::int32_t arrived_on = unknown_day;
  std::uint8_t status = unknown;
  std::uint8_t french = unknown;
  std::uint8_t role = unknown;
  std::uint8_t reader = unknown;
  std::uint8_t foreign_licence = unknown;
  std::uint8_t household_size = unknown;
  bool others_known = false;
};

struct PackedPlace {
  StepIndex step = 0;
  std::int32_t starts_on = PackedFacts::unknown_day;  // unknown_day: entered
};

/// A pathway lent to the engine: it looks at it and keeps nothing.
struct PathwayView {
  const PackedFacts& facts;
  std::span<const Mark> marks;                 // by (step, date, kind)
  std::span<const std::int32_t> other_births;  // of the other members of the household
  std::span<const PackedPlace> places;
  std::span<const PackedOption> goals;  // the person's own; groups end with an option of step `end_of_group`
};
inline constexpr StepIndex end_of_group = std::numeric_limits<StepIndex>::max();

struct Pathway {
  PackedFacts facts;
  std::vector<Mark> marks;
  std::vector<std::int32_t> other_births;
  std::vector<PackedPlace> places;
  std::vector<PackedOption> goals;

  PathwayView view() const { return {facts, marks, other_births, places, goals}; }
  /// Bytes, those it owns elsewhere included.
  std::size_t footprint() const;
};

/// `own`: the events in force of the person. `members`: those of the other members of the household, of which
/// only the steps held by the household are taken.
Pathway pack(const Catalogue& catalogue, Names& names, const PersonFacts& facts,
             std::span<const StepEvent* const> own, std::span<const StepEvent* const> members = {});

/// Shorthand for a person alone: what is in force at `known_at`, packed.
Pathway pack(const Catalogue& catalogue, Names& names, const PersonFacts& facts,
             std::span<const StepEvent> events, std::optional<Date> known_at = std::nullopt);

}  // namespace jalon::pathways
