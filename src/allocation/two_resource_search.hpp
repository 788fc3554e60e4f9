// Where places hold two resources: the engine of sizes (`sized.hpp`) on a network that knows both, as needs
// that are bound to each other ask for it.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/plain_solver.hpp"
#include "allocation/set_prices.hpp"
#include "allocation/sized.hpp"
#include "allocation/two_resources.hpp"

namespace jalon::allocation {

class TwoResourceSearch {
 public:
  /// Whether places are small enough for tables, and values for exact sums.
  static bool affordable(const TwoResources& two) { return SetPricing::affordable(two.network); }

  TwoResourceSearch(const TwoResources& two, const Rules& rules) : network_(two.network), rules_(rules) {}

  void run() { answer_ = solve_sized(network_, rules_, {}); }

  /// By candidate of the network the arc taken, or none.
  const std::vector<Index>& arc_of() const { return answer_.arc_of; }
  /// No plan with at least as many placed of each tier has a greater value.
  std::int64_t bound() const { return answer_.bound; }

  // What is left to a proof on options that lose little: nothing but the plan where it is proven, else all.
  bool priced() const { return true; }
  Scaled loss_to_beat(const Worth& /*worth*/) const { return answer_.proven ? -1 : any_loss; }
  Scaled first_loss() const { return any_loss; }
  Core within(Scaled loss) const;
  /// No plan that loses more than that is worth more.
  std::int64_t sum_beyond(Scaled /*loss*/) const { return answer_.bound; }
  std::int64_t sum_of(const Worth& worth) const { return worth.value; }

 private:
  static constexpr Scaled any_loss = std::int64_t{1} << 60;

  const Network& network_;
  Rules rules_;
  SizedAnswer answer_;
};

}  // namespace jalon::allocation
