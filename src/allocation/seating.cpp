#include "allocation/seating.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

#include "allocation/total_weights.hpp"

namespace jalon::allocation {

std::vector<Index> seats_of_places(const Network& network) {
  std::vector<std::int64_t> arcs(network.places(), 0);
  for (const Arc& arc : network.arcs) ++arcs[arc.place];
  std::vector<Index> seats;
  seats.reserve(arcs.size());
  for (Index p = 0; p < network.places(); ++p) {
    seats.push_back(static_cast<Index>(std::min(network.seats(p), arcs[p] + 1)));
  }
  return seats;
}

Seating::Seating(const Network& network, Weights weights)
    : network_(network), weights_(std::move(weights)), seats_(seats_of_places(network)) {
  std::size_t total = 0;
  first_seat_.reserve(seats_.size());
  for (const Index count : seats_) {
    first_seat_.push_back(total);
    total += count;
  }
  holders_.resize(total);
  price_.assign(network.places(), 0);
  held_.assign(network.places(), 0);
  arc_of_.assign(network.candidates(), none);
  position_.assign(network.candidates(), 0);
  search_.resize(network.places());
}

std::int64_t Seating::surplus(Index c) const {
  std::int64_t best = 0;
  for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
    const Index p = network_.arcs[arc].place;
    if (seats_[p] > 0) best = std::max(best, weight(c, arc) - price_[p]);
  }
  return best;
}

void Seating::seat(Index c, Index arc) {
  const Index p = network_.arcs[arc].place;
  assert(arc_of_[c] == none && held_[p] < seats_[p]);
  arc_of_[c] = arc;
  position_[c] = held_[p];
  holders_[first_seat_[p] + held_[p]++] = c;
}

void Seating::unseat(Index c) {
  const Index p = place_of(c);
  const Index last = holders_[first_seat_[p] + --held_[p]];
  holders_[first_seat_[p] + position_[c]] = last;
  position_[last] = position_[c];
  arc_of_[c] = none;
}

Index Seating::arc_to(Index c, Index p) const {
  const auto begin = network_.arcs.begin();
  const auto found = std::lower_bound(begin + network_.first[c], begin + network_.first[c + 1], p,
                                      [](const Arc& arc, Index place) { return arc.place < place; });
  return static_cast<Index>(found - begin);
}

void Seating::start_from(const AuctionResult& auction) {
  price_ = auction.price;
  for (Index c = 0; c < network_.candidates(); ++c) {
    const Index p = auction.place_of[c];
    if (p == none) continue;
    const Index arc = arc_to(c, p);
    const std::int64_t gain = weight(c, arc) - price_[p];
    if (gain >= 0 && gain == surplus(c)) seat(c, arc);
  }
}

void Seating::settle(Index c) {
  const std::int64_t due = surplus(c);
  if (due == 0) return;
  search_.begin(due);   // the chain may be empty: prices rise until `c` would rather stay out
  Index end = none;     // the place where the chain ends
  Index leaver = none;  // who leaves it for good; none = it has a free seat
  for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
    const Index p = network_.arcs[arc].place;
    reach(p, due - (weight(c, arc) - price_[p]), {c, arc});
  }
  for (Index p = search_.next(); p != none; p = search_.next()) {
    const std::int64_t distance = search_.distance(p);
    if (has_room(p)) {
      search_.set_limit(distance);
      end = p;
      leaver = none;
      break;
    }
    for (Index k = 0; k < held_[p]; ++k) {
      if (k + 2 < held_[p]) fetch_arcs(holder(p, k + 2));
      const Index j = holder(p, k);
      const std::int64_t base = distance + gain(j);
      if (base < search_.limit()) {
        search_.set_limit(base);
        end = p;
        leaver = j;
      }
      for (Index arc = network_.first[j]; arc < network_.first[j + 1]; ++arc) {
        const Index q = network_.arcs[arc].place;
        if (arc != arc_of_[j]) reach(q, base - (weight(j, arc) - price_[q]), {j, arc});
      }
    }
  }
  search_.each_nearer([&](Index p, std::int64_t by) { price_[p] += by; });
  if (end == none) return;
  if (leaver != none) unseat(leaver);
  for (Index p = end;;) {
    const Index mover = search_.by(p).candidate;
    const Index arc = search_.by(p).arc;
    const Index from = mover == c ? none : place_of(mover);
    if (from != none) unseat(mover);
    seat(mover, arc);
    if (from == none) return;
    p = from;
  }
}

