// What a cell decides on a blocking point, what becomes of it, and whether it did unblock.
//
// A decision is one of five kinds: act (an organisation does something by a date), ask (an expert or another
// administration is asked), allocate (a place is proposed), close (nothing more to do), escalate (the
// committee is asked: many files share the cause). Its state is derived from its events, never stored. "Did
// unblock" is not declared by anyone: it is true when the person's pathway no longer has the blocking point.
// Refused: a decision to act or ask without an owner organisation and a due date ("decision.no_owner",
// "decision.no_due_date"); a due date before the decision ("decision.due_before_decided").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/result.hpp"

namespace jalon::cells {

struct DecisionTag;
using DecisionId = Id<DecisionTag>;
struct AnswerTag;
using AnswerId = Id<AnswerTag>;

enum class DecisionKind { act, ask, allocate, close, escalate };

std::string_view word(DecisionKind kind);
std::string_view in_french(DecisionKind kind);
std::optional<DecisionKind> decision_kind(std::string_view word);

struct Decision {
  DecisionId id;
  std::optional<UuidBytes> meeting;
  UuidBytes person{};
  std::string step;   // the blocked step
  std::string root;   // the step to lift
  std::string cause;  // code of the taxonomy, or computed cause
  DecisionKind kind = DecisionKind::act;
  std::optional<UuidBytes> owner;  // organisation that acts
  std::optional<Date> due_on;
  Date decided_on;
  std::string text;  // what is to be done, in words; sealed at rest
  std::string actor;
};

struct DecisionEvent {
  std::string kind;  // done, cancelled, reopened, answered
  Date eff_on;
  std::optional<AnswerId> answer;
};

enum class DecisionState { open, late, done, cancelled, answered };

/// All that is wrong with a decision about to be recorded; the first refusal carries the others.
Result<void> validate(const Decision& decision);

/// The state on the day: late = open with a due date that has passed. A decision to close is done as it is
/// taken.
DecisionState state_of(const Decision& decision, const std::vector<DecisionEvent>& events, Date at);

/// What the next cell wants to know of an earlier decision.
struct FollowUp {
  Decision decision;
  std::vector<DecisionEvent> events;
  DecisionState state = DecisionState::open;
  bool unblocked = false;  // the blocking point is gone from the pathway
};

/// A cause shared by many: what the committee looks at. Names nobody.
struct StructuralBlocker {
  std::string root;
  std::string cause;
  std::vector<std::string> organisations;
  int people = 0;
  std::int64_t gain_days = 0;
  int unlocks = 0;
  int escalated = 0;  // decisions to escalate that are still open
};

}  // namespace jalon::cells
