// One number to compare plans by, for unit demand: what a candidate of this tier brings by entering at this
// value.
//
// weight = (base[tier] + value) * 2^up. The bases order the tiers; they are as small as the answer allows
// (the solver proves afterwards that larger ones would change nothing), since large ones cost time. `up`
// gives prices room between two values.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/network.hpp"

namespace jalon::allocation {

struct Weights {
  std::vector<std::int64_t> base;  // by tier of the network; 0 throughout for the objective `value`
  int up = 0;

  std::int64_t of(const Network& network, Index candidate, Index arc) const {
    return (base[static_cast<std::size_t>(network.tier[candidate])] + network.value(arc)) *
           (std::int64_t{1} << up);
  }
};

}  // namespace jalon::allocation
