// How many candidates any plan can place, tier by tier, whatever the values: those who take the least room
// enter first, as if all places were one. With sizes this is no plan, but no plan places more. Of two
// resources the sum is asked, one unit of the second counting for more or less of the first: the least of
// many such sums.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/network.hpp"

namespace jalon::allocation {

/// By tier, the most that a plan can place which places at least `placed` of the tiers before it. `placed`
/// may be shorter than there are tiers: of the others, what is found for them counts as placed.
std::vector<std::int64_t> most_placed(const Network& network, const std::vector<std::int64_t>& placed);

/// `bound` is of plans that place at least `placed` of each tier; that of plans which place at least `now`:
/// each one fewer may be worth more by what prices pay for placing one, each one more is worth as much less.
std::int64_t bound_for_others(const Network& network, std::int64_t bound, const std::vector<double>& paid,
                              const std::vector<std::int64_t>& placed, const std::vector<std::int64_t>& now);

}  // namespace jalon::allocation
