// What is kept for those who will come: the potentials of `allocation/arrivals.hpp` on the département's own
// past, times the share that the committee chose. Without past, or with a share of 0, nothing is kept.
#pragma once

#include <string_view>
#include <vector>

#include "allocation/arrivals.hpp"
#include "proposals/allocation_rules.hpp"
#include "proposals/inputs.hpp"

namespace jalon::proposals {

inline constexpr int days_of_past = 364;

/// Writes the reserve of each offer of the step. `past`: the arrivals of the last `days_of_past` days, places
/// being positions among the offers of the step, in the order of `inputs.offers`.
void set_reserves(Inputs& inputs, std::string_view step, const std::vector<allocation::Arrival>& past,
                  const AllocationRules& rules);

}  // namespace jalon::proposals
