// The best prices that sets can prove: a linear program over the sets known, whose prices ask each place for
// a better one, until there is none (column generation, boxes around the prices in hand to keep them from
// swinging). One of the two files that know COIN-OR's Clp (EPL-2.0). What it answers is trusted for nothing:
// the bound is summed in integers from whatever prices come out.
#pragma once

#include <cstdint>
#include <functional>

#include "allocation/set_prices.hpp"

namespace jalon::allocation {

/// Betters `prices`, which come from `descend`, until they are the best, no plan can be better than `known`,
/// or no second is left.
void improve_prices(const Network& network, SetPricing& pricing, SetPrices& prices, std::int64_t known,
                    const std::function<double()>& seconds_left);

}  // namespace jalon::allocation
