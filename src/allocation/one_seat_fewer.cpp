// One seat fewer in every place at once, exactly, by one search over the final seating: the mirror of one
// more.
//
// With one seat fewer in p, the optimum loses price(p) plus the length of the cheapest chain that starts
// there: somebody leaves p for another place, who was there moves on, and so on, until a free seat takes
// somebody, or somebody stays out. A chain puts at most one candidate out and lets none in (one that did both
// would have improved the optimum), so the tiers lose one candidate in one tier, or none:
//   coverage_then_value   first which tier, the last that can be reached, or none; then the shortest chain
//   that puts
//                         somebody of that tier out
//   value                 first the shortest chain; then the last tier among the chains as short
//
// From place to place only the cheapest move counts, and only if it costs no more than the cheapest way out
// at the place itself: the graph of those moves is far smaller than the options.
#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

#include "allocation/unit_demand.hpp"

namespace jalon::allocation {
namespace {

constexpr auto unknown = std::numeric_limits<std::int64_t>::max();

class OneSeatFewer {
 public:
  OneSeatFewer(const Seating& seating, Objective objective)
      : seating_(seating),
        network_(seating.network()),
        objective_(objective),
        nobody_(network_.tiers),
        leaver_(network_.places(), none_reached),
        length_(network_.places(), unknown) {}

  std::vector<std::optional<Difference>> run() {
    if (objective_ == Objective::coverage_then_value) find_leavers_by_reach();
    gather_moves();
    find_chains();
    if (objective_ == Objective::value) find_leavers_of_shortest();
    std::vector<std::optional<Difference>> fewer(network_.places());
    for (Index p = 0; p < network_.places(); ++p) fewer[p] = difference(p);
    return fewer;
  }

 private:
  /// Whoever must leave: a tier, or nobody; the later the better, nobody best.
  static constexpr std::int32_t none_reached = -1;

  struct Move {
    std::int64_t length;
    Index from;
  };

  bool full(Index p) const { return seating_.held(p) > 0 && !seating_.has_room(p); }

  /// The places that each place can send somebody to are visited depth first; those that can reach each
  /// other (Tarjan's components) can all end as the best of them.
  void find_leavers_by_reach() {
    struct Visit {
      Index place;
      Index holder;  // the next to look at
      Index arc;     // of that holder
    };
    const Index places = network_.places();
    std::vector<Index> number(places, 0);  // 0 = not visited yet
    std::vector<Index> lowest(places, 0);
    std::vector<bool> open(places, false);
    std::vector<Index> component;
    std::vector<Visit> visits;
    Index visited = 0;
    const auto begin = [&](Index p) {
      number[p] = lowest[p] = ++visited;
      open[p] = true;
      component.push_back(p);
      leaver_[p] = seating_.has_room(p) ? nobody_ : none_reached;
      visits.push_back({p, 0, seating_.held(p) > 0 ? network_.first[seating_.holder(p, 0)] : none});
      for (Index k = 0; k < seating_.held(p); ++k)
        leaver_[p] = std::max(leaver_[p], network_.tier[seating_.holder(p, k)]);
    };
    for (Index start = 0; start < places; ++start) {
      if (number[start] != 0 || seating_.seats()[start] == 0) continue;
      begin(start);
      while (!visits.empty()) {
        Visit& visit = visits.back();
        const Index p = visit.place;
        if (visit.holder == seating_.held(p) || leaver_[p] == nobody_) {
          close(p, lowest, number, open, component);
          visits.pop_back();
          if (!visits.empty()) {
            const Index before = visits.back().place;
            if (open[p]) lowest[before] = std::min(lowest[before], lowest[p]);
            leaver_[before] = std::max(leaver_[before], leaver_[p]);
          }
          continue;
        }
        const Index j = seating_.holder(p, visit.holder);
        if (visit.arc == network_.first[j + 1]) {
          if (++visit.holder < seating_.held(p)) visit.arc = network_.first[seating_.holder(p, visit.holder)];
          continue;
        }
        const Index q = network_.arcs[visit.arc++].place;
        if (seating_.seats()[q] == 0) continue;
        if (number[q] == 0) {
          begin(q);
        } else {
          if (open[q]) lowest[p] = std::min(lowest[p], number[q]);
          leaver_[p] = std::max(leaver_[p], leaver_[q]);
        }
      }
    }
  }

  void close(Index p, const std::vector<Index>& lowest, const std::vector<Index>& number,
             std::vector<bool>& open, std::vector<Index>& component) {
    if (lowest[p] != number[p]) return;
    std::int32_t best = none_reached;
    const auto first = std::find(component.rbegin(), component.rend(), p).base() - 1;
    for (auto q = first; q != component.end(); ++q) best = std::max(best, leaver_[*q]);
    for (auto q = first; q != component.end(); ++q) {
      leaver_[*q] = best;
      open[*q] = false;
    }
    component.erase(first, component.end());
  }

  /// The cheapest way out at `p` itself, among those that count.
  std::int64_t way_out(Index p) const {
    if (seating_.has_room(p)) return 0;
    std::int64_t least = unknown;
    for (Index k = 0; k < seating_.held(p); ++k) {
      const Index j = seating_.holder(p, k);
      if (objective_ == Objective::coverage_then_value && network_.tier[j] != leaver_[p]) continue;
      least = std::min(least, seating_.gain(j));
    }
    return least;
  }

