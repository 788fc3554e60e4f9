#include "allocation/bundle_prices.hpp"

#include <algorithm>
#include <cmath>

#include "allocation/total_weights.hpp"

namespace jalon::allocation {

BundlePrices::BundlePrices(const Parties& parties, const std::vector<bool>& must)
    : parties_(parties), must_(must), search_(parties) {
  for (std::size_t r = 0; r < parties.resources(); ++r) {
    for (Index p = 0; p < parties.problem().places.size(); ++p) units_.push_back(parties.capacity(r, p));
  }
  price_.assign(units_.size(), 0);
  choose_grain();
}

/// As fine as leaves the sums of a bundle exact in a double.
void BundlePrices::choose_grain() {
  double most = 1;
  const Values& value = parties_.problem().options.value;
  for (std::size_t row = 0; row < value.size(); ++row)
    most = std::max(most, std::abs(static_cast<double>(value[row])));
  std::size_t members = 1;
  for (std::size_t party = 0; party < parties_.count(); ++party)
    members = std::max(members, parties_.members(party).size());
  least_gain_ = -4 * most * static_cast<double>(members);
  const double bits = std::floor(std::log2(0x1p52 / (-least_gain_ * static_cast<double>(members))));
  grain_ = std::exp2(std::clamp(bits, 0.0, 16.0));
}

double BundlePrices::on_grain(double price) const {
  return std::round(std::max(0.0, price) * grain_) / grain_;
}

double BundlePrices::priced(Index row, double bonus) const {
  double gain = static_cast<double>(parties_.problem().options.value[row]) + bonus;
  for (std::size_t r = 0; r < parties_.resources(); ++r)
    gain -= price_[at(r, place(row))] * static_cast<double>(parties_.takes(r, row));
  return std::max(gain, least_gain_);
}

/// Of the rows that may be used, at these prices.
void BundlePrices::write_gains(const std::vector<double>& price, std::vector<double>& gain) const {
  const Problem& problem = parties_.problem();
  for (Index row = 0; row < gain.size(); ++row) {
    double left = static_cast<double>(problem.options.value[row]);
    const std::size_t p = problem.options.place[row];
    for (std::size_t r = 0; r < parties_.resources(); ++r)
      left -= price[r * problem.places.size() + p] * static_cast<double>(parties_.takes(r, row));
    gain[row] = std::max(left, least_gain_);
  }
}

bool BundlePrices::best_bundle(std::size_t party, const std::vector<double>& gain, std::int64_t steps,
                               Bundle& best, double& most) const {
  return search_.best(party, gain, must_[party], steps, best, most);
}

/// The bound that these prices prove, in whole numbers; they are on the grain. None where a kept candidate
/// cannot stand.
std::int64_t BundlePrices::prove(const std::vector<double>& price) {
  Total sum = 0;
  for (std::size_t k = 0; k < units_.size(); ++k) sum += static_cast<Total>(price[k] * grain_) * units_[k];
  std::vector<double> gain(parties_.problem().options.count());
  write_gains(price, gain);
  Bundle best;
  for (std::size_t party = 0; party < parties_.count(); ++party) {
    double most = 0;
    if (!best_bundle(party, gain, steps_to_price, best, most)) most = surely_no_more(party, gain);
    if (!(most > no_bundle)) return std::numeric_limits<std::int64_t>::max();
    sum += static_cast<Total>(most * grain_);
  }
  const auto grain = static_cast<Total>(grain_);
  const Total bound = sum >= 0 ? sum / grain : -((-sum + grain - 1) / grain);
  constexpr std::int64_t no_more = std::numeric_limits<std::int64_t>::max() - 1;
  return bound > no_more ? no_more : static_cast<std::int64_t>(bound);
}

bool BundlePrices::take(const std::vector<double>& price) {
  std::vector<double> rounded;
  for (const double one : price) rounded.push_back(on_grain(one));
  const std::int64_t bound = prove(rounded);
  if (bound >= bound_) return false;
  bound_ = bound;
  price_ = std::move(rounded);
  return true;
}

/// What no bundle of the party can exceed, cut short or not.
double BundlePrices::surely_no_more(std::size_t party, const std::vector<double>& gain) const {
  double sum = 0;
  for (const Index c : parties_.members(party)) {
    double best = parties_.must_take(c) ? no_bundle : 0;
    for (const Index row : parties_.rows(c)) best = std::max(best, gain[row]);
    sum += best;
  }
  return sum;
}

/// Subgradient steps on the values, every resource of every place priced.
void BundlePrices::find(const std::function<double()>& seconds_left) {
  price_.assign(units_.size(), 0);
  std::vector<double> best_price = price_;
  double best_bound = std::numeric_limits<double>::infinity();
  double patience = 1;
  int since_better = 0;
  std::vector<double> gain(parties_.problem().options.count());
  std::vector<double> excess(units_.size());
  const int steps = static_cast<int>(
      std::clamp<std::size_t>(60'000'000 / (parties_.problem().options.count() + 1), 60, 300));
  for (int step = 0; step < steps && (step == 0 || seconds_left() > 0); ++step) {
    write_gains(price_, gain);
    double bound = 0;
    for (std::size_t k = 0; k < units_.size(); ++k) {
      excess[k] = -static_cast<double>(units_[k]);
      bound += price_[k] * static_cast<double>(units_[k]);
    }
    Bundle best;
    for (std::size_t party = 0; party < parties_.count(); ++party) {
      double most = 0;
      const bool whole = best_bundle(party, gain, steps_to_price, best, most);
      bound += whole ? most : surely_no_more(party, gain);
      for (const Index row : best) {
        for (std::size_t r = 0; r < parties_.resources(); ++r)
          excess[at(r, place(row))] += static_cast<double>(parties_.takes(r, row));
      }
    }
    if (!(bound > no_bundle)) break;  // a kept candidate cannot stand
    if (bound < best_bound) {
      best_bound = bound;
      best_price = price_;
      since_better = 0;
    } else if (++since_better == 8) {
      patience *= 0.7;
      since_better = 0;
      price_ = best_price;
      continue;
    }
    double slope = 0;
    for (std::size_t k = 0; k < excess.size(); ++k)
      slope += excess[k] > 0 || price_[k] > 0 ? excess[k] * excess[k] : 0;
    if (slope == 0) break;
    const double length = patience * (0.01 * std::abs(best_bound) + bound - best_bound) / slope;
    for (std::size_t k = 0; k < excess.size(); ++k) price_[k] = std::max(0.0, price_[k] + length * excess[k]);
  }
  bound_ = std::numeric_limits<std::int64_t>::max();
  take(best_price);
}

}  // namespace jalon::allocation
