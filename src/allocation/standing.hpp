// An allocation that stands, and what happens to it: somebody accepts, refuses, withdraws or arrives, a place
// opens, grows or closes. After each change the allocation is again what `propose` would answer for the
// problem as it then stands, found from the allocation in hand.
//
// What equals a solve from nothing: the candidates placed tier by tier, the total value, and (unit demand)
// who is placed, ties included. Where somebody sits may differ where arrangements are worth the same.
//
// Unit demand: a change is one or two searches for a chain of moves (a place that opens with many units, one
// search each); those who are not on the chain do not move. With indivisible sizes, or values beyond 32 bits,
// the problem is solved again, from the plan in hand where that helps. A value, a tier or a number of places
// far beyond those at hand makes the engine start anew once.
//
// A lock that cannot hold (no such option, no room left beside the other locks) changes nothing and says why.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "allocation/allocation.hpp"

namespace jalon::allocation {

/// A candidate who moved: `from` none = newly placed, `to` none = placed no more.
struct Move {
  Index candidate = none;
  Index from = none;
  Index to = none;
};

struct Effect {
  std::vector<Move> moves;
  std::vector<LockConflict> conflicts;  // not empty: refused, nothing has changed
};

/// An option of a newcomer, or of a new place.
struct OptionHere {
  Index other = none;  // the place, or the candidate
  std::int64_t value = 0;
  std::int32_t size = 0;  // 0 = the candidate's own
};

class Standing {
 public:
  /// Solves the problem from nothing. `rules.marginals` counts in `proposal` only.
  Standing(Problem problem, Rules rules);
  ~Standing();
  Standing(Standing&&) noexcept;
  Standing& operator=(Standing&&) noexcept;

  /// The committee decides: `keep` here, `forbid` there, or lets both go.
  Effect keep(Index candidate, Index place);
  Effect forbid(Index candidate, Index place);
  Effect unlock(Index candidate, Index place);
  /// The candidate takes the place proposed, or will not hear of it. Those without a place change nothing.
  Effect accept(Index candidate);
  Effect refuse(Index candidate);

  /// For good: the number is not used again.
  Effect withdraw(Index candidate);
  /// The newcomer's number is the next one.
  Effect arrive(Candidate candidate, const std::vector<OptionHere>& options);
  /// The new place's number is the next one.
  Effect open(Place place, const std::vector<OptionHere>& options);
  Effect set_capacity(Index place, std::int64_t capacity);

  Index place_of(Index candidate) const;
  std::int64_t value() const;
  /// By tier present at the last solve from nothing, ascending; those without candidates left stay, at zero.
  std::vector<std::int64_t> placed() const;
  Index candidates() const;
  Index places() const;

  /// The problem as it stands; those who withdrew keep their number, without options.
  Problem problem() const;
  /// The answer of `propose` for it, from nothing, with reasons and marginal values.
  Proposal proposal() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace jalon::allocation
