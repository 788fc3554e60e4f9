#include "allocation/bundle_choice.hpp"

#include <algorithm>

namespace jalon::allocation {
namespace {

constexpr std::size_t most_bundles = 60'000;  // a larger program would not pass its first relaxation in time
constexpr std::int64_t steps_to_list = 2'000'000;

}  // namespace

ChosenBundles bundles_within(const Parties& parties, const std::vector<bool>& must,
                             const BundlePrices& prices, double distance) {
  const std::vector<double> gain = prices.gains();
  ChosenBundles chosen;
  BundleSearch search(parties);
  const double each = static_cast<double>(most_bundles) / static_cast<double>(parties.count() + 1);
  for (std::size_t party = 0; party < parties.count(); ++party) {
    Bundle best;
    double most = 0;
    prices.best_bundle(party, gain, steps_to_list, best, most);
    const double above = most - distance - 1e-6;
    const std::size_t first = chosen.bundles.size();
    std::vector<std::pair<double, Bundle>> found;
    const bool whole = search.search(
        party, gain, [&] { return above; },
        [&](const Bundle& bundle, double sum) {
          if (!bundle.empty() || must[party]) found.emplace_back(-sum, bundle);
        },
        steps_to_list);
    chosen.complete = chosen.complete && whole;
    const auto room = static_cast<std::size_t>(
        std::max(4.0, each * static_cast<double>(party + 1) - static_cast<double>(first)));
    if (found.size() > room) {
      chosen.complete = false;
      std::nth_element(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(room), found.end());
      found.resize(room);
    }
    for (const auto& [rank, bundle] : found) chosen.bundles.emplace_back(party, bundle);
  }
  return chosen;
}

double small_distance(const Parties& parties, const BundlePrices& prices) {
  const std::vector<double> gain = prices.gains();
  std::vector<double> lost;
  for (Index c = 0; c < parties.problem().candidates.size(); ++c) {
    double best = 0;
    for (const Index row : parties.rows(c)) best = std::max(best, gain[row]);
    for (const Index row : parties.rows(c)) lost.push_back(best - gain[row]);
  }
  const std::size_t few = std::min(lost.size(), 3 * parties.problem().candidates.size() / 2);
  if (few == 0) return 1;
  std::nth_element(lost.begin(), lost.begin() + static_cast<std::ptrdiff_t>(few - 1), lost.end());
  return std::max(1.0, lost[few - 1]);
}

}  // namespace jalon::allocation
