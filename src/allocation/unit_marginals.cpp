// One more seat in every place at once, exactly, by one search over the final seating.
//
// With one more seat in p, the optimum gains price(p) minus the length of the cheapest chain that ends there:
// somebody moves into the seat, another into theirs, and so on, until somebody comes in from outside, or a
// seat stays empty. The lengths obey one set of shortest-path equations for all places. A chain lets at most
// one candidate in and none out (a chain that did both would have improved the optimum), so the tiers gain
// one candidate in one tier, or none:
//   coverage_then_value   first which tier, by reach alone (`entrants`); then the shortest chain among those
//   that let
//                         that tier in
//   value                 first the shortest chain; then the best tier among the chains as short
#include <algorithm>
#include <limits>
#include <queue>
#include <tuple>

#include "allocation/unit_demand.hpp"

namespace jalon::allocation {
namespace {

class OneMoreSeat {
 public:
  OneMoreSeat(const Seating& seating, Objective objective)
      : seating_(seating), network_(seating.network()), objective_(objective), price_(network_.places()) {
    for (Index p = 0; p < network_.places(); ++p) price_[p] = seating.price(p);
    price_places_without_seats();
    if (objective_ == Objective::coverage_then_value) {
      entrant_ = entrants(seating).tier;
    } else {
      entrant_.assign(network_.places(), network_.tiers);
    }
  }

  std::vector<Difference> run() {
    find_chains();
    if (objective_ == Objective::value) find_entrants_of_shortest();
    std::vector<Difference> more(network_.places());
    for (Index p = 0; p < network_.places(); ++p) more[p] = difference(p);
    return more;
  }

 private:
  /// Their price has no part in the optimum: the least that makes nobody want them.
  void price_places_without_seats() {
    for (Index c = 0; c < network_.candidates(); ++c) {
      std::int64_t gain = -1;
      for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
        const Index p = network_.arcs[arc].place;
        if (seating_.seats()[p] > 0) continue;
        if (gain < 0) gain = seating_.seated(c) ? seating_.gain(c) : 0;
        price_[p] = std::max(price_[p], seating_.weight(c, arc) - gain);
      }
    }
  }

  std::int64_t gain_of(Index c) const { return seating_.seated(c) ? seating_.gain(c) : 0; }

  void reach(Index p, std::int64_t length) {
    if (length >= length_[p]) return;
    length_[p] = length;
    waiting_.emplace(length, p);
  }

  void reach_from(Index c, std::int64_t length, std::int32_t entrant) {
    const std::int64_t gain = gain_of(c);
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      const Index q = network_.arcs[arc].place;
      if (entrant_[q] == entrant && arc != seating_.arc_of()[c]) {
        reach(q, length + gain - (seating_.weight(c, arc) - price_[q]));
      }
    }
  }

  void find_chains() {
    length_.assign(network_.places(), std::numeric_limits<std::int64_t>::max());
    for (Index p = 0; p < network_.places(); ++p) {
      if (entrant_[p] == network_.tiers) reach(p, price_[p]);  // the new seat stays empty
    }
    for (Index c = 0; c < network_.candidates(); ++c) {
      if (seating_.seated(c)) continue;
      reach_from(c, 0, objective_ == Objective::value ? network_.tiers : network_.tier[c]);
    }
    while (!waiting_.empty()) {
      const auto [length, p] = waiting_.top();
      waiting_.pop();
      if (length > length_[p]) continue;
      for (Index k = 0; k < seating_.held(p); ++k) reach_from(seating_.holder(p, k), length, entrant_[p]);
    }
  }

  /// price - length is the price of p in the cheapest of the optimal price systems: at those prices the
  /// shortest chains are the moves that cost nothing.
  void find_entrants_of_shortest() {
    const auto lowest = [&](Index p) { return price_[p] - length_[p]; };
    std::vector<Index> outside;
    for (Index c = 0; c < network_.candidates(); ++c) {
      if (!seating_.seated(c)) outside.push_back(c);
    }
    std::stable_sort(outside.begin(), outside.end(),
                     [&](Index a, Index b) { return network_.tier[a] < network_.tier[b]; });
    std::vector<Index> reached;
    const auto reach_at_no_cost = [&](Index c, std::int64_t gain, std::int32_t tier) {
      for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
        const Index q = network_.arcs[arc].place;
        if (entrant_[q] < network_.tiers || seating_.weight(c, arc) - lowest(q) != gain) continue;
        entrant_[q] = tier;
        reached.push_back(q);
      }
    };
    for (const Index c : outside) {
      reached.clear();
      reach_at_no_cost(c, 0, network_.tier[c]);
      for (std::size_t next = 0; next < reached.size(); ++next) {
        const Index p = reached[next];
        for (Index k = 0; k < seating_.held(p); ++k) {
          const Index j = seating_.holder(p, k);
          reach_at_no_cost(j, seating_.weight(j, seating_.arc_of()[j]) - lowest(p), network_.tier[c]);
        }
      }
    }
  }

  Difference difference(Index p) const {
    Difference more;
    more.placed.assign(static_cast<std::size_t>(network_.tiers), 0);
    const Weights& weights = seating_.weights();
    more.value = (price_[p] - length_[p]) >> weights.up;
    if (entrant_[p] < network_.tiers) {
      const auto tier = static_cast<std::size_t>(entrant_[p]);
      more.placed[tier] = 1;
      more.value -= weights.base[tier];
    }
    return more;
  }

  const Seating& seating_;
  const Network& network_;
  Objective objective_;
  std::vector<std::int64_t> price_;
  std::vector<std::int32_t> entrant_;
  std::vector<std::int64_t> length_;
  using Waiting = std::pair<std::int64_t, Index>;
  std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting_;
};

}  // namespace

std::vector<Difference> one_more_seat(const Seating& seating, Objective objective) {
  return OneMoreSeat(seating, objective).run();
}

std::vector<Marginal> unit_marginals(const Seating& seating, Objective objective) {
  const Network& network = seating.network();
  std::vector<Difference> more = one_more_seat(seating, objective);
  std::vector<std::optional<Difference>> fewer = one_seat_fewer(seating, objective);
  std::vector<Marginal> marginals;
  marginals.reserve(more.size());
  for (Index p = 0; p < network.places(); ++p) {
    if (network.seats(p, 1) == network.seats(p)) {  // not enough for one more
      more[p].placed.assign(more[p].placed.size(), 0);
      more[p].value = 0;
    }
    marginals.push_back({p, std::move(more[p].placed), more[p].value, true, std::move(fewer[p])});
  }
  return marginals;
}

}  // namespace jalon::allocation
