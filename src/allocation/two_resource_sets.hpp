// The best whole set of candidates for each place that holds two resources, at given prices, and what it
// would lose if one candidate had to be in it, or out of it (the knapsacks of `double_knapsack.hpp`).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "allocation/double_knapsack.hpp"
#include "allocation/network.hpp"
#include "allocation/place_sets.hpp"

namespace jalon::allocation {

class TwoResourceSets {
 public:
  using Item = SetItem;

  /// Arcs that fit; `usable` by arc, empty = all.
  TwoResourceSets(const Network& network, const std::vector<std::int64_t>& coefficient,
                  const std::vector<bool>& usable = {});

  /// Whether a pass over all places stays affordable, and the sums of its tables exact.
  static bool affordable(const Network& network, const std::vector<std::int64_t>& coefficient);

  Index places() const { return static_cast<Index>(first_.size() - 1); }
  /// By what they take: nothing of the second resource first.
  const Item* begin(Index p) const { return items_.data() + first_[p]; }
  const Item* end(Index p) const { return items_.data() + first_[p + std::size_t{1}]; }
  /// Room beyond what all who are eligible take is no room.
  std::int64_t room(Index p) const { return room_[p]; }
  std::int64_t second(Index p) const { return second_[p]; }

  /// The most that a set of place `p` gains when candidate `c` costs `price[c]`; `chosen` gets its items.
  Scaled best_set(Index p, const std::vector<Scaled>& price, std::vector<const Item*>& chosen);

  /// What the best set of `p` loses if the arc must be in it, or must not; written by arc of the network.
  void losses(Index p, const std::vector<Scaled>& price, std::vector<Scaled>& in, std::vector<Scaled>& out);

 private:
  void gather(Index p, const std::vector<Scaled>& price, std::int64_t spare);

  std::vector<std::size_t> first_;
  std::vector<Item> items_;
  std::vector<std::int64_t> room_;
  std::vector<std::int64_t> second_;
  DoubleKnapsack knapsack_;
  std::vector<std::uint32_t> tags_;
};

}  // namespace jalon::allocation
