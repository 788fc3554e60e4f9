// A plan with indivisible sizes, and the ways to a good one quickly: prices per unit of room from the
// Lagrangean relaxation, a greedy start by them, exact knapsacks place by place, then destroying and
// rebuilding a few places at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include "allocation/double_knapsack.hpp"
#include "allocation/equal_sizes.hpp"
#include "allocation/network.hpp"
#include "allocation/total_weights.hpp"

namespace jalon::allocation {

/// What is asked: the greatest sum of coefficients over plans that place at least so many of the first tiers.
struct SizedProgram {
  std::vector<std::int64_t> coefficient;  // by arc
  std::vector<std::int64_t> placed;       // by tier, first ones first; may be empty
};

/// Coefficients that count the candidates of one tier, or the values.
std::vector<std::int64_t> count_tier(const Network& network, std::int32_t tier);
std::vector<std::int64_t> values_of(const Network& network);

/// Prices per unit of room, and of the second resource where there is one, and the bound that they prove: no
/// plan that keeps what is to be kept has a sum above `bound`.
struct RoomPrices {
  std::vector<double> price;
  std::vector<double> of_tier;  // what placing one of the tier is paid, by tier kept
  std::int64_t bound = 0;
  std::vector<double> second = {};

  double cost(const Network& network, Index candidate, Index arc) const {
    const Index p = network.arcs[arc].place;
    const double room = price[p] * static_cast<double>(network.size_of(arc));
    return second.empty() ? room : room + second[p] * static_cast<double>(network.takes[candidate]);
  }
};

/// By subgradient steps. The bound is summed in integers, from prices rounded to 1/256.
RoomPrices price_room(const Network& network, const SizedProgram& program, int steps);

/// By arc, whether a plan of more than `value` may still use it, by the reduced costs at these prices.
std::vector<bool> arcs_not_ruled_out(const Network& network, const RoomPrices& prices, std::int64_t value);

class SizedPlan {
 public:
  /// Only `usable` arcs are looked at to better a plan; empty = all.
  SizedPlan(const Network& network, Objective objective, const std::vector<bool>& usable = {});

  void start_greedily(const RoomPrices& prices);
  /// Whoever uses an arc that is not to be looked at is left out.
  void start_from(const std::vector<Index>& arc_of);
  /// Knapsacks in every place, until none improves the plan or no second is left.
  void descend(const std::function<double()>& seconds_left);
  /// Empties and refills a few neighbouring places, keeping what is no worse, until `patience` times in a row
  /// found nothing better.
  void rebuild(const RoomPrices& prices, int patience, const std::function<double()>& seconds_left);

  /// All of one size change places at once, size by size, until none improves the plan.
  void exchange(const std::function<double()>& seconds_left);
  /// Whoever takes room that is worth more than they are leaves it, whoever is worth more than the room
  /// enters where smaller ones make some, and these go where there is some left: as long as that betters the
  /// plan.
  void make_room(const RoomPrices& prices, const std::function<double()>& seconds_left);

  Total worth() const { return worth_; }
  const std::vector<Index>& arc_of() const { return arc_of_; }

 private:
  struct Item {
    Index candidate;
    Index arc;
    std::int64_t size;
    Total gain;
  };

  void move(Index candidate, Index arc);
  void put(const std::vector<Index>& arc_of);
  bool exchange_once(const std::function<double()>& seconds_left);
  double gain(Index candidate, Index arc, const RoomPrices& prices) const;
  void enter_all(const RoomPrices& prices);
  bool enter(Index candidate, const RoomPrices& prices);
  void undo(std::size_t moves = 0);
  bool has_room(Index candidate, Index arc) const;
  /// The most that a set of `items_` gains in place `p`, which `chosen_` then has; none where tables would be
  /// too large.
  std::optional<Total> best_set(Index p);
  std::optional<Total> best_set_of_two(Index p);
  /// The best set for place `p`, taking candidates from where they are; with prices, the room they leave
  /// counts.
  bool knapsack(Index p, const RoomPrices* prices);

  const Network& network_;
  Objective objective_;
  std::vector<bool> usable_;
  std::vector<EqualSize> sizes_;
  TotalWeights weights_;
  std::vector<std::int64_t> left_;
  std::vector<std::int64_t> second_left_;  // empty where there is no second resource
  std::vector<Index> arc_of_;
  std::vector<Total> weight_;                      // by arc
  std::vector<std::size_t> first_;                 // arcs to a place
  std::vector<std::pair<Index, Index>> eligible_;  // candidate, arc
  Total worth_ = 0;
  Total per_value_ = 1;                       // what one of value weighs
  std::vector<std::pair<Index, Index>> log_;  // moves since the last rebuild began: candidate, arc before
  std::vector<Item> items_;
  std::vector<Total> best_;
  std::vector<char> taken_;
  DoubleKnapsack within_two_;
  std::vector<std::uint32_t> chosen_;  // of `items_`
  std::mt19937_64 random_{20181012};
};

}  // namespace jalon::allocation
