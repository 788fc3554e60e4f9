// Fewer candidates, the same optimum: leaves out those whom no optimal plan needs.
//
// However the places are filled, at most K candidates of one size can be seated in all: the sum over places
// of capacity / size. Take a candidate who is, at none of their places, among the K first of their size (by
// tier, value, waiting time, draw; for the objective `value`, by value first). If a plan seats them at p, at
// most K - 1 others of that size are seated, so one of the K first at p is not, and may have the seat
// instead: the plan is no worse, and better by the rule of ties. So the candidate may be left out, and so may
// all such together. Whoever has a `keep` lock stays; an option that a `forbid` lock closes is no option of
// theirs. [derived; held against the full problem in a test]
//
// Where sizes depend on the place, nothing is left out.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/allocation.hpp"

namespace jalon::allocation {

struct Reduced {
  Problem problem;
  std::vector<Index> original;  // by candidate of `problem`
  std::vector<Index> position;  // by candidate of the whole problem; none = left out
};

/// `more`: the answer also holds for as many more units of capacity, wherever they are added. `wanted` stay
/// in any case.
Reduced reduce(const Problem& problem, const Rules& rules, std::int64_t more = 0,
               const std::vector<Index>& wanted = {});

/// What `propose` answers, by way of the reduced problem. Without marginals; `more` as above for their sake
/// is not needed. Candidates left out are said outranked, or as their options tell.
Proposal propose_reduced(const Problem& problem, const Rules& rules);

}  // namespace jalon::allocation
