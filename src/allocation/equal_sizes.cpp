#include "allocation/equal_sizes.hpp"

#include <algorithm>
#include <set>

#include "allocation/unit_demand.hpp"

namespace jalon::allocation {
namespace {

/// What the candidate takes wherever they fit; 0 when that depends on the place, or they fit nowhere.
std::int64_t size_everywhere(const Network& network, Index c) {
  std::int64_t size = 0;
  for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
    const std::int64_t here = network.size_of(arc);
    if (here > network.capacity[network.arcs[arc].place]) continue;
    if (size != 0 && here != size) return 0;
    size = here;
  }
  return size;
}

}  // namespace

std::vector<std::int64_t> sizes_of(const Network& network) {
  std::set<std::int64_t> sizes;
  for (Index c = 0; c < network.candidates(); ++c) sizes.insert(size_everywhere(network, c));
  sizes.erase(0);
  return {sizes.begin(), sizes.end()};
}

std::vector<Index> exchange_equals(const Network& network, Objective objective, std::int64_t size,
                                   const std::vector<bool>& usable, std::vector<Index> arc_of) {
  Network equals;
  equals.place = network.place;
  equals.capacity = network.capacity;
  equals.tiers = network.tiers;
  equals.shift = network.shift;
  std::vector<Index> original;  // by arc
  for (Index c = 0; c < network.candidates(); ++c) {
    if (size_everywhere(network, c) != size) {
      if (arc_of[c] != none) equals.capacity[network.arcs[arc_of[c]].place] -= network.size_of(arc_of[c]);
      continue;
    }
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      if (network.size_of(arc) != size || (arc != arc_of[c] && !usable.empty() && !usable[arc])) continue;
      equals.arcs.push_back(network.arcs[arc]);
      if (network.shift != 0) equals.wide.push_back(network.wide[arc]);
      original.push_back(arc);
    }
    if (equals.arcs.size() == equals.first.back()) continue;
    equals.candidate.push_back(c);
    equals.tier.push_back(network.tier[c]);
    equals.first.push_back(static_cast<Index>(equals.arcs.size()));
  }
  for (std::int64_t& room : equals.capacity) room = std::max<std::int64_t>(0, room) / size;
  if (equals.arcs.empty()) return arc_of;
  const Seating seating = solve_unit_demand(equals, objective);
  for (Index k = 0; k < equals.candidates(); ++k) {
    const Index arc = seating.arc_of()[k];
    arc_of[equals.candidate[k]] = arc == none ? none : original[arc];
  }
  return arc_of;
}

}  // namespace jalon::allocation
