// Branch and bound on a core by prices of candidates: at every node each place takes its best whole set (an
// exact knapsack over the few options left), prices take a few steps towards a mix of sets that asks for
// everybody once (`core_balance.hpp`), and what a better plan cannot use any more is taken out. Bounds are
// far closer than those of a linear relaxation of the same options, and a node costs microseconds; all sums
// are integers, so that nothing depends on a tolerance.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "allocation/core_items.hpp"
#include "allocation/network.hpp"
#include "allocation/set_prices.hpp"

namespace jalon::allocation {

struct TreeAnswer {
  std::vector<Index> arc_of;  // the best plan with a sum of `least` at least; empty when none was found
  bool proven = false;        // there is no better one
};

/// What the sum is known to lie between: a plan at hand has `least` - 1, none has more than `most`.
struct TreeBounds {
  std::int64_t least = 0;
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
};

/// Not proven when no second is left, or a good many nodes were not enough.
TreeAnswer search_core_tree(const Network& network, const TreeProgram& program, const Core& core,
                            const SetPrices& prices, const TreeBounds& bounds,
                            const std::function<double()>& seconds_left);

}  // namespace jalon::allocation
