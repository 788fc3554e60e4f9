#include "allocation/unit_demand.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <stdexcept>

#include "allocation/filling.hpp"

namespace jalon::allocation {
namespace {

/// The least and the greatest value among the arcs.
struct Range {
  std::int64_t low = 0;
  std::int64_t high = 0;

  explicit Range(const Network& network) {
    if (network.arcs.empty()) return;
    low = high = network.value(0);
    for (Index arc = 1; arc < network.arcs.size(); ++arc) {
      low = std::min(low, network.value(arc));
      high = std::max(high, network.value(arc));
    }
  }
  std::int64_t width() const { return high - low + 1; }
};

/// The auction stops when nobody is off by more than one unit: a finer unit leaves less to repair, at the
/// price of a phase more.
int fineness(const Range& range, std::int64_t largest_base) {
  const auto bits = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(range.width())));
  const auto of_bases = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(largest_base)));
  return std::clamp(std::min(26 - bits, 26 - of_bases), 0, 7);
}

Weights make_weights(const Network& network, Objective objective, const Range& range, std::int64_t step) {
  Weights weights;
  weights.base.assign(static_cast<std::size_t>(network.tiers), 0);
  if (objective == Objective::coverage_then_value) {
    // Everybody brings something by entering, and a tier more than the next by `step`.
    std::int64_t base = std::max<std::int64_t>(1 - range.low, 0) + step - range.width();
    for (std::size_t k = weights.base.size(); k-- > 0; base += step) weights.base[k] = base;
  }
  weights.up = fineness(range, weights.base.empty() ? 0 : weights.base.front());
  return weights;
}

}  // namespace

Entrants entrants(const Seating& seating) {
  const Network& network = seating.network();
  Entrants result;
  result.tier.assign(network.places(), network.tiers);
  std::vector<Index> outside;
  for (Index c = 0; c < network.candidates(); ++c) {
    if (!seating.seated(c)) outside.push_back(c);
  }
  std::stable_sort(outside.begin(), outside.end(),
                   [&](Index a, Index b) { return network.tier[a] < network.tier[b]; });
  std::vector<Index> reached;
  const auto reach_from = [&](Index c, std::int32_t tier) {
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      const Index p = network.arcs[arc].place;
      if (result.tier[p] < network.tiers) continue;
      result.tier[p] = tier;
      reached.push_back(p);
    }
  };
  for (const Index c : outside) {
    reached.clear();
    reach_from(c, network.tier[c]);
    for (std::size_t next = 0; next < reached.size(); ++next) {
      const Index p = reached[next];
      if (seating.seats()[p] > 0 && seating.has_room(p)) result.improvable = true;
      for (Index k = 0; k < seating.held(p); ++k) {
        const Index j = seating.holder(p, k);
        if (network.tier[j] > network.tier[c]) result.improvable = true;
        reach_from(j, network.tier[c]);
      }
    }
  }
  return result;
}

Seating solve_unit_demand(const Network& network, Objective objective) {
  const Range range(network);
  // A chain of moves passes each place once: no sum of values along it outweighs this step.
  const std::int64_t enough = 2 * (std::int64_t{network.places()} + 1) * range.width();
  for (std::int64_t step = range.width();; step = std::min(enough, step * 16)) {
    if (step > std::numeric_limits<std::int64_t>::max() / 4 / std::max(1, network.tiers)) {
      throw std::logic_error("allocation: tiers, places and values too many for 64-bit weights");
    }
    Seating seating(network, make_weights(network, objective, range, step));
    seating.start_from(run_auction(network, seating.weights(), seating.seats()));
    for (Index c = 0; c < network.candidates(); ++c) {
      if (!seating.seated(c)) seating.settle(c);
    }
    fill_places(seating);
    if (!seating.proves_optimum())
      throw std::logic_error("allocation: the seating does not prove its optimum");
    settle_ties(seating);
    if (objective == Objective::value || !entrants(seating).improvable) return seating;
    if (step >= enough)
      throw std::logic_error("allocation: tiers do not come first though they outweigh the rest");
  }
}

}  // namespace jalon::allocation
