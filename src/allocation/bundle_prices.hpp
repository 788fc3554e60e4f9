// Prices of the units of every resource in every place, found by subgradient steps on the values: what
// bundles gain once their units are paid, and a bound on what any plan is worth.
//
// Each step gives every party its best bundle at the prices in hand, raises the prices of what is asked too
// much and lowers the others. The bound is the sum of those gains and of the prices of all units: no plan is
// worth more, whatever the prices; the steps look for those that say it best. Prices end as whole multiples
// of a small share of a unit, so that what doubles add up is exact, and the bound a sum of whole numbers.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "allocation/bundle_search.hpp"
#include "allocation/bundles.hpp"

namespace jalon::allocation {

inline constexpr double no_bundle = -std::numeric_limits<double>::infinity();

class BundlePrices {
 public:
  /// `must` says which parties must have a bundle. Both must outlive the prices.
  BundlePrices(const Parties& parties, const std::vector<bool>& must);

  /// Steps while `seconds_left()` is above zero, one at least.
  void find(const std::function<double()>& seconds_left);

  /// Of every row: its value and `bonus(row)`, less what it takes at these prices.
  template <class Bonus>
  std::vector<double> gains(Bonus&& bonus) const {
    std::vector<double> gain(parties_.problem().options.count());
    for (Index row = 0; row < gain.size(); ++row) gain[row] = priced(row, bonus(row));
    return gain;
  }
  std::vector<double> gains() const {
    return gains([](Index) { return 0.0; });
  }
  /// Takes over prices found elsewhere, by resource and place, where they prove a lower bound.
  bool take(const std::vector<double>& price);
  /// Of every row, at other prices than those in hand.
  std::vector<double> gains_at(const std::vector<double>& price) const {
    std::vector<double> gain(parties_.problem().options.count());
    write_gains(price, gain);
    return gain;
  }
  std::size_t units() const { return units_.size(); }
  /// Where a unit of a resource stands among the prices.
  std::size_t at(std::size_t resource, Index place) const {
    return resource * parties_.problem().places.size() + place;
  }
  /// Of one unit.
  double price(std::size_t resource, Index place) const { return price_[at(resource, place)]; }
  /// No plan has a greater value.
  std::int64_t bound() const { return bound_; }

  /// The best bundle at these gains, and what it gains; false when the search was cut short.
  bool best_bundle(std::size_t party, const std::vector<double>& gain, std::int64_t steps, Bundle& best,
                   double& most) const;

 private:
  Index place(Index row) const { return parties_.problem().options.place[row]; }
  double priced(Index row, double bonus) const;
  void write_gains(const std::vector<double>& price, std::vector<double>& gain) const;
  double surely_no_more(std::size_t party, const std::vector<double>& gain) const;
  void choose_grain();
  double on_grain(double price) const;
  std::int64_t prove(const std::vector<double>& price);

  const Parties& parties_;
  const std::vector<bool>& must_;
  mutable BundleSearch search_;
  std::vector<std::int64_t> units_;  // by resource and place
  std::vector<double> price_;
  double grain_ = 1;       // prices are multiples of one over this
  double least_gain_ = 0;  // nobody gains less: what costs more is in no best bundle
  std::int64_t bound_ = std::numeric_limits<std::int64_t>::max();
};

inline constexpr std::int64_t steps_to_price = 20'000;

}  // namespace jalon::allocation
