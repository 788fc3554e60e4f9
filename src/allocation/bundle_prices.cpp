#include "allocation/bundle_prices.hpp"

#include <algorithm>
#include <cmath>

namespace jalon::allocation {

BundlePrices::BundlePrices(const Parties& parties, const std::vector<bool>& must)
    : parties_(parties), must_(must) {
  for (std::size_t r = 0; r < parties.resources(); ++r) {
    for (Index p = 0; p < parties.problem().places.size(); ++p) units_.push_back(parties.capacity(r, p));
  }
  price_.assign(units_.size(), 0);
}

double BundlePrices::priced(Index row, double bonus) const {
  double gain = static_cast<double>(parties_.problem().options.value[row]) + bonus;
  for (std::size_t r = 0; r < parties_.resources(); ++r)
    gain -= price_[at(r, place(row))] * static_cast<double>(parties_.takes(r, row));
  return gain;
}

bool BundlePrices::best_bundle(std::size_t party, const std::vector<double>& gain, std::int64_t steps,
                               Bundle& best, double& most) const {
  most = must_[party] ? no_bundle : 0;
  best.clear();
  if (parties_.members(party).size() == 1) {
    // Bound to nobody: no walk, and nothing to sort.
    for (const Index row : parties_.rows(parties_.members(party).front())) {
      if (gain[row] <= most) continue;
      most = gain[row];
      best.assign(1, row);
    }
    return true;
  }
  return parties_.search(
      party, gain, [&] { return most; },
      [&](const Bundle& bundle, double sum) {
        most = sum;
        best = bundle;
      },
      steps);
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
  const int steps = static_cast<int>(
      std::clamp<std::size_t>(60'000'000 / (parties_.problem().options.count() + 1), 60, 300));
  for (int step = 0; step < steps && (step == 0 || seconds_left() > 0); ++step) {
    const std::vector<double> gain = gains();
    std::vector<double> excess(units_.size());
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
    if (!(bound > no_bundle)) return;  // a kept candidate cannot stand
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
  price_ = best_price;
  bound_ = static_cast<std::int64_t>(std::floor(best_bound + 1e-9 * std::abs(best_bound) + 1e-6));
}

}  // namespace jalon::allocation
