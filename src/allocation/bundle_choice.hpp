// Which bundles are worth looking at: those that lose little against their party's best at the prices in
// hand.
#pragma once

#include <utility>
#include <vector>

#include "allocation/bundle_prices.hpp"

namespace jalon::allocation {

struct ChosenBundles {
  std::vector<std::pair<Index, Bundle>> bundles;  // with their party
  bool complete = true;                           // none is missing
};

/// Those that lose no more than `distance`. Where these are too many, the best of each party.
ChosenBundles bundles_within(const Parties& parties, const std::vector<bool>& must,
                             const BundlePrices& prices, double distance);

/// What bundles lose that matter little: so much that a few rows of each candidate are within it.
double small_distance(const Parties& parties, const BundlePrices& prices);

}  // namespace jalon::allocation
