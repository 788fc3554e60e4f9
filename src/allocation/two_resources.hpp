// Places that hold two resources at once, room for persons and room for children say: what a candidate takes
// of the second one beside what the network says of the first.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "allocation/network.hpp"
#include "allocation/several_needs.hpp"

namespace jalon::allocation {

struct TwoResources {
  Network network;
  std::vector<std::int64_t> second;  // by place, what kept candidates leave
  std::vector<std::int64_t> takes;   // by candidate, of the second resource

  /// Whether the place could hold this candidate alone.
  bool fits(Index candidate, Index arc) const {
    const Index p = network.arcs[arc].place;
    return network.size_of(arc) <= network.capacity[p] && takes[candidate] <= second[p];
  }
};

/// Empty where the bonds say anything else than one resource more, or where kept candidates leave less than
/// nothing.
std::optional<TwoResources> two_resources(const Problem& problem, const Bonds& bonds, const Locks& locks,
                                          std::uint64_t seed);

}  // namespace jalon::allocation
