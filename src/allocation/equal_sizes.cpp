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

std::vector<EqualSize> sizes_of(const Network& network) {
  std::set<EqualSize> sizes;
  for (Index c = 0; c < network.candidates(); ++c) {
    const std::int64_t room = size_everywhere(network, c);
    if (room != 0) sizes.insert({room, network.takes_of(c)});
  }
  return {sizes.begin(), sizes.end()};
}

std::vector<Index> exchange_equals(const Network& network, Objective objective, const EqualSize& size,
                                   const std::vector<bool>& usable, std::vector<Index> arc_of) {
  Network equals;
  equals.place = network.place;
  equals.capacity = network.capacity;
  equals.tiers = network.tiers;
  equals.shift = network.shift;
  std::vector<std::int64_t> second = network.second;
  std::vector<Index> original;  // by arc
  for (Index c = 0; c < network.candidates(); ++c) {
    if (size_everywhere(network, c) != size.room || network.takes_of(c) != size.second) {
      if (arc_of[c] == none) continue;
      equals.capacity[network.arcs[arc_of[c]].place] -= network.size_of(arc_of[c]);
      if (network.has_second()) second[network.arcs[arc_of[c]].place] -= network.takes[c];
      continue;
    }
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      if (network.size_of(arc) != size.room || (arc != arc_of[c] && !usable.empty() && !usable[arc]))
        continue;
      equals.arcs.push_back(network.arcs[arc]);
      if (network.shift != 0) equals.wide.push_back(network.wide[arc]);
      original.push_back(arc);
    }
    if (equals.arcs.size() == equals.first.back()) continue;
    equals.candidate.push_back(c);
    equals.tier.push_back(network.tier[c]);
    equals.first.push_back(static_cast<Index>(equals.arcs.size()));
  }
  for (Index p = 0; p < network.places(); ++p) {
    std::int64_t& seats = equals.capacity[p];
    seats = std::max<std::int64_t>(0, seats) / size.room;
    if (size.second > 0) seats = std::min(seats, std::max<std::int64_t>(0, second[p]) / size.second);
  }
  if (equals.arcs.empty()) return arc_of;
  const Seating seating = solve_unit_demand(equals, objective);
  for (Index k = 0; k < equals.candidates(); ++k) {
    const Index arc = seating.arc_of()[k];
    arc_of[equals.candidate[k]] = arc == none ? none : original[arc];
  }
  return arc_of;
}

}  // namespace jalon::allocation
