#include "allocation/set_prices.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace jalon::allocation {
namespace {

Scaled scaled(double price) {
  return std::llround(std::max(0.0, price) * static_cast<double>(scaled_unit));
}

using Sets = std::variant<PlaceSets, TwoResourceSets>;

Sets sets_of(const Network& network, const std::vector<std::int64_t>& coefficient) {
  if (network.has_second()) return Sets(std::in_place_type<TwoResourceSets>, network, coefficient);
  return Sets(std::in_place_type<PlaceSets>, network, coefficient);
}

}  // namespace

SetPrices prices_from_room(const Network& network, const SizedProgram& program, const RoomPrices& room) {
  SetPrices prices;
  prices.of_candidate.assign(network.candidates(), 0);
  prices.of_tier = room.of_tier;
  for (Index c = 0; c < network.candidates(); ++c) {
    const auto tier = static_cast<std::size_t>(network.tier[c]);
    const double paid = tier < prices.of_tier.size() ? prices.of_tier[tier] : 0;
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      if (network.size_of(arc) > network.capacity[network.arcs[arc].place]) continue;
      prices.of_candidate[c] =
          std::max(prices.of_candidate[c],
                   static_cast<double>(program.coefficient[arc]) + paid - room.cost(network, c, arc));
    }
  }
  return prices;
}

SetPricing::SetPricing(const Network& network, SizedProgram program)
    : network_(network), program_(std::move(program)), sets_(sets_of(network, program_.coefficient)) {}

bool SetPricing::affordable(const Network& network) {
  return network.has_second() ? TwoResourceSets::affordable(network, values_of(network))
                              : PlaceSets::affordable(network);
}

/// What a place pays for a candidate: its price, less what its tier brings; `sum` gets what the prices add up
/// to.
std::vector<Scaled> SetPricing::net_prices(const SetPrices& prices, Scaled& sum) const {
  std::vector<Scaled> tier;
  sum = 0;
  for (std::size_t k = 0; k < prices.of_tier.size(); ++k) {
    tier.push_back(scaled(prices.of_tier[k]));
    sum -= tier[k] * program_.placed[k];
  }
  std::vector<Scaled> net(network_.candidates());
  for (Index c = 0; c < network_.candidates(); ++c) {
    net[c] = scaled(prices.of_candidate[c]);
    sum += net[c];
    const auto k = static_cast<std::size_t>(network_.tier[c]);
    if (k < tier.size()) net[c] -= tier[k];
  }
  return net;
}

Scaled SetPricing::evaluate(const SetPrices& prices,
                            const std::function<void(Index, const SetItem&)>& chosen) {
  Scaled bound = 0;
  const std::vector<Scaled> net = net_prices(prices, bound);
  std::vector<const SetItem*> set;
  std::visit(
      [&](auto& sets) {
        for (Index p = 0; p < sets.places(); ++p) {
          bound += sets.best_set(p, net, set);
          for (const SetItem* item : set) chosen(p, *item);
        }
      },
      sets_);
  return bound;
}

