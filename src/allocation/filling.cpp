// Successive rounds. In each, one search from outside (Dijkstra: candidates who are out, seats that may stay
// free) gives every place the length of the cheapest chain that ends there; lowering each price by that
// length makes all those chains free of cost at once. Then as many free seats as possible are filled along
// moves that cost nothing, each place being passed once in a walk, until no walk arrives; the next round
// measures what has changed.
#include "allocation/filling.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

#include "allocation/free_moves.hpp"

namespace jalon::allocation {
namespace {

class Filling {
 public:
  explicit Filling(Seating& seating)
      : seating_(seating),
        network_(seating.network()),
        seen_(network_.places(), 0),
        mover_(network_.places(), none),
        mover_arc_(network_.places(), none) {}

  void run() {
    while (any_to_fill()) {
      lower_prices();
      const FreeMoves free(seating_);
      while (walk_once(free)) {
      }
    }
  }

 private:
  bool to_fill(Index p) const { return seating_.price(p) > 0 && seating_.has_room(p); }
  bool any_to_fill() const {
    for (Index p = 0; p < network_.places(); ++p) {
      if (to_fill(p)) return true;
    }
    return false;
  }

  void lower_prices() {
    std::vector<std::int64_t> length(network_.places(), std::numeric_limits<std::int64_t>::max());
    using Waiting = std::pair<std::int64_t, Index>;
    std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting;
    const auto reach = [&](Index p, std::int64_t distance) {
      if (distance >= length[p]) return;
      length[p] = distance;
      waiting.emplace(distance, p);
    };
    const auto reach_from = [&](Index c, std::int64_t distance) {
      for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
        const Index q = network_.arcs[arc].place;
        if (seating_.seats()[q] > 0) reach(q, distance - (seating_.weight(c, arc) - seating_.price(q)));
      }
    };
    for (Index p = 0; p < network_.places(); ++p) reach(p, seating_.price(p));  // its seat may stay free
    for (Index c = 0; c < network_.candidates(); ++c) {
      if (!seating_.seated(c)) reach_from(c, 0);
    }
    while (!waiting.empty()) {
      const auto [distance, p] = waiting.top();
      waiting.pop();
      if (distance > length[p]) continue;
      for (Index k = 0; k < seating_.held(p); ++k) {
        if (k + 2 < seating_.held(p)) seating_.fetch_arcs(seating_.holder(p, k + 2));
        const Index j = seating_.holder(p, k);
        reach_from(j, distance + seating_.gain(j));
      }
    }
    for (Index p = 0; p < network_.places(); ++p) seating_.lower_price(p, length[p]);
  }

  /// Walks from every start, passing each place at most once; true if a seat was filled.
  bool walk_once(const FreeMoves& free) {
    ++walk_;
    bool filled = false;
    for (Index c = 0; c < network_.candidates(); ++c) {
      if (!seating_.seated(c)) filled = walk_from(c, free) || filled;
    }
    for (Index p = 0; p < network_.places(); ++p) {
      for (Index k = 0; seating_.price(p) == 0 && k < seating_.held(p); ++k) {
        filled = walk_from(seating_.holder(p, k), free) || filled;
      }
    }
    return filled;
  }

  bool walk_from(Index start, const FreeMoves& free) {
    stack_.clear();
    if (step(start, free)) return arrive(start);
    while (!stack_.empty()) {
      const Index p = stack_.back();
      stack_.pop_back();
      for (Index k = 0; k < seating_.held(p); ++k) {
        if (step(seating_.holder(p, k), free)) return arrive(start);
      }
    }
    return false;
  }

  /// Looks where `c` could move; true when one of those places is to be filled.
  bool step(Index c, const FreeMoves& free) {
    for (const auto& [p, arc] : free.of(c)) {
      const bool arrived = to_fill(p);
      if ((seen_[p] == walk_ && !arrived) || arc == seating_.arc_of()[c]) continue;
      seen_[p] = walk_;
      mover_[p] = c;
      mover_arc_[p] = arc;
      if (arrived) {
        arrived_ = p;
        return true;
      }
      stack_.push_back(p);
    }
    return false;
  }

  bool arrive(Index start) {
    for (Index p = arrived_;;) {
      const Index mover = mover_[p];
      const Index from = seating_.seated(mover) ? seating_.place_of(mover) : none;
      if (from != none) seating_.unseat(mover);
      seating_.seat(mover, mover_arc_[p]);
      if (mover == start) return true;
      p = from;
    }
  }

  Seating& seating_;
  const Network& network_;
  std::vector<Index> seen_;
  std::vector<Index> mover_;
  std::vector<Index> mover_arc_;
  std::vector<Index> stack_;
  Index arrived_ = none;
  Index walk_ = 0;
};

}  // namespace

void fill_places(Seating& seating) {
  Filling(seating).run();
}

}  // namespace jalon::allocation
