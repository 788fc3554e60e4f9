// Prices where places hold two resources. First of the units of both, by subgradient: rough, at once, and
// good enough to begin a plan from. Then of candidates: each place takes its best whole set of them within
// both limits, and no plan is worth more than the prices and these sets add up to (Dantzig and Wolfe's
// bound). What is left between them and a plan names the few options that a better plan could still use.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "allocation/set_prices.hpp"
#include "allocation/sized_plan.hpp"
#include "allocation/two_resource_sets.hpp"

namespace jalon::allocation {

/// Prices of one unit of room, and of one unit of the second resource, by place.
struct UnitPrices {
  std::vector<double> room;
  std::vector<double> second;
  std::vector<double> of_tier;  // what placing one of the tier is paid, by tier kept
  double bound = 0;             // as doubles add up

  double of(const TwoResources& two, Index candidate, Index arc) const {
    const Index p = two.network.arcs[arc].place;
    return room[p] * static_cast<double>(two.network.size_of(arc)) +
           second[p] * static_cast<double>(two.takes[candidate]);
  }
};

UnitPrices price_units(const TwoResources& two, const SizedProgram& program, int steps,
                       const std::function<double()>& seconds_left);

using TwoResourcePricing = PricingOfSets<TwoResourceSets, TwoResources>;

/// Prices of candidates that say what prices of units say.
SetPrices prices_from_units(const TwoResources& two, const SizedProgram& program, const UnitPrices& units);

}  // namespace jalon::allocation
