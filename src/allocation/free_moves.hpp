// The moves that cost nothing at the prices of a seating: for every candidate, the arcs that are as good as
// the seat they have, or as staying out. They stay the same while candidates move along them and prices stand
// still.
//
// Few arcs are free, so walks that look for chains of such moves read this instead of all arcs.
#pragma once

#include <vector>

#include "allocation/seating.hpp"

namespace jalon::allocation {

class FreeMoves {
 public:
  struct Move {
    Index place;
    Index arc;
  };
  struct Moves {
    const Move* first;
    const Move* last;
    const Move* begin() const { return first; }
    const Move* end() const { return last; }
    bool empty() const { return first == last; }
  };

  explicit FreeMoves(const Seating& seating);

  /// Those of a seated candidate include the seat they have.
  Moves of(Index candidate) const {
    return {moves_.data() + first_[candidate], moves_.data() + first_[candidate + 1]};
  }

 private:
  std::vector<Index> first_;
  std::vector<Move> moves_;
};

}  // namespace jalon::allocation