void Seating::withdraw(Index c) {
  if (absent_.empty()) absent_.assign(network_.candidates(), false);
  absent_[c] = true;
  if (!seated(c)) return;
  const Index p = place_of(c);
  unseat(c);
  if (price_[p] > 0) fill(p);
}

void Seating::arrive(Index c) {
  if (present(c)) return;
  absent_[c] = false;
  settle(c);
}

std::optional<std::int64_t> Seating::cost_of_a_seat(Index p, std::int32_t tier) {
  constexpr auto unknown = std::numeric_limits<std::int64_t>::max();
  search_.begin(unknown);
  reach(p, 0, {});
  for (Index q = search_.next(); q != none; q = search_.next()) {
    const std::int64_t distance = search_.distance(q);
    if (has_room(q)) {
      search_.set_limit(distance);
      break;
    }
    for (Index k = 0; k < held_[q]; ++k) {
      const Index j = holder(q, k);
      const std::int64_t base = distance + gain(j);
      if (network_.tier[j] >= tier) search_.set_limit(std::min(search_.limit(), base));
      for (Index arc = network_.first[j]; arc < network_.first[j + 1]; ++arc) {
        if (arc != arc_of_[j]) {
          reach(network_.arcs[arc].place, base - (weight(j, arc) - price_[network_.arcs[arc].place]), {});
        }
      }
    }
  }
  return search_.limit() == unknown ? std::nullopt : std::optional(search_.limit());
}

void Seating::fill(Index p) {
  search_.begin(price_[p]);  // the chain may be empty: the price falls to zero and the seat stays free
  Index end = p;             // the place that gives a candidate away, or takes one in from outside
  Index newcomer = none;     // who comes in from outside
  Index newcomer_arc = none;
  reach(p, 0, {});
  if (search_.limit() == 0) return;
  for (Index q = search_.next(); q != none; q = search_.next()) {
    const std::int64_t distance = search_.distance(q);
    if (distance + price_[q] < search_.limit()) {
      search_.set_limit(distance + price_[q]);
      end = q;
      newcomer = none;
    }
    for (const Index c : eligible(q)) {
      if (!present(c) || (seated(c) && place_of(c) == q)) continue;
      const Index arc = arc_to(c, q);
      const std::int64_t away = price_[q] - weight(c, arc) + distance;
      if (!seated(c)) {
        if (away < search_.limit()) {
          search_.set_limit(away);
          end = q;
          newcomer = c;
          newcomer_arc = arc;
        }
        continue;
      }
      reach(place_of(c), away + gain(c), {c, arc});
    }
  }
  search_.each_nearer([&](Index q, std::int64_t by) { price_[q] -= by; });
  // From `end` down to `p`, each place's mover goes one place nearer.
  for (Index q = end; q != p;) {
    const Index mover = search_.by(q).candidate;
    const Index arc = search_.by(q).arc;
    unseat(mover);
    if (newcomer != none) {
      seat(newcomer, newcomer_arc);
      newcomer = none;
    }
    const Index next = network_.arcs[arc].place;
    newcomer = mover;
    newcomer_arc = arc;
    q = next;
  }
  if (newcomer != none) seat(newcomer, newcomer_arc);
}

Seating::Span Seating::eligible(Index p) {
  if (eligible_first_.empty()) {
    eligible_first_.assign(network_.places() + std::size_t{1}, 0);
    for (const Arc& arc : network_.arcs) ++eligible_first_[arc.place + std::size_t{1}];
    for (std::size_t q = 0; q < network_.places(); ++q) eligible_first_[q + 1] += eligible_first_[q];
    eligible_.resize(network_.arcs.size());
    std::vector<std::size_t> next(eligible_first_.begin(), eligible_first_.end() - 1);
    for (Index c = 0; c < network_.candidates(); ++c) {
      for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
        eligible_[next[network_.arcs[arc].place]++] = c;
      }
    }
  }
  return {eligible_.data() + eligible_first_[p], eligible_.data() + eligible_first_[p + 1]};
}

bool Seating::proves_optimum() const {
  Total weights = 0;
  Total bound = 0;
  for (Index c = 0; c < network_.candidates(); ++c) {
    if (seated(c)) weights += weight(c, arc_of_[c]);
    if (present(c)) bound += surplus(c);
  }
  for (Index p = 0; p < network_.places(); ++p) bound += static_cast<Total>(price_[p]) * seats_[p];
  return weights == bound;
}

}  // namespace jalon::allocation
