// Which pairs of places are never given to the same person: asked millions of times over.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "allocation/problem.hpp"

namespace jalon::allocation {

class PlaceConflicts {
 public:
  PlaceConflicts(std::size_t places, const std::vector<std::pair<Index, Index>>& pairs);

  bool empty() const { return both_ways_.empty(); }
  bool between(Index a, Index b) const;

 private:
  std::size_t places_;
  std::vector<bool> table_;                         // by pair, where there are not too many places
  std::vector<std::pair<Index, Index>> both_ways_;  // sorted
};

}  // namespace jalon::allocation
