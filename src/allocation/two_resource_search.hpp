// Where places hold two resources: a good plan at once, its bound by whole sets of candidates, and the few
// options that a better plan could still use, for a proof.
//
// In order: prices of units and the plan they lead to; prices of candidates, by which each place takes its
// best whole set within both limits; a better plan among the options that lose least at these prices. All
// sums that a bound is made of are whole numbers.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "allocation/plain_solver.hpp"
#include "allocation/two_resource_plan.hpp"

namespace jalon::allocation {

class TwoResourceSearch {
 public:
  /// Whether places are small enough for tables, and values for exact sums.
  static bool affordable(const TwoResources& two);

  TwoResourceSearch(const TwoResources& two, const Rules& rules);

  void run();

  /// By candidate of the network the arc taken, or none.
  const std::vector<Index>& arc_of() const { return arc_of_; }
  /// No plan with at least as many placed of each tier has a greater value.
  std::int64_t bound() const { return bound_; }

  /// Whether prices tell what options lose: not where several tiers make one sum too large.
  bool priced() const { return pricing_.has_value(); }
  /// What a plan may lose at the prices found and still beat one of this worth; below nothing when none can.
  Scaled loss_to_beat(const Worth& worth) const;
  /// No plan that loses more than that is worth more, the tiers' weights added up.
  std::int64_t sum_beyond(Scaled loss) const;
  std::int64_t sum_of(const Worth& worth) const;
  /// The options that a plan can use which loses no more than that, and whom it must place.
  Core within(Scaled loss) const { return core_within(network_, losses_, loss); }
  /// Those that lose nothing, and a few more.
  Scaled first_loss() const { return allocation::first_loss(losses_, network_.places()); }

 private:
  double left() const;
  bool large() const;
  bool by_value() const { return rules_.objective == Objective::value; }
  void weigh();
  void price();
  void take_bound();
  void rebuild(const UnitPrices& units);
  void bound_value_of_as_many();
  Worth worth() const { return worth_of(network_, arc_of_); }
  std::vector<bool> promising(std::size_t arcs) const;
  std::vector<Index> plan_of_sets();

  const TwoResources& two_;
  const Network& network_;
  Rules rules_;
  std::vector<std::int64_t> tier_weight_;  // what entering is worth beside the value
  bool one_sum_ = true;                    // that adds up with the values
  std::vector<double> weight_;             // by arc, for plans
  double per_value_ = 1;
  std::vector<Index> arc_of_;
  std::int64_t bound_ = 0;
  std::optional<TwoResourcePricing> pricing_;
  SetPrices prices_;
  SetLosses losses_;
};

}  // namespace jalon::allocation
