// Tiers and values in one sum, as whole numbers that an integer solver can be trusted with.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/network.hpp"

namespace jalon::allocation {

/// Coefficients that put the tiers before each other and before all values; empty where they could add up to
/// `largest`.
std::vector<std::int64_t> tiers_before_values(const Network& network, double largest);

/// By candidate, weights that put the tiers before each other; empty where they could add up to `largest`.
/// All together they weigh less than `more_than_all`.
std::vector<std::int64_t> weights_of_tiers(const Network& network, double largest,
                                           std::int64_t& more_than_all);

}  // namespace jalon::allocation
