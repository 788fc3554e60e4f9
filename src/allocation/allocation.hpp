// Who gets which scarce place: the public face of the allocation engine. Numbers in, numbers out; no files,
// no clock, no database.
//
// The question. Candidates (a person, a household) each have options: places they may enter, at a value. A
// place has a capacity. Humans may have put locks: this one stays here (`keep`), that one never there
// (`forbid`).
//
// The answer of `propose` is a plan that no other plan beats, with the proof as a bound, in the order of the
// objective:
//   coverage_then_value   first as many candidates of tier 1 as possible, then of tier 2, and so on, whatever
//   their
//                         size and even at a negative value; then the greatest total value
//   value                 the greatest total value (nobody enters at a loss, unless kept by a lock); among
//   those,
//                         as many candidates as possible, tier by tier
// Among plans equal in that order, who is placed is settled by waiting time (the longest first), then by a
// draw that anybody can redo: the hash of the seed and the candidate's id. The order of the input never
// counts.
//
// When everybody takes the same room in a place (unit demand), the answer is exact at any size. With
// indivisible sizes it is exact when `status` is `optimal`; when no second is left, the best plan found
// is given with its bound.
//
// Marginal values are what an optimum with one more unit of capacity in one place has over the optimum, and
// what one with a unit fewer loses: differences of optima, not a solver's dual. They do not add up: two more
// places are another question.
//
// Refused: nothing here; a Problem is sound by construction (indices in range, no pair twice, numbers within
// their bounds), which its readers see to. Locks that cannot hold give the status `infeasible` and say which.
//
// Example: src/allocation/example_tool.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "allocation/problem.hpp"

namespace jalon::allocation {

enum class Objective : std::uint8_t { coverage_then_value, value };
enum class Status : std::uint8_t { optimal, feasible, infeasible };

struct Rules {
  Objective objective = Objective::coverage_then_value;
  std::uint64_t seed = 0;
  bool marginals = true;
  std::function<double()> seconds_left;  // asked now and then; absent = take the time it takes
};

/// Why a candidate has no place.
enum class Reason : std::uint8_t {
  placed,
  kept,             // placed by a lock
  no_option,        // eligible nowhere
  forbidden,        // every option is forbidden by a lock
  too_large,        // takes more than any of its places can hold (once locks are honoured)
  outranked,        // its places are full of candidates who come before
  bound_to_others,  // a place is free, but not beside what other needs get, or without what they lack
  at_a_loss,        // objective `value`: a place is free, but entering it would lower the total
};

/// Why locks cannot hold.
enum class Conflict : std::uint8_t {
  keep_without_option,
  keep_and_forbid,
  keep_twice,
  keep_over_capacity,
  keep_against_bonds
};

struct LockConflict {
  Conflict conflict = Conflict::keep_without_option;
  Index candidate = none;  // none for keep_over_capacity
  Index place = none;
};

/// What a change makes of the optimum: the optimum after it, less the optimum before.
struct Difference {
  std::vector<std::int64_t> placed;  // by tier present, ascending
  std::int64_t value = 0;
  bool proven = true;  // false: time ran out, this is the difference of the best plans known
};

/// What one more unit of capacity in `place` changes in the optimum, and what one unit fewer does.
struct Marginal {
  Index place = none;
  std::vector<std::int64_t> placed;  // by tier present, ascending
  std::int64_t value = 0;
  bool proven = true;
  std::optional<Difference> fewer;  // absent: no unit to take away but from a candidate kept there by a lock
};

struct Proposal {
  Status status = Status::optimal;
  std::vector<Index> place_of;       // by candidate; none = unplaced
  std::vector<Reason> reason;        // by candidate
  std::vector<std::int64_t> placed;  // by tier present, ascending
  std::int64_t value = 0;
  std::int64_t bound = 0;  // no plan with at least these `placed` has a greater value
  // Objective `coverage_then_value`: by tier present, no plan that places as many of the tiers before it
  // places more; equal to `placed` when optimal. Empty for the objective `value`, and for several needs.
  std::vector<std::int64_t> placed_bound;
  std::int64_t unplaced = 0;
  std::vector<Marginal> marginal;  // by place, in the problem's order
  std::vector<LockConflict> conflicts;

  /// How far the value may be from the bound, as a share of the value; 0 when optimal. Coverage first, that
  /// is the value of so many placed: `placed_bound` says how many more there could be.
  double gap() const;
};

Proposal propose(const Problem& problem, const Rules& rules);

/// The same, beginning where it helps (indivisible sizes) from a plan: by candidate the place, or `none`.
/// Those whom it puts where they do not fit are left out first.
Proposal propose_from(const Problem& problem, const Rules& rules, const std::vector<Index>& place_of);

/// A place with so many units more (or fewer) than it has.
struct OtherRoom {
  Index place = none;
  std::int64_t more = 0;
};

/// The optimum with other capacities, and what it changes.
struct WhatIf {
  Proposal then;
  Difference difference;  // proven: both optima are
  // Of plans that place as many candidates of each tier, the gain in value surely lies between these.
  std::int64_t least = 0;
  std::int64_t most = 0;
  bool differs = false;  // claimed only where proven, or where the bounds part
};

/// 'Two more modules', solved again: any set of changes at once. Locks that cannot hold any more give `then`
/// the status `infeasible`, and the difference then says nothing.
WhatIf what_if(const Problem& problem, const Rules& rules, const std::vector<OtherRoom>& changes);

/// One, two, and up to `most` more units in one place, each beside the optimum as it is.
std::vector<WhatIf> curve(const Problem& problem, const Rules& rules, Index place, int most = 6);

/// One line of a plan made by hand.
struct PlanRow {
  Index candidate = none;
  Index place = none;  // none = left unplaced on purpose
};

enum class Violation : std::uint8_t {
  candidate_twice,
  not_eligible,
  over_capacity,
  keep_broken,
  forbid_broken
};

struct Breach {
  Violation violation = Violation::not_eligible;
  Index candidate = none;  // none for over_capacity
  Index place = none;      // for keep_broken, the place that the lock names
};

struct Verdict {
  std::vector<Breach> breaches;      // empty = the plan can be carried out
  std::vector<std::int64_t> placed;  // rows that name an option count, each candidate once
  std::int64_t value = 0;
  Proposal optimum;  // what the same rules would propose
};

Verdict check(const Problem& problem, const Rules& rules, const std::vector<PlanRow>& plan);

struct EligiblePlace {
  Index place = none;
  std::int64_t value = 0;
  std::int64_t rank =
      0;  // 1 + candidates of a better tier, or of the same at a greater value, eligible there
};

struct Explanation {
  Index place = none;  // where the proposal puts the candidate
  Reason reason = Reason::placed;
  std::vector<EligiblePlace> eligible;  // best value first
  // For an unplaced candidate, all else equal: the least value that would win it a place, and where; and the
  // place where one more unit of capacity would let it in. `none` where no value, or no single unit, would.
  Index threshold_place = none;
  std::int64_t threshold = 0;
  Index extra_place = none;
};

Explanation explain(const Problem& problem, const Rules& rules, Index candidate);

}  // namespace jalon::allocation
