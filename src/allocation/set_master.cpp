#include "allocation/set_master.hpp"

#include <algorithm>
#include <coin/ClpSimplex.hpp>
#include <vector>

namespace jalon::allocation {
namespace {

constexpr int most_rounds_in_vain = 150;

class SetMaster {
 public:
  SetMaster(const Network& network, SetPricing& pricing, const SetPrices& prices)
      : network_(network), pricing_(pricing), best_(prices) {
    program_.setLogLevel(0);
    program_.setOptimizationDirection(-1);
    program_.resize(static_cast<int>(rows()), 0);
    for (Index row = 0; row < rows(); ++row) program_.setRowBounds(static_cast<int>(row), -COIN_DBL_MAX, 1);
    for (std::size_t k = 0; k < tiers(); ++k) {
      program_.setRowBounds(static_cast<int>(tier_row(k)), static_cast<double>(kept(k)), COIN_DBL_MAX);
    }
    step_ = std::max(1e-4, 0.004 * mean_choice());
    add_boxes();
  }

  /// Until no set is better than those known and no box holds a price back.
  void solve(std::int64_t known, const std::function<double()>& seconds_left) {
    SetPrices tried = best_;
    bool solved = false;
    Scaled before = best_.bound;
    for (int since_better = 0; since_better < most_rounds_in_vain; ++since_better) {
      if (seconds_left && seconds_left() <= 0) return;
      const std::size_t added = price(tried, solved);
      if (best_.bound < (known + 1) * scaled_unit) return;
      if (before - best_.bound > scaled_unit / 100) since_better = 0;
      before = best_.bound;
      const bool closed = solved && units(best_.bound) - program_.objectiveValue() < 1e-3;
      if (closed || added == 0) {
        if (!boxes_hold()) return;
        move_boxes();
      }
      program_.primal();
      if (program_.status() != 0) return;
      solved = true;
      const double* dual = program_.dualRowSolution();
      for (Index c = 0; c < network_.candidates(); ++c) tried.of_candidate[c] = std::max(0.0, dual[c]);
      for (std::size_t k = 0; k < tiers(); ++k) tried.of_tier[k] = std::max(0.0, -dual[tier_row(k)]);
    }
  }

  const SetPrices& best() const { return best_; }

 private:
  /// How much there is to choose for a candidate, in the mean: prices in hand are off by little of that.
  double mean_choice() const {
    const std::vector<std::int64_t>& coefficient = pricing_.program().coefficient;
    double sum = 0;
    for (Index c = 0; c < network_.candidates(); ++c) {
      const auto begin = coefficient.begin() + network_.first[c];
      const auto [least, most] = std::minmax_element(begin, coefficient.begin() + network_.first[c + 1]);
      sum += static_cast<double>(*most - *least);
    }
    return sum / std::max<Index>(1, network_.candidates());
  }
  static double units(Scaled sum) { return static_cast<double>(sum) / static_cast<double>(scaled_unit); }
  std::size_t tiers() const { return pricing_.program().placed.size(); }
  std::int64_t kept(std::size_t k) const { return pricing_.program().placed[k]; }
  Index place_row(Index p) const { return network_.candidates() + p; }
  Index tier_row(std::size_t k) const {
    return network_.candidates() + network_.places() + static_cast<Index>(k);
  }
  Index rows() const { return tier_row(tiers()); }

  void add_column(const std::vector<int>& rows, const std::vector<double>& factors, double most,
                  double gain) {
    program_.addColumn(static_cast<int>(rows.size()), rows.data(), factors.data(), 0, most, gain);
  }

  /// What a price may rise or fall from where it is before that costs: one column each.
  void add_boxes() {
    for (Index c = 0; c < network_.candidates(); ++c) {
      add_column({static_cast<int>(c)}, {-1}, 1, 0);
      add_column({static_cast<int>(c)}, {1}, 1, 0);
    }
    for (std::size_t k = 0; k < tiers(); ++k) {
      const auto most = static_cast<double>(std::max<std::int64_t>(1, kept(k)));
      add_column({static_cast<int>(tier_row(k))}, {1}, most, 0);
      add_column({static_cast<int>(tier_row(k))}, {-1}, most, 0);
    }
    boxes_ = program_.numberColumns();
    move_boxes();
  }
  void move_boxes() {
    int column = 0;
    const auto around = [&](double price, double step) {
      program_.setObjectiveCoefficient(column++, -(price + step));
      program_.setObjectiveCoefficient(column++, std::max(0.0, price - step));
    };
    for (const double price : best_.of_candidate) around(price, step_);
    for (const double price : best_.of_tier) around(price, 4 * step_);
  }
  bool boxes_hold() const {
    const double* used = program_.primalColumnSolution();
    double sum = 0;
    // What falls to a price of nothing is held by no box.
    for (int column = 0; column < boxes_; ++column) {
      if (column % 2 == 0 || program_.objective()[column] > 0) sum += used[column];
    }
    return sum > 1e-6;
  }

  /// The best set of each place at these prices enters where it is better than those known; how many did.
  std::size_t price(SetPrices& prices, bool solved) {
    std::vector<std::vector<PlaceSets::Item>> sets(network_.places());
    prices.bound =
        pricing_.evaluate(prices, [&](Index p, const PlaceSets::Item& item) { sets[p].push_back(item); });
    if (prices.bound < best_.bound) best_ = prices;
    std::size_t added = 0;
    for (Index p = 0; p < network_.places(); ++p) {
      if (sets[p].empty()) continue;
      double gain = 0;
      std::vector<int> rows{static_cast<int>(place_row(p))};
      std::vector<double> tier(tiers(), 0);
      std::int64_t worth = 0;
      for (const PlaceSets::Item& item : sets[p]) {
        const auto k = static_cast<std::size_t>(network_.tier[item.candidate]);
        rows.push_back(static_cast<int>(item.candidate));
        worth += item.worth / scaled_unit;
        gain -= prices.of_candidate[item.candidate];
        if (k < tiers()) {
          tier[k] += 1;
          gain += prices.of_tier[k];
        }
      }
      gain += static_cast<double>(worth);
      if (solved && gain <= program_.dualRowSolution()[place_row(p)] + 1e-4) continue;
      std::vector<double> factors(rows.size(), 1);
      for (std::size_t k = 0; k < tiers(); ++k) {
        if (tier[k] == 0) continue;
        rows.push_back(static_cast<int>(tier_row(k)));
        factors.push_back(tier[k]);
      }
      add_column(rows, factors, COIN_DBL_MAX, static_cast<double>(worth));
      ++added;
    }
    return added;
  }

  const Network& network_;
  SetPricing& pricing_;
  SetPrices best_;
  ClpSimplex program_;
  double step_ = 1;
  int boxes_ = 0;
};

}  // namespace

void improve_prices(const Network& network, SetPricing& pricing, SetPrices& prices, std::int64_t known,
                    const std::function<double()>& seconds_left) {
  SetMaster master(network, pricing, prices);
  master.solve(known, seconds_left);
  prices = master.best();
}

}  // namespace jalon::allocation
