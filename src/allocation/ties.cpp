// Ties: optimal seatings differ only by moves that cost nothing at the optimal prices. Among them, who sits
// is settled by the order of the candidates.
//
// The sets of candidates that can sit at no loss are the bases of a matroid (transversal: who can be matched
// to seats through moves that cost nothing), so taking candidates in order, each one if it can sit beside
// those taken before, gives the best set for every purpose: nobody is left out for somebody who comes later.
// Those already seated whose turn has not come hold their seat for the time being only.
#include <algorithm>
#include <cstddef>

#include "allocation/unit_demand.hpp"

namespace jalon::allocation {
namespace {

class Ties {
 public:
  explicit Ties(Seating& seating)
      : seating_(seating),
        network_(seating.network()),
        turn_(network_.candidates(), 0),
        undecided_(network_.places(), 0),
        dead_(network_.places(), false),
        seen_(network_.places(), 0),
        mover_(network_.places(), none),
        mover_arc_(network_.places(), none) {}

  void settle() {
    std::vector<Index> indifferent;  // to sit or stay out
    bool any_out = false;
    for (Index c = 0; c < network_.candidates(); ++c) {
      if (seating_.seated(c)) {
        if (seating_.gain(c) > 0) continue;
        ++undecided_[seating_.place_of(c)];
      } else if (has_free_arc(c)) {
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
  bool free_arc(Index c, Index arc, std::int64_t gain) const {
    const Index p = network_.arcs[arc].place;
    return seating_.seats()[p] > 0 && seating_.weight(c, arc) - seating_.price(p) == gain;
  }
  bool has_free_arc(Index c) const {
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      if (free_arc(c, arc, 0)) return true;
    }
    return false;
  }

  /// Seats `c` along moves that cost nothing, if a seat is free or held by somebody whose turn has not come.
  void enter(Index c) {
    ++search_;
    reached_.clear();
    reach_from(c, 0);
    for (std::size_t next = 0; next < reached_.size(); ++next) {
      const Index p = reached_[next];
      if (seating_.has_room(p) || undecided_[p] > 0) {
        shift_to(p, c);
        return;
      }
      for (Index k = 0; k < seating_.held(p); ++k) {
        const Index j = seating_.holder(p, k);
        reach_from(j, seating_.gain(j));
      }
    }
    // Nothing that comes later can change these places: they are all held for good by candidates who come
    // before.
    for (const Index p : reached_) dead_[p] = true;
  }

  void reach_from(Index c, std::int64_t gain) {
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      const Index p = network_.arcs[arc].place;
      if (dead_[p] || seen_[p] == search_ || arc == seating_.arc_of()[c] || !free_arc(c, arc, gain)) continue;
      seen_[p] = search_;
      mover_[p] = c;
      mover_arc_[p] = arc;
      reached_.push_back(p);
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
  std::vector<Index> turn_;       // of those not decided yet; 0 = not in question, or decided
  std::vector<Index> undecided_;  // by place, holders whose turn has not come
  std::vector<bool> dead_;
  std::vector<Index> seen_;
  std::vector<Index> mover_;
  std::vector<Index> mover_arc_;
  std::vector<Index> reached_;
  Index search_ = 0;
};

}  // namespace

void settle_ties(Seating& seating) {
  Ties(seating).settle();
}

}  // namespace jalon::allocation
