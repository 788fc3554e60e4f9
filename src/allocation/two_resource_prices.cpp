#include "allocation/two_resource_prices.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace jalon::allocation {
namespace {

Scaled scaled(double price) {
  return std::llround(std::max(0.0, price) * static_cast<double>(scaled_unit));
}

}  // namespace

TwoResourcePricing::TwoResourcePricing(const TwoResources& two, SizedProgram program)
    : two_(two), program_(std::move(program)), sets_(two, program_.coefficient) {}

SetPrices TwoResourcePricing::begin_from(const UnitPrices& units) const {
  const Network& network = two_.network;
  SetPrices prices;
  prices.of_candidate.assign(network.candidates(), 0);
  prices.of_tier = units.of_tier;
  for (Index c = 0; c < network.candidates(); ++c) {
    const auto tier = static_cast<std::size_t>(network.tier[c]);
    const double paid = tier < units.of_tier.size() ? units.of_tier[tier] : 0;
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      if (!two_.fits(c, arc)) continue;
      const double gain = static_cast<double>(program_.coefficient[arc]) + paid - units.of(two_, c, arc);
      prices.of_candidate[c] = std::max(prices.of_candidate[c], gain);
    }
  }
  return prices;
}

/// What a place pays for a candidate: its price, less what its tier brings; `sum` gets what the prices add up
/// to.
std::vector<Scaled> TwoResourcePricing::net_prices(const SetPrices& prices, Scaled& sum) const {
  std::vector<Scaled> tier;
  sum = 0;
  for (std::size_t k = 0; k < prices.of_tier.size(); ++k) {
    tier.push_back(scaled(prices.of_tier[k]));
    sum -= tier[k] * program_.placed[k];
  }
  std::vector<Scaled> net(two_.network.candidates());
  for (Index c = 0; c < net.size(); ++c) {
    net[c] = scaled(prices.of_candidate[c]);
    sum += net[c];
    const auto k = static_cast<std::size_t>(two_.network.tier[c]);
    if (k < tier.size()) net[c] -= tier[k];
  }
  return net;
}

Scaled TwoResourcePricing::evaluate(const SetPrices& prices,
                                    const std::function<void(Index, const TwoResourceSets::Item&)>& chosen) {
  Scaled bound = 0;
  const std::vector<Scaled> net = net_prices(prices, bound);
  std::vector<const TwoResourceSets::Item*> set;
  for (Index p = 0; p < sets_.places(); ++p) {
    bound += sets_.best_set(p, net, set);
    for (const TwoResourceSets::Item* item : set) chosen(p, *item);
  }
  return bound;
}

void TwoResourcePricing::descend(SetPrices& prices, std::int64_t known, int steps,
                                 const std::function<double()>& seconds_left) {
  // Barahona and Anbil's volume algorithm: steps from the best prices, along the mean of the plans seen.
  constexpr double newest = 0.1;
  const Network& network = two_.network;
  const Index n = network.candidates();
  const std::size_t tiers = program_.placed.size();
  SetPrices tried = prices;
  std::vector<double> mean;  // by candidate how often placed, then by tier how many
  std::vector<double> seen(n + tiers);
  double reach = 1;
  int since_better = 0;
  for (int step = 0; step < steps && reach > 1e-4; ++step) {
    if (step > 0 && step % 4 == 0 && seconds_left() <= 0) return;
    std::fill(seen.begin(), seen.end(), 0.0);
    tried.bound = evaluate(tried, [&](Index, const TwoResourceSets::Item& item) {
      seen[item.candidate] += 1;
      const auto k = static_cast<std::size_t>(network.tier[item.candidate]);
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
    // A tier's many count by the square root of their number, else they would stop every step of the others.
    const auto missing = [&](std::size_t k) { return static_cast<double>(program_.placed[k]) - mean[n + k]; };
    double slope = 0;
    for (Index c = 0; c < n; ++c) {
      const double over = mean[c] - 1;
      if (over > 0 || prices.of_candidate[c] > 0) slope += over * over;
    }
    for (std::size_t k = 0; k < tiers; ++k) {
      if (missing(k) > 0 || prices.of_tier[k] > 0) slope += missing(k) * missing(k) / n;
    }
    if (slope <= 1e-9) return;
    const double best = static_cast<double>(prices.bound) / static_cast<double>(scaled_unit);
    const double length = reach * std::max(1e-4 * std::abs(best), 1e-3) / slope;
    for (Index c = 0; c < n; ++c)
      tried.of_candidate[c] = std::max(0.0, prices.of_candidate[c] + length * (mean[c] - 1));
    for (std::size_t k = 0; k < tiers; ++k)
      tried.of_tier[k] = std::max(0.0, prices.of_tier[k] + length * missing(k) / n);
  }
}

SetPricing::Losses TwoResourcePricing::losses(const SetPrices& prices) {
  const Network& network = two_.network;
  Scaled sum = 0;
  const std::vector<Scaled> net = net_prices(prices, sum);
  SetPricing::Losses losses;
  // An arc that fits nowhere stays beyond every core.
  losses.used.assign(network.arcs.size(), std::int64_t{1} << 62);
  std::vector<Scaled> out(network.arcs.size(), 0);
  for (Index p = 0; p < sets_.places(); ++p) sets_.losses(p, net, losses.used, out);
  losses.left_out.resize(network.candidates());
  for (Index c = 0; c < network.candidates(); ++c) {
    // Where it is, it is in no other place's set; left out, it is in none.
    Scaled elsewhere = 0;
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) elsewhere += out[arc];
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc)
      losses.used[arc] += elsewhere - out[arc];
    losses.left_out[c] = scaled(prices.of_candidate[c]) + elsewhere;
  }
  return losses;
}

}  // namespace jalon::allocation
