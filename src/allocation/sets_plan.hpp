// From the places' best sets to a plan: whom several places want stays where leaving costs most, and the rest
// is put right among the options that lose little, more of them as long as fewer are placed than could be.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "allocation/core_search.hpp"
#include "allocation/network.hpp"
#include "allocation/sized_plan.hpp"

namespace jalon::allocation {

/// `most` by tier, how many could be placed at most (coverage first), or empty.
std::vector<Index> plan_from_sets(const Network& network, Objective objective, CoreSearch& search,
                                  const RoomPrices& prices, const std::vector<std::int64_t>& most,
                                  const std::function<double()>& seconds_left);

}  // namespace jalon::allocation
