// Indivisible sizes: a good plan at once, the proven optimum where time allows, and always a bound.
//
// In order: all plans, when they are few; prices of room and the plan they lead to; prices of candidates, by
// which each place takes its best whole set, and the plan these lead to; then branch and cut on the few arcs
// that such a bound leaves a better plan. Where capacities are too large for tables, branch and cut has all
// arcs that the prices of room do not rule out.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "allocation/allocation.hpp"
#include "allocation/network.hpp"
#include "allocation/set_prices.hpp"

namespace jalon::allocation {

struct SizedAnswer {
  std::vector<Index> arc_of;
  bool proven = false;
  // No plan that places at least as many of each tier has a greater value; equal to it when proven. For the
  // objective `value`, no plan at all has.
  std::int64_t bound = 0;
  // Objective `coverage_then_value`: by tier, no plan that places as many of the tiers before it places more.
  std::vector<std::int64_t> placed_bound;
  // The prices by which the value was proven, of plans that place as many as could be at most (coverage
  // first).
  std::optional<SetPrices> prices;
};

/// All plans are tried if that takes no more steps than this: some milliseconds.
inline constexpr std::int64_t few_plans = 300'000;

/// `start` may be empty; else a plan to begin from.
SizedAnswer solve_sized(const Network& network, const Rules& rules, const std::vector<Index>& start,
                        std::int64_t few = few_plans);

/// By place of the network, what one more unit of capacity adds to the optimum, and one fewer takes: proven
/// from the prices of the answer, of which one place says something else, or solved again from the plan in
/// hand.
std::vector<Marginal> sized_marginals(const Network& network, const Rules& rules, const SizedAnswer& answer);

}  // namespace jalon::allocation
