// One number per arc such that the greater sum is the better plan: tiers outweigh each other and the values
// outright. For indivisible sizes, where no smaller weights can be trusted. Sums stay within 126 bits.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "allocation/network.hpp"

namespace jalon::allocation {

__extension__ using Total = __int128;

class TotalWeights {
 public:
  TotalWeights(const Network& network, Objective objective)
      : network_(network), tier_(static_cast<std::size_t>(network.tiers)) {
    const Total n = static_cast<Total>(network.candidates()) + 1;
    Total largest = 1;
    for (Index a = 0; a < network.arcs.size(); ++a) {
      largest = std::max<Total>(largest, network.value(a) < 0 ? -network.value(a) : network.value(a));
    }
    const bool value_first = objective == Objective::value;
    // Tiers beyond what the bits can tell apart count as one (a dozen tiers of a thousand candidates fit).
    const Total most = (Total{1} << 124) / n / (value_first ? 2 * largest : 1);
    Total step = value_first ? 1 : 2 * n * largest;
    for (std::size_t k = tier_.size(); k-- > 0;) {
      tier_[k] = step;
      if (step <= most / n) step *= n;
    }
    if (value_first) value_ = 2 * step;
  }

  Total of(Index candidate, Index arc) const {
    return tier_[static_cast<std::size_t>(network_.tier[candidate])] + value_ * network_.value(arc);
  }

  /// What one unit of value weighs.
  Total per_value() const { return value_; }

 private:
  const Network& network_;
  std::vector<Total> tier_;
  Total value_ = 1;
};

}  // namespace jalon::allocation
