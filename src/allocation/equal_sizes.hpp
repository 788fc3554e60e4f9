// All candidates of one size change places among themselves at once: what the others leave them is so many
// seats, and who takes them is unit demand, solved to its optimum. What a search place by place cannot see:
// chains of moves over any number of places.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/allocation.hpp"
#include "allocation/network.hpp"

namespace jalon::allocation {

/// The sizes that candidates take wherever they fit, ascending; those whose size depends on the place count
/// for none.
std::vector<std::int64_t> sizes_of(const Network& network);

/// `arc_of` with those of `size` where they are best, the others staying where they are. Of the arcs, those
/// `usable` and those in use count; empty = all.
std::vector<Index> exchange_equals(const Network& network, Objective objective, std::int64_t size,
                                   const std::vector<bool>& usable, std::vector<Index> arc_of);

}  // namespace jalon::allocation
