#include "allocation/bundle_master.hpp"

#include <algorithm>
#include <cfloat>
#include <coin/ClpSimplex.hpp>
#include <map>
#include <utility>

namespace jalon::allocation {
namespace {

constexpr int most_rounds = 60;
constexpr double seconds_a_cell = 5e-9;  // measured; the first solve, by rows and columns

class BundleMaster {
 public:
  BundleMaster(const Parties& parties, const std::vector<bool>& must, const std::vector<Bundle>& bundles)
      : parties_(parties), party_of_(parties.problem().candidates.size()) {
    program_.setLogLevel(0);
    for (std::size_t party = 0; party < parties.count(); ++party) {
      for (const Index c : parties.members(party)) party_of_[c] = static_cast<Index>(party);
    }
    std::vector<CoinBigIndex> start{0};
    std::vector<int> rows;
    std::vector<double> factors;
    std::vector<double> worth;
    bundles_ = bundles;
    for (const Bundle& bundle : bundles) {
      worth.push_back(add_factors(bundle, rows, factors));
      start.push_back(static_cast<CoinBigIndex>(rows.size()));
    }
    std::vector<double> least(rows_(), -DBL_MAX);
    std::vector<double> most(rows_(), 1);
    for (std::size_t party = 0; party < parties.count(); ++party) {
      if (must[party]) least[party] = 1;
    }
    for (std::size_t r = 0; r < parties.resources(); ++r) {
      for (Index p = 0; p < places(); ++p) most[unit_row(r, p)] = static_cast<double>(parties.capacity(r, p));
    }
    const std::vector<double> none(worth.size(), 0);
    const std::vector<double> all(worth.size(), DBL_MAX);
    program_.loadProblem(static_cast<int>(worth.size()), static_cast<int>(rows_()), start.data(), rows.data(),
                         factors.data(), none.data(), all.data(), worth.data(), least.data(), most.data());
    program_.setOptimizationDirection(-1);
  }

  /// False when stopped, or when no plan is made of these bundles.
  bool solve(double seconds, bool first) {
    program_.setMaximumSeconds(seconds);
    if (first) {
      program_.dual();
    } else {
      program_.primal();
    }
    return program_.status() == 0;
  }

  double value() const { return program_.objectiveValue(); }
  double price_of(std::size_t resource, Index place) const {
    return program_.dualRowSolution()[unit_row(resource, place)];
  }
  double price_of_party(std::size_t party) const { return program_.dualRowSolution()[party]; }

  double seconds_needed() const {
    return seconds_a_cell * static_cast<double>(rows_()) * static_cast<double>(bundles_.size());
  }
  /// What the program would give, the largest shares first.
  std::vector<ShareOfBundle> shares() const {
    std::vector<ShareOfBundle> shares;
    for (std::size_t k = 0; k < bundles_.size(); ++k) {
      const double share = program_.primalColumnSolution()[k];
      if (share > 1e-6)
        shares.push_back({party_of_[parties_.candidate_of(bundles_[k].front())], bundles_[k], share});
    }
    std::stable_sort(shares.begin(), shares.end(),
                     [](const ShareOfBundle& a, const ShareOfBundle& b) { return a.share > b.share + 1e-6; });
    return shares;
  }

  void add(const Bundle& bundle) {
    std::vector<int> rows;
    std::vector<double> factors;
    const double worth = add_factors(bundle, rows, factors);
    bundles_.push_back(bundle);
    program_.addColumn(static_cast<int>(rows.size()), rows.data(), factors.data(), 0, DBL_MAX, worth);
  }

 private:
  std::size_t places() const { return parties_.problem().places.size(); }
  std::size_t unit_row(std::size_t resource, Index place) const {
    return parties_.count() + resource * places() + place;
  }
  std::size_t rows_() const { return parties_.count() + parties_.resources() * places(); }

  double add_factors(const Bundle& bundle, std::vector<int>& rows, std::vector<double>& factors) const {
    std::map<std::size_t, double> takes;
    double worth = 0;
    for (const Index row : bundle) {
      worth += static_cast<double>(parties_.problem().options.value[row]);
      for (std::size_t r = 0; r < parties_.resources(); ++r) {
        const std::int64_t units = parties_.takes(r, row);
        if (units > 0)
          takes[unit_row(r, parties_.problem().options.place[row])] += static_cast<double>(units);
      }
    }
    rows.push_back(static_cast<int>(party_of_[parties_.candidate_of(bundle.front())]));
    factors.push_back(1);
    for (const auto& [row, units] : takes) {
      rows.push_back(static_cast<int>(row));
      factors.push_back(units);
    }
    return worth;
  }

  const Parties& parties_;
  std::vector<Index> party_of_;  // by candidate
  std::vector<Bundle> bundles_;  // by column
  ClpSimplex program_;
};

}  // namespace

std::vector<ShareOfBundle> improve_prices(const Parties& parties, const std::vector<bool>& must,
                                          const std::vector<Bundle>& bundles, std::int64_t known,
                                          BundlePrices& prices, const std::function<double()>& seconds_left) {
  std::vector<ShareOfBundle> shares;
  if (bundles.empty()) return shares;
  BundleMaster master(parties, must, bundles);
  if (seconds_left() < master.seconds_needed()) return shares;
  std::vector<double> price(prices.units());
  for (int round = 0; round < most_rounds && seconds_left() > 0; ++round) {
    if (!master.solve(seconds_left(), round == 0)) break;
    shares = master.shares();
    for (std::size_t r = 0; r < parties.resources(); ++r) {
      for (Index p = 0; p < parties.problem().places.size(); ++p)
        price[prices.at(r, p)] = master.price_of(r, p);
    }
    prices.take(price);
    if (prices.bound() <= known || static_cast<double>(prices.bound()) < master.value() + 1) break;
    // At these prices, not at those in hand, which may be others.
    const std::vector<double> gain = prices.gains_at(price);
    bool added = false;
    Bundle best;
    for (std::size_t party = 0; party < parties.count(); ++party) {
      double most = 0;
      prices.best_bundle(party, gain, steps_to_price, best, most);
      if (best.empty() || most <= master.price_of_party(party) + 1e-6) continue;
      master.add(best);
      added = true;
    }
    if (!added) break;
  }
  return shares;
}

}  // namespace jalon::allocation
