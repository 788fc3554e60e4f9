// Ties: optimal seatings differ only by moves that cost nothing at the optimal prices. Among them, who sits
// is settled by the order of the candidates.
//
// The sets of candidates that can sit at no loss are the bases of a matroid (transversal: who can be matched
// to seats through moves that cost nothing), so taking candidates in order, each one if it can sit beside
// those taken before, gives the best set for every purpose: nobody is left out for somebody who comes later.
// Those already seated whose turn has not come hold their seat for the time being only.
#include <algorithm>
#include <cstddef>

#include "allocation/free_moves.hpp"
#include "allocation/unit_demand.hpp"

namespace jalon::allocation {
namespace {

class Ties {
 public:
  explicit Ties(Seating& seating)
      : seating_(seating),
        network_(seating.network()),
        free_(seating),
        turn_(network_.candidates(), 0),
        undecided_(network_.places(), 0),
        moves_(network_.places(), 0),
        with_moves_(network_.places() + std::size_t{1}, 0),
        mover_(network_.places(), none),
        mover_arc_(network_.places(), none) {}

  void settle() {
    std::vector<Index> indifferent;  // to sit or stay out
    bool any_out = false;
    for (Index c = 0; c < network_.candidates(); ++c) {
      if (seating_.seated(c)) {
        if (seating_.gain(c) > 0) continue;
        ++undecided_[seating_.place_of(c)];
      } else if (!free_.of(c).empty()) {
        any_out = true;
      } else {
        continue;
      }
      indifferent.push_back(c);
    }
    if (!any_out) return;
    std::stable_sort(indifferent.begin(), indifferent.end(),
                     [&](Index a, Index b) { return network_.tier[a] < network_.tier[b]; });
    Index turn = 0;
    for (const Index c : indifferent) turn_[c] = ++turn;
    with_moves_[0] = network_.places();
    for (const Index c : indifferent) {
      if (seating_.seated(c)) {
        --undecided_[seating_.place_of(c)];
      } else {
        enter(c);
      }
      turn_[c] = 0;  // decided
    }
  }

 private:
  bool takes_somebody(Index p) const { return seating_.has_room(p) || undecided_[p] > 0; }

  /// Seats `c` along moves that cost nothing, if that can end at a place that takes somebody.
  ///
  /// `moves_[p]` never exceeds the number of moves from p to such a place, so a walk need only step to places
  /// that count one less; a place without such a neighbour counts more from then on, and the walk steps back
  /// (the labels of Ahuja and Orlin's shortest augmenting paths). A count beyond the number of places means
  /// never.
  void enter(Index c) {
    while (true) {
      Index p = none;
      for (const auto& [place, arc] : free_.of(c)) {
        if (moves_[place] >= network_.places() || (p != none && moves_[place] >= moves_[p])) continue;
        p = place;
        mover_arc_[p] = arc;
      }
      if (p == none) return;
      mover_[p] = c;
      if (walk(p, c)) return;
    }
  }

  bool walk(Index p, Index c) {
    path_.clear();
    while (!takes_somebody(p)) {
      const Index next = step(p);
      if (next != none) {
        path_.push_back(p);
        p = next;
      } else {
        if (path_.empty()) return false;
        p = path_.back();
        path_.pop_back();
      }
    }
    shift_to(p, c);
    return true;
  }

  /// A place one move nearer, or none once `p` counts more.
  Index step(Index p) {
    Index least = network_.places();
    for (Index k = 0; k < seating_.held(p); ++k) {
      const Index j = seating_.holder(p, k);
      for (const auto& [q, arc] : free_.of(j)) {
        if (q == p || moves_[q] >= least) continue;
        least = moves_[q];
        if (least + 1 != moves_[p]) continue;
        mover_[q] = j;
        mover_arc_[q] = arc;
        return q;
      }
    }
    count_more(p, least + 1);
    return none;
  }

  /// Once no place counts as many as p did, those that count more can never get below: they are out of reach.
  void count_more(Index p, Index moves) {
    const Index before = moves_[p];
    moves_[p] = moves;
    ++with_moves_[std::min(moves, network_.places())];
    if (--with_moves_[before] > 0) return;
    for (Index& label : moves_) {
      if (label <= before || label >= network_.places()) continue;
      --with_moves_[label];
      label = network_.places();
    }
  }

  void shift_to(Index p, Index c) {
    if (!seating_.has_room(p)) {
      Index last = none;
      for (Index k = 0; k < seating_.held(p); ++k) {
        const Index j = seating_.holder(p, k);
        if (turn_[j] > 0 && (last == none || turn_[j] > turn_[last])) last = j;
      }
      --undecided_[p];
      seating_.unseat(last);
    }
    while (true) {
      const Index mover = mover_[p];
      const Index from = mover == c ? none : seating_.place_of(mover);
      if (from != none) seating_.unseat(mover);
      seating_.seat(mover, mover_arc_[p]);
      if (from == none) return;
      p = from;
    }
  }

  Seating& seating_;
  const Network& network_;
  FreeMoves free_;
  std::vector<Index> turn_;        // of those not decided yet; 0 = not in question, or decided
  std::vector<Index> undecided_;   // by place, holders whose turn has not come
  std::vector<Index> moves_;       // by place, see `enter`
  std::vector<Index> with_moves_;  // how many places count so many
  std::vector<Index> mover_;
  std::vector<Index> mover_arc_;
  std::vector<Index> path_;
};

}  // namespace

void settle_ties(Seating& seating) {
  Ties(seating).settle();
}

}  // namespace jalon::allocation
