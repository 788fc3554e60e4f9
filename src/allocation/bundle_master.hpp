// The best prices of units that bundles can prove: a linear program over the bundles known, whose prices ask
// each party for a better one, until there is none. One of the two files that know COIN-OR's Clp (EPL-2.0).
// What it answers is trusted for nothing: the bound is summed in whole numbers from whatever prices come out.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "allocation/bundle_prices.hpp"

namespace jalon::allocation {

/// How much of a bundle the program would give its party, between nothing and one.
struct ShareOfBundle {
  Index party = 0;
  Bundle bundle;
  double share = 0;
};

/// Betters `prices` from bundles that lose little at them, until they are the best there are, no plan can be
/// better than `known`, or no second is left. `must` says which parties must have a bundle. Returns the last
/// program's shares, the largest first: nearly a plan. Empty where there is no time for it.
std::vector<ShareOfBundle> improve_prices(const Parties& parties, const std::vector<bool>& must,
                                          const std::vector<Bundle>& bundles, std::int64_t known,
                                          BundlePrices& prices, const std::function<double()>& seconds_left);

}  // namespace jalon::allocation
