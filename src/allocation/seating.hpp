// Who sits where, with prices that prove it: the exact state of a unit-demand allocation, and its repairs.
//
// Prices u (one per place, never negative) and the seating always agree (complementary slackness): a seated
// candidate sits at a best place for weight - u, and not at a loss; a candidate left out could only enter at
// a loss or for nothing, unless not yet settled; a place with a price is full, unless not yet filled. Once
// every candidate is settled and every place filled, the seating is optimal: sum of surpluses + sum of price
// * seats = sum of weights, which `proves_optimum` adds up.
//
// Each repair is one search for the cheapest chain of moves (Dijkstra on the places, by reduced costs, which
// are never negative) and stops as soon as the chain ends: prices change only along the places it reached.
// From nearly right prices a chain is a few places long.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "allocation/auction.hpp"
#include "allocation/network.hpp"
#include "allocation/place_search.hpp"
#include "allocation/weights.hpp"

namespace jalon::allocation {

class Seating {
 public:
  /// Nobody is seated, every price is zero.
  Seating(const Network& network, Weights weights);

  /// Takes the prices of an auction and those of its seats that are exactly right; the others are for
  /// `settle`.
  void start_from(const AuctionResult& auction);
  /// Gives candidate `c`, who is out, their due at the cheapest: a seat, or a price at which they would
  /// rather not.
  void settle(Index c);
  /// Fills a free seat of `p`, which has a price, or lowers that price to zero.
  void fill(Index p);

  /// One change at a time, from the seating in hand: candidate `c` withdraws, or comes (back). What is then
  /// optimal is optimal for those present, at the weights given; ties are left as they fall, and whether
  /// tiers still come first is for `entrants` to say.
  void withdraw(Index c);
  void arrive(Index c);
  bool present(Index c) const { return absent_.empty() || !absent_[c]; }

  /// What it would cost to free a seat of `p`, which is full, by the cheapest chain that ends at a free seat,
  /// at a seat that may stay empty, or with a candidate of `tier` or a later one staying out; nothing when
  /// there is none.
  std::optional<std::int64_t> cost_of_a_seat(Index p, std::int32_t tier);

  bool proves_optimum() const;

  const Network& network() const { return network_; }
  const Weights& weights() const { return weights_; }
  const std::vector<Index>& seats() const { return seats_; }
  std::int64_t price(Index p) const { return price_[p]; }
  const std::vector<Index>& arc_of() const { return arc_of_; }
  bool seated(Index c) const { return arc_of_[c] != none; }
  Index place_of(Index c) const { return network_.arcs[arc_of_[c]].place; }
  Index held(Index p) const { return held_[p]; }
  bool has_room(Index p) const { return held_[p] < seats_[p]; }
  /// The k-th candidate seated at `p`.
  Index holder(Index p, Index k) const { return holders_[first_seat_[p] + k]; }
  /// What the seated candidate gains over staying out, at these prices.
  std::int64_t gain(Index c) const { return weight(c, arc_of_[c]) - price_[place_of(c)]; }
  /// The best gain over all arcs, or zero.
  std::int64_t surplus(Index c) const;
  std::int64_t weight(Index c, Index arc) const { return weights_.of(network_, c, arc); }

  // For repairs that stand elsewhere: they see to it that prices and seats agree in the end.
  void seat(Index c, Index arc);
  void unseat(Index c);
  void lower_price(Index p, std::int64_t by) { price_[p] -= by; }
  /// Asks memory for the arcs of `c`, which will be read soon.
  void fetch_arcs(Index c) const {
    const Arc* arc = network_.arcs.data() + network_.first[c];
    __builtin_prefetch(arc);
    __builtin_prefetch(arc + 8);
    __builtin_prefetch(arc + 16);
  }

  /// Candidates with an arc to `p`.
  struct Span {
    const Index* first;
    const Index* last;
    const Index* begin() const { return first; }
    const Index* end() const { return last; }
  };
  Span eligible(Index p);

 private:
  struct Step {
    Index candidate = none;  // who would move
    Index arc = none;        // by which arc of theirs
  };

  void reach(Index place, std::int64_t distance, const Step& by) {
    if (seats_[place] > 0) search_.reach(place, distance, by);
  }
  Index arc_to(Index c, Index p) const;

  const Network& network_;
  Weights weights_;
  std::vector<Index> seats_;
  std::vector<std::size_t> first_seat_;
  std::vector<std::int64_t> price_;
  std::vector<Index> held_;
  std::vector<Index> holders_;
  std::vector<Index> arc_of_;
  std::vector<Index> position_;  // among the holders of the place

  PlaceSearch<Step> search_;

  std::vector<bool> absent_;  // empty while nobody has withdrawn
  std::vector<std::size_t> eligible_first_;
  std::vector<Index> eligible_;
};

/// Seats by place: what the capacity allows, and no more than one above the arcs that could use them.
std::vector<Index> seats_of_places(const Network& network);

}  // namespace jalon::allocation
