#include "allocation/count_bound.hpp"

#include <algorithm>

namespace jalon::allocation {
namespace {

/// Room in all, but what nobody could ever ask for.
std::int64_t room_in_all(const Network& network) {
  std::vector<std::int64_t> asked(network.places(), 0);
  for (Index arc = 0; arc < network.arcs.size(); ++arc) {
    if (network.size_of(arc) <= network.capacity[network.arcs[arc].place])
      asked[network.arcs[arc].place] += network.size_of(arc);
  }
  std::int64_t room = 0;
  for (Index p = 0; p < network.places(); ++p)
    room += std::min(asked[p], std::max<std::int64_t>(0, network.capacity[p]));
  return room;
}

/// By tier, the least room that each of its candidates can do with, ascending; those who fit nowhere left
/// out.
std::vector<std::vector<std::int64_t>> least_room(const Network& network) {
  std::vector<std::vector<std::int64_t>> of_tier(static_cast<std::size_t>(network.tiers));
  for (Index c = 0; c < network.candidates(); ++c) {
    std::int64_t least = 0;
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      const std::int64_t size = network.size_of(arc);
      if (size <= network.capacity[network.arcs[arc].place])
        least = least == 0 ? size : std::min(least, size);
    }
    if (least != 0) of_tier[static_cast<std::size_t>(network.tier[c])].push_back(least);
  }
  for (std::vector<std::int64_t>& sizes : of_tier) std::sort(sizes.begin(), sizes.end());
  return of_tier;
}

}  // namespace

std::vector<std::int64_t> most_placed(const Network& network, const std::vector<std::int64_t>& placed) {
  std::vector<std::int64_t> most;
  std::int64_t room = room_in_all(network);
  for (const std::vector<std::int64_t>& sizes : least_room(network)) {
    std::int64_t count = 0;
    for (std::int64_t left = room; count < static_cast<std::int64_t>(sizes.size()); ++count) {
      left -= sizes[static_cast<std::size_t>(count)];
      if (left < 0) break;
    }
    const std::int64_t kept = most.size() < placed.size() ? placed[most.size()] : count;
    most.push_back(count);
    for (std::int64_t k = 0; k < std::min<std::int64_t>(kept, static_cast<std::int64_t>(sizes.size())); ++k)
      room -= sizes[static_cast<std::size_t>(k)];
  }
  return most;
}

}  // namespace jalon::allocation