void SetPricing::descend(SetPrices& prices, std::int64_t known, int steps,
                         const std::function<double()>& seconds_left) {
  // Barahona and Anbil's volume algorithm: steps from the best prices, along the mean of the plans seen.
  constexpr double newest = 0.1;
  const Index n = network_.candidates();
  const std::size_t tiers = program_.placed.size();
  SetPrices tried = prices;
  std::vector<double> mean;  // by candidate how often placed, then by tier how many
  std::vector<double> seen(n + tiers);
  double reach = 1;
  int since_better = 0;
  for (int step = 0; step < steps && reach > 1e-4; ++step) {
    if (step > 0 && step % 4 == 0 && seconds_left && seconds_left() <= 0) return;
    std::fill(seen.begin(), seen.end(), 0.0);
    tried.bound = evaluate(tried, [&](Index, const SetItem& item) {
      seen[item.candidate] += 1;
      const auto k = static_cast<std::size_t>(network_.tier[item.candidate]);
      if (k < tiers) seen[n + k] += 1;
    });
    if (mean.empty()) mean = seen;
    for (std::size_t k = 0; k < mean.size(); ++k) mean[k] += newest * (seen[k] - mean[k]);
    const bool first = step == 0;
    const Scaled gained = prices.bound - tried.bound;
    if (first || gained > 0) prices = tried;
    since_better = first || gained > scaled_unit / 100 ? 0 : since_better + 1;
    if (prices.bound < (known + 1) * scaled_unit) return;
    if (since_better >= 10) {
      reach *= 0.7;
      since_better = 0;
    }
    double slope = 0;
    for (Index c = 0; c < n; ++c) {
      const double over = mean[c] - 1;
      if (over > 0 || prices.of_candidate[c] > 0) slope += over * over;
    }
    // Tiers count by the square root of their number, else they would stop every step of the candidates.
    for (std::size_t k = 0; k < tiers; ++k) {
      const double under = static_cast<double>(program_.placed[k]) - mean[n + k];
      if (under > 0 || prices.of_tier[k] > 0) slope += under * under / n;
    }
    if (slope <= 1e-9) return;
    const double best = static_cast<double>(prices.bound) / static_cast<double>(scaled_unit);
    const double length = reach * std::max(1e-4 * std::abs(best), 1e-3) / slope;
    for (Index c = 0; c < n; ++c) {
      tried.of_candidate[c] = std::max(0.0, prices.of_candidate[c] + length * (mean[c] - 1));
    }
    for (std::size_t k = 0; k < tiers; ++k) {
      const double under = static_cast<double>(program_.placed[k]) - mean[n + k];
      tried.of_tier[k] = std::max(0.0, prices.of_tier[k] + length * under / n);
    }
  }
}

SetLosses SetPricing::losses(const SetPrices& prices) {
  Scaled sum = 0;
  const std::vector<Scaled> net = net_prices(prices, sum);
  SetLosses losses;
  // An arc that fits nowhere stays beyond every core.
  losses.used.assign(network_.arcs.size(), std::int64_t{1} << 62);
  std::vector<Scaled> out(network_.arcs.size(), 0);
  std::visit(
      [&](auto& sets) {
        for (Index p = 0; p < sets.places(); ++p) sets.losses(p, net, losses.used, out);
      },
      sets_);
  losses.left_out.resize(network_.candidates());
  for (Index c = 0; c < network_.candidates(); ++c) {
    // Where it is, it is in no other place's set; left out, it is in none.
    Scaled elsewhere = 0;
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) elsewhere += out[arc];
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      losses.used[arc] += elsewhere - out[arc];
    }
    losses.left_out[c] = scaled(prices.of_candidate[c]) + elsewhere;
  }
  return losses;
}

Scaled first_loss(const SetLosses& losses, Index places) {
  std::vector<Scaled> order = losses.used;
  const auto free =
      std::count_if(order.begin(), order.end(), [](Scaled loss) { return loss < scaled_unit / 64; });
  const std::size_t few = std::min(order.size(), static_cast<std::size_t>(free) + places);
  if (few == 0) return scaled_unit;
  std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(few - 1), order.end());
  return std::clamp<Scaled>(order[few - 1], 1, std::int64_t{1} << 60);
}

Core core_within(const Network& network, const SetLosses& losses, Scaled loss) {
  Core core;
  core.usable.resize(network.arcs.size());
  core.must.resize(network.candidates());
  for (Index arc = 0; arc < network.arcs.size(); ++arc) {
    core.usable[arc] = losses.used[arc] <= loss;
    core.arcs += core.usable[arc] ? 1 : 0;
  }
  for (Index c = 0; c < network.candidates(); ++c) core.must[c] = losses.left_out[c] > loss;
  return core;
}

}  // namespace jalon::allocation
