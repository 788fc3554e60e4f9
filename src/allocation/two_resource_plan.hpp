// A plan where places hold two resources, and the ways to a good one quickly: a greedy start by prices of
// units, exact knapsacks place by place, then emptying and refilling a few neighbouring places at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <utility>
#include <vector>

#include "allocation/two_resource_prices.hpp"

namespace jalon::allocation {

class TwoResourcePlan {
 public:
  /// Sums of `weight`, by arc, are what is made great. Only `usable` arcs are looked at; empty = all.
  TwoResourcePlan(const TwoResources& two, const std::vector<double>& weight,
                  const std::vector<bool>& usable = {});

  /// `per_value`: what one of value weighs, since prices are of values.
  void start_greedily(const UnitPrices& prices, double per_value);
  void start_from(const std::vector<Index>& arc_of);
  /// Knapsacks in every place, until none improves the plan or no second is left.
  void descend(const std::function<double()>& seconds_left);
  /// Empties and refills a few neighbouring places, keeping what is no worse, until `patience` times in a row
  /// found nothing better.
  void rebuild(const UnitPrices& prices, double per_value, int patience,
               const std::function<double()>& seconds_left);

  double worth() const { return worth_; }
  const std::vector<Index>& arc_of() const { return arc_of_; }

 private:
  void move(Index candidate, Index arc);
  /// The best set for place `p`, taking candidates from where they are; with prices, what they leave there
  /// counts.
  bool knapsack(Index p, const UnitPrices* prices, double per_value);
  void draw_neighbours(std::vector<Index>& around);

  const TwoResources& two_;
  const Network& network_;
  const std::vector<double>& weight_;
  TwoResourceSets sets_;
  std::vector<std::int64_t> room_left_;
  std::vector<std::int64_t> second_left_;
  std::vector<Index> arc_of_;
  double worth_ = 0;
  std::vector<std::pair<Index, Index>> log_;  // moves since the last rebuild began: candidate, arc before
  DoubleKnapsack knapsack_;
  std::vector<std::uint32_t> chosen_;
  std::vector<char> stays_;
  std::mt19937_64 random_{20181012};
};

}  // namespace jalon::allocation
