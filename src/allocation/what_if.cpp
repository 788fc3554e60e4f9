// Other capacities, solved again: gains of several places do not add up.
#include <algorithm>

#include "allocation/allocation.hpp"

namespace jalon::allocation {
namespace {

/// Bounds of the value hold among plans that place as many; where tiers differ they say nothing.
WhatIf compare(const Proposal& now, Proposal then) {
  WhatIf answer;
  answer.difference.placed.assign(now.placed.size(), 0);
  for (std::size_t k = 0; k < now.placed.size(); ++k)
    answer.difference.placed[k] = then.placed[k] - now.placed[k];
  answer.difference.value = then.value - now.value;
  answer.difference.proven = now.status == Status::optimal && then.status == Status::optimal;
  answer.least = then.value - now.bound;
  answer.most = then.bound - now.value;
  const bool same_people = now.placed == then.placed;
  answer.differs = answer.difference.proven ? !same_people || answer.difference.value != 0
                                            : same_people && (answer.least > 0 || answer.most < 0);
  answer.then = std::move(then);
  return answer;
}

}  // namespace

WhatIf what_if(const Problem& problem, const Rules& rules, const std::vector<OtherRoom>& changes) {
  Rules quiet = rules;
  quiet.marginals = false;
  const Proposal now = propose(problem, quiet);
  Problem other = problem;
  for (const OtherRoom& change : changes) {
    std::int64_t& capacity = other.places[change.place].capacity;
    capacity = std::clamp<std::int64_t>(capacity + change.more, 0, largest_capacity);
  }
  return compare(now, propose_from(other, quiet, now.place_of));
}

std::vector<WhatIf> curve(const Problem& problem, const Rules& rules, Index place, int most) {
  Rules quiet = rules;
  quiet.marginals = false;
  const Proposal now = propose(problem, quiet);
  Problem other = problem;
  std::vector<WhatIf> points;
  std::vector<Index> from = now.place_of;
  for (int k = 1; k <= most; ++k) {
    ++other.places[place].capacity;
    points.push_back(compare(now, propose_from(other, quiet, from)));
    from = points.back().then.place_of;
  }
  return points;
}

}  // namespace jalon::allocation
