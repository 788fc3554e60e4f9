#include "allocation/count_bound.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace jalon::allocation {
namespace {

/// What one unit of each resource counts for in a sum of both. Any sum bounds the count; where there is no
/// second resource, one does.
struct Weighing {
  std::int64_t of_room = 1;
  std::int64_t of_second = 0;
};

std::vector<Weighing> weighings(const Network& network) {
  std::vector<Weighing> all{{1, 0}};
  if (!network.has_second()) return all;
  all.push_back({0, 1});
  constexpr std::int64_t unit = 64;
  for (std::int64_t other = 1; other <= unit; other += other < 16 ? 1 : 4) {
    all.push_back({unit, other});
    all.push_back({unit, unit * unit / other});
  }
  return all;
}

/// What all places hold of both, but what nobody could ever ask for.
std::pair<std::int64_t, std::int64_t> held_in_all(const Network& network) {
  std::vector<std::int64_t> room(network.places(), 0);
  std::vector<std::int64_t> second(network.places(), 0);
  for (Index c = 0; c < network.candidates(); ++c) {
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      const Index p = network.arcs[arc].place;
      if (network.size_of(arc) > network.capacity[p]) continue;
      room[p] += network.size_of(arc);
      second[p] += network.takes_of(c);
    }
  }
  std::pair<std::int64_t, std::int64_t> all{0, 0};
  for (Index p = 0; p < network.places(); ++p) {
    all.first += std::min(room[p], std::max<std::int64_t>(0, network.capacity[p]));
    if (network.has_second()) all.second += std::min(second[p], network.second[p]);
  }
  return all;
}

/// How many of a tier can do with so much at the least: room, and what they take of the second resource.
using Kinds = std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t>;

/// Those who fit nowhere left out.
std::vector<Kinds> kinds_of_tiers(const Network& network) {
  std::vector<Kinds> of_tier(static_cast<std::size_t>(network.tiers));
  for (Index c = 0; c < network.candidates(); ++c) {
    std::int64_t least = 0;
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      const std::int64_t size = network.size_of(arc);
      if (size <= network.capacity[network.arcs[arc].place])
        least = least == 0 ? size : std::min(least, size);
    }
    if (least != 0) ++of_tier[static_cast<std::size_t>(network.tier[c])][{least, network.takes_of(c)}];
  }
  return of_tier;
}

/// A tier by what one of them weighs, the lightest first: weight and how many.
std::vector<std::pair<std::int64_t, std::int64_t>> weighed(const Kinds& kinds, const Weighing& by) {
  std::vector<std::pair<std::int64_t, std::int64_t>> order;
  for (const auto& [kind, count] : kinds)
    order.emplace_back(by.of_room * kind.first + by.of_second * kind.second, count);
  std::sort(order.begin(), order.end());
  return order;
}

}  // namespace

std::vector<std::int64_t> most_placed(const Network& network, const std::vector<std::int64_t>& placed) {
  const std::vector<Weighing> ways = weighings(network);
  const auto [room, second] = held_in_all(network);
  std::vector<std::int64_t> left;  // by way of weighing
  for (const Weighing& by : ways) left.push_back(by.of_room * room + by.of_second * second);
  std::vector<std::int64_t> most;
  for (const Kinds& kinds : kinds_of_tiers(network)) {
    std::int64_t all = 0;
    for (const auto& [kind, count] : kinds) all += count;
    std::int64_t least = all;
    for (std::size_t way = 0; way < ways.size(); ++way) {
      std::int64_t entered = 0;
      std::int64_t rest = left[way];
      for (const auto& [weight, count] : weighed(kinds, ways[way])) {
        const std::int64_t here = weight == 0 ? count : std::clamp<std::int64_t>(rest / weight, 0, count);
        entered += here;
        rest -= here * weight;
        if (here < count) break;
      }
      least = std::min(least, entered);
    }
    const std::int64_t kept = std::min(all, most.size() < placed.size() ? placed[most.size()] : least);
    most.push_back(least);
    for (std::size_t way = 0; way < ways.size(); ++way) {
      std::int64_t more = kept;
      for (const auto& [weight, count] : weighed(kinds, ways[way])) {
        left[way] -= weight * std::min(more, count);
        more -= std::min(more, count);
      }
    }
  }
  return most;
}

std::int64_t bound_for_others(const Network& network, std::int64_t bound, const std::vector<double>& paid,
                              const std::vector<std::int64_t>& placed, const std::vector<std::int64_t>& now) {
  std::int64_t most = 0;  // whatever the prices
  for (Index c = 0; c < network.candidates(); ++c) {
    std::int64_t best = 0;
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc)
      best = std::max(best, network.value(arc));
    most += best;
  }
  double more = 0;
  for (std::size_t k = 0; k < placed.size(); ++k) {
    // Rounded to the side that holds whatever the rounding of prices.
    const double pay = placed[k] > now[k] ? std::ceil(paid[k] + 1) : std::floor(std::max(0.0, paid[k] - 1));
    more += pay * static_cast<double>(placed[k] - now[k]);
  }
  if (more + static_cast<double>(bound) >= static_cast<double>(most)) return most;
  return bound + static_cast<std::int64_t>(more);
}

}  // namespace jalon::allocation
