// What a proposal is made from, as plain values: the places that can still be entered, who waits for them,
// what each choice is worth and why a place is closed to somebody. Kept with the proposal, word for word: the
// same inputs, locks and seed give the same answer, to the byte.
//
// Nothing here names anybody: a need is known by the step and our own identifier of its first person. No age,
// no status, no origin is kept: only the conditions that are not met, in words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "schemes/place.hpp"

namespace jalon::proposals {

/// What is kept for those who will come (see reserve.hpp).
struct Reserve {
  std::int64_t floor = 0;            // points: below, the place is kept; 0 = nothing is kept
  std::int64_t expected_tenths = 0;  // arrivals worth at least the floor, in tenths
  std::int64_t past = 0;             // arrivals of the year before: the history that this rests on
  std::optional<Date> until;

  bool operator==(const Reserve&) const = default;
};

/// A place that can still be entered.
struct Offer {
  std::string place;  // our identifier
  std::string ref;
  std::string scheme;
  std::string step;
  std::string commune;
  std::optional<Date> starts_on;
  std::optional<Date> ends_on;
  std::int64_t seats = 0;      // free, less those already proposed to somebody; may be 0
  bool one_household = false;  // a dwelling: one seat, for a household of up to `holds` persons
  std::int64_t holds = 0;      // persons
  schemes::Eligibility eligibility;
  Reserve reserve;
};

/// A part of a value, in points. `what`: gain, goal, deadline, waiting, commune, opening.
struct Part {
  std::string what;
  std::int64_t points = 0;

  bool operator==(const Part&) const = default;
};

/// A place that the need could be answered by.
struct Choice {
  std::string place;
  std::int64_t value = 0;
  std::vector<Part> parts;            // those that count for something
  std::vector<std::string> to_check;  // conditions that nobody could verify, French
};

/// A place that it could not.
struct Closed {
  std::string place;
  std::vector<std::string> reasons;  // every condition that fails, French, without final point
};

/// What being placed would change, now.
struct Effect {
  std::int64_t days = 0;       // gained, over the goals and persons
  std::int64_t goals = 0;      // that would get a date
  std::int64_t pathways = 0;   // persons of whom some goal would get a date
  std::int64_t deadlines = 0;  // that would no longer be missed

  bool operator==(const Effect&) const = default;
};

/// A person, or a household, that waits for a place of one step.
struct Need {
  std::string key;  // "C06:<identifier of the first person>"
  std::string step;
  std::vector<std::string> people;  // all who would enter; the first one answers for the household
  int tier = 1;
  std::int64_t size = 1;  // seats taken: the persons, or one dwelling
  std::optional<Date> since;
  Effect effect;
  std::vector<Choice> choices;  // in the order of the places
  std::vector<Closed> closed;

  const Choice* choice(std::string_view place) const;
};

/// What was asked for: one scheme, one step, or everything.
struct Scope {
  std::string scheme;
  std::string step;

  bool takes(const schemes::Place& place) const {
    return (scheme.empty() || place.scheme == scheme) && (step.empty() || place.step == step);
  }
  bool operator==(const Scope&) const = default;
};

struct Inputs {
  Date as_of;
  Date known_at;
  Scope scope;
  std::string rules;  // version
  std::uint64_t seed = 0;
  std::vector<Offer> offers;  // by step, scheme, start, identifier of the sender
  std::vector<Need> needs;    // by key

  const Offer* offer(std::string_view place) const;
  const Need* need(std::string_view key) const;
  /// The steps that have offers, in order.
  std::vector<std::string> steps() const;
};

/// "C06:0192..." and back.
std::string need_key(std::string_view step, std::string_view person);

enum class LockKind : std::uint8_t { keep, forbid };

/// What a human decided about a need and a place.
struct Lock {
  std::string need;
  std::string place;
  LockKind kind = LockKind::keep;

  bool operator==(const Lock&) const = default;
};

}  // namespace jalon::proposals