  void gather_moves() {
    std::vector<std::int64_t> cheapest(network_.places(), unknown);
    std::vector<Index> touched;
    std::vector<std::pair<Index, Move>> moves;  // to which place
    first_move_.assign(network_.places() + std::size_t{1}, 0);
    for (Index p = 0; p < network_.places(); ++p) {
      length_[p] = way_out(p);
      if (!full(p)) continue;
      touched.clear();
      for (Index k = 0; k < seating_.held(p); ++k) {
        if (k + 2 < seating_.held(p)) seating_.fetch_arcs(seating_.holder(p, k + 2));
        const Index j = seating_.holder(p, k);
        const std::int64_t gain = seating_.gain(j);
        for (Index arc = network_.first[j]; arc < network_.first[j + 1]; ++arc) {
          const Index q = network_.arcs[arc].place;
          const std::int64_t length = gain - (seating_.weight(j, arc) - seating_.price(q));
          if (q == p || seating_.seats()[q] == 0 || length > length_[p] || length >= cheapest[q]) continue;
          if (objective_ == Objective::coverage_then_value && leaver_[q] != leaver_[p]) continue;
          if (cheapest[q] == unknown) touched.push_back(q);
          cheapest[q] = length;
        }
      }
      for (const Index q : touched) {
        moves.push_back({q, {cheapest[q], p}});
        ++first_move_[q + std::size_t{1}];
        cheapest[q] = unknown;
      }
    }
    for (std::size_t q = 0; q < network_.places(); ++q) first_move_[q + 1] += first_move_[q];
    moves_.resize(moves.size());
    std::vector<std::size_t> next(first_move_.begin(), first_move_.end() - 1);
    for (const auto& [to, move] : moves) moves_[next[to]++] = move;
  }

  template <class Visit>
  void each_move_to(Index q, Visit&& visit) const {
    for (std::size_t k = first_move_[q]; k < first_move_[q + std::size_t{1}]; ++k) visit(moves_[k]);
  }

  void find_chains() {
    using Waiting = std::pair<std::int64_t, Index>;
    std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting;
    for (Index p = 0; p < network_.places(); ++p) {
      if (length_[p] != unknown) waiting.emplace(length_[p], p);
    }
    while (!waiting.empty()) {
      const auto [length, q] = waiting.top();
      waiting.pop();
      if (length > length_[q]) continue;
      each_move_to(q, [&, from_here = length](const Move& move) {
        if (from_here + move.length >= length_[move.from]) return;
        length_[move.from] = from_here + move.length;
        waiting.emplace(length_[move.from], move.from);
      });
    }
  }

  /// Among the shortest chains from each place, the best end.
  void find_leavers_of_shortest() {
    std::vector<std::pair<std::int32_t, Index>> ends;
    for (Index p = 0; p < network_.places(); ++p) {
      if (seating_.seats()[p] == 0) continue;
      if (seating_.has_room(p)) {
        ends.emplace_back(nobody_, p);
        continue;
      }
      for (Index k = 0; k < seating_.held(p); ++k) {
        const Index j = seating_.holder(p, k);
        if (seating_.gain(j) == length_[p]) ends.emplace_back(network_.tier[j], p);
      }
    }
    std::sort(ends.rbegin(), ends.rend());
    std::vector<Index> reached;
    for (const auto& [tier, end] : ends) {
      if (leaver_[end] != none_reached) continue;
      leaver_[end] = tier;
      reached.assign(1, end);
      for (std::size_t next = 0; next < reached.size(); ++next) {
        const Index q = reached[next];
        each_move_to(q, [&, last = tier](const Move& move) {
          if (leaver_[move.from] != none_reached || length_[move.from] != length_[q] + move.length) return;
          leaver_[move.from] = last;
          reached.push_back(move.from);
        });
      }
    }
  }

  std::optional<Difference> difference(Index p) const {
    if (network_.capacity[p] <= 0) return std::nullopt;  // nothing to take away, or only from a kept one
    Difference fewer;
    fewer.placed.assign(static_cast<std::size_t>(network_.tiers), 0);
    if (network_.seats(p, -1) == network_.seats(p) || !full(p)) return fewer;
    const Weights& weights = seating_.weights();
    fewer.value = -((seating_.price(p) + length_[p]) >> weights.up);
    if (leaver_[p] != nobody_) {
      const auto tier = static_cast<std::size_t>(leaver_[p]);
      fewer.placed[tier] = -1;
      fewer.value += weights.base[tier];
    }
    return fewer;
  }

  const Seating& seating_;
  const Network& network_;
  Objective objective_;
  std::int32_t nobody_;
  std::vector<std::int32_t> leaver_;
  std::vector<std::int64_t> length_;
  std::vector<std::size_t> first_move_;  // by place moved to
  std::vector<Move> moves_;
};

}  // namespace

std::vector<std::optional<Difference>> one_seat_fewer(const Seating& seating, Objective objective) {
  return OneSeatFewer(seating, objective).run();
}

}  // namespace jalon::allocation
