// The best whole set of candidates for each place at given prices: an exact knapsack per place, in integers,
// and what it would lose if one candidate had to be in it, or out of it.
//
// Of those who take the same room in a place only so many matter as would fill it alone, those of greatest
// gain: a table has some dozens of rows where hundreds are eligible.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "allocation/network.hpp"

namespace jalon::allocation {

/// Prices, gains and bounds in 1/65536 of a unit of value: sums are exact, whatever the rounding of a price.
using Scaled = std::int64_t;
inline constexpr Scaled scaled_unit = 65'536;

struct SetItem {
  Index candidate = none;
  Index arc = none;
  std::int32_t size = 1;
  std::int32_t takes = 0;  // of the second resource
  Scaled worth = 0;        // its coefficient, scaled

  bool same_kind(const SetItem& other) const { return size == other.size && takes == other.takes; }
};

class PlaceSets {
 public:
  using Item = SetItem;

  /// Arcs that fit; `usable` by arc, empty = all.
  PlaceSets(const Network& network, const std::vector<std::int64_t>& coefficient,
            const std::vector<bool>& usable = {});

  /// Whether a pass over all places stays affordable (capacities in persons do; in euros they may not).
  static bool affordable(const Network& network);

  Index places() const { return static_cast<Index>(first_.size() - 1); }
  const Item* begin(Index p) const { return items_.data() + first_[p]; }
  const Item* end(Index p) const { return items_.data() + first_[p + 1]; }
  std::size_t arcs() const { return items_.size(); }

  /// The most that a set of place `p` gains when candidate `c` costs `price[c]`; `chosen` gets its items.
  Scaled best_set(Index p, const std::vector<Scaled>& price, std::vector<const Item*>& chosen);

  /// What the best set of `p` loses if the arc must be in it, or must not; written by arc of the network.
  void losses(Index p, const std::vector<Scaled>& price, std::vector<Scaled>& in, std::vector<Scaled>& out);

 private:
  /// Those who can be in a best set, `spare` more of each size than fill the place.
  void keep_the_best(Index p, const std::vector<Scaled>& price, std::int64_t spare);

  std::vector<std::size_t> first_;
  std::vector<Item> items_;  // by place, then by size
  std::vector<std::int64_t> room_;
  std::vector<std::pair<Scaled, const Item*>> kept_;
  std::vector<Scaled> best_;
  std::vector<char> taken_;
  std::vector<Scaled> before_;
  std::vector<Scaled> after_;
};

}  // namespace jalon::allocation
