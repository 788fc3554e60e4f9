// Prices of candidates instead of room: each place takes its best whole set, and no plan is worth more than
// the prices and these sets add up to (Dantzig-Wolfe). Far closer to the best plan than prices of room: what
// is left between them names the few options that a better plan could still use, the core.
#pragma once

#include <cstdint>
#include <functional>
#include <variant>
#include <vector>

#include "allocation/network.hpp"
#include "allocation/place_sets.hpp"
#include "allocation/sized_plan.hpp"
#include "allocation/two_resource_sets.hpp"

namespace jalon::allocation {

struct SetPrices {
  std::vector<double> of_candidate;  // what being placed costs
  std::vector<double> of_tier;       // what placing one of the tier is paid, by tier kept
  // No plan that keeps what is to be kept has a greater sum; this much as long as the prices were not asked.
  Scaled bound = std::int64_t{1} << 62;
};

/// The options that a plan can use which loses no more than so much against the bound.
struct Core {
  std::vector<bool> usable;  // by arc
  std::vector<bool> must;    // by candidate: such a plan places it
  std::size_t arcs = 0;
};

/// By arc and by candidate, what the bound loses if the arc must be used, or the candidate left out.
struct SetLosses {
  std::vector<Scaled> used;
  std::vector<Scaled> left_out;
};

class SetPricing {
 public:
  SetPricing(const Network& network, SizedProgram program);

  /// Whether a pass over all places stays affordable, and its sums exact.
  static bool affordable(const Network& network);

  const SizedProgram& program() const { return program_; }

  /// What the prices prove, and the sets of the places at them.
  Scaled evaluate(const SetPrices& prices, const std::function<void(Index, const SetItem&)>& chosen);

  /// Steps of the volume algorithm from `prices`, one at least and as long as they help; `known` = the sum of
  /// a plan in hand.
  void descend(SetPrices& prices, std::int64_t known, int steps, const std::function<double()>& seconds_left);

  SetLosses losses(const SetPrices& prices);

 private:
  std::vector<Scaled> net_prices(const SetPrices& prices, Scaled& sum) const;

  const Network& network_;
  SizedProgram program_;
  std::variant<PlaceSets, TwoResourceSets> sets_;
};

/// Prices of candidates that say what prices of room say: each at the most that an option gains them.
SetPrices prices_from_room(const Network& network, const SizedProgram& program, const RoomPrices& room);

/// What loses nothing, and a few more than that: where to begin to ask for plans.
Scaled first_loss(const SetLosses& losses, Index places);

Core core_within(const Network& network, const SetLosses& losses, Scaled loss);

}  // namespace jalon::allocation
