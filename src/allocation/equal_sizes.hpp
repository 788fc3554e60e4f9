// All candidates who take the same change places among themselves at once: what the others leave them is so
// many seats, and who takes them is unit demand, solved to its optimum. What a search place by place cannot
// see: chains of moves over any number of places.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "allocation/allocation.hpp"
#include "allocation/network.hpp"

namespace jalon::allocation {

/// What candidates take wherever they fit: room, and of the second resource where there is one.
struct EqualSize {
  std::int64_t room = 1;
  std::int64_t second = 0;
  auto operator<=>(const EqualSize&) const = default;
};

/// Ascending; those whose size depends on the place count for none.
std::vector<EqualSize> sizes_of(const Network& network);

/// `arc_of` with those of `size` where they are best, the others staying where they are. Of the arcs, those
/// `usable` and those in use count; empty = all.
std::vector<Index> exchange_equals(const Network& network, Objective objective, const EqualSize& size,
                                   const std::vector<bool>& usable, std::vector<Index> arc_of);

}  // namespace jalon::allocation
