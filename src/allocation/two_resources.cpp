#include "allocation/two_resources.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace jalon::allocation {
namespace {

/// The same without the arcs of places that could not hold their candidate alone.
Network with_second(const Network& all, std::vector<std::int64_t> second, std::vector<std::int64_t> takes) {
  Network network;
  network.place = all.place;
  network.capacity = all.capacity;
  network.tiers = all.tiers;
  network.shift = all.shift;
  network.second = std::move(second);
  for (Index c = 0; c < all.candidates(); ++c) {
    for (Index arc = all.first[c]; arc < all.first[c + 1]; ++arc) {
      const Index p = all.arcs[arc].place;
      if (all.size_of(arc) > network.capacity[p] || takes[c] > network.second[p]) continue;
      network.arcs.push_back(all.arcs[arc]);
      if (all.shift != 0) network.wide.push_back(all.wide[arc]);
      network.size.push_back(static_cast<std::int32_t>(all.size_of(arc)));
    }
    if (network.arcs.size() == network.first.back()) continue;
    network.first.push_back(static_cast<Index>(network.arcs.size()));
    network.candidate.push_back(all.candidate[c]);
    network.tier.push_back(all.tier[c]);
    network.takes.push_back(takes[c]);
  }
  return network;
}

}  // namespace

std::optional<Network> two_resources(const Problem& problem, const Bonds& bonds, const Locks& locks,
                                     std::uint64_t seed) {
  if (bonds.resources.size() != 1 || !bonds.conflicts.empty() || !bonds.requirements.empty()) return {};
  const Resource& resource = bonds.resources.front();
  std::vector<std::int64_t> left = resource.capacity;
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    if (locks.kept_at[c] != none) left[locks.kept_at[c]] -= resource.size[c];
  }
  if (std::any_of(left.begin(), left.end(), [](std::int64_t units) { return units < 0; })) return {};
  const Network all = make_network(problem, locks, seed);
  std::vector<std::int64_t> second;
  std::vector<std::int64_t> takes;
  for (const Index p : all.place) second.push_back(left[p]);
  for (const Index c : all.candidate) takes.push_back(resource.size[c]);
  return with_second(all, std::move(second), std::move(takes));
}

}  // namespace jalon::allocation
