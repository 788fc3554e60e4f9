#include "allocation/auction.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace jalon::allocation {
namespace {

constexpr int step = 8;                  // an increment is this many times smaller than the one before
constexpr std::int32_t lowered = 10;     // prices start a phase lower by this many of its increments
constexpr int weight_bits = 27;          // weights of the auction fit in as many
constexpr std::int32_t never = 1 << 29;  // the price of a place without seats

/// A place's accepted bids, the lowest on top. The bid in the high half and the bidder in the low half of one
/// number.
using Bid = std::uint64_t;

Bid make_bid(std::int32_t level, Index bidder) {
  return static_cast<Bid>(static_cast<std::uint32_t>(level)) << 32 | bidder;
}
std::int32_t level_of(Bid bid) {
  return static_cast<std::int32_t>(bid >> 32);
}
Index bidder_of(Bid bid) {
  return static_cast<Index>(bid);
}

void push_bid(Bid* heap, Index count, Bid bid) {
  Index at = count;
  while (at > 0 && heap[(at - 1) / 2] > bid) {
    heap[at] = heap[(at - 1) / 2];
    at = (at - 1) / 2;
  }
  heap[at] = bid;
}

void replace_lowest(Bid* heap, Index count, Bid bid) {
  Index at = 0;
  while (true) {
    Index child = 2 * at + 1;
    if (child >= count) break;
    if (child + 1 < count && heap[child + 1] < heap[child]) ++child;
    if (heap[child] >= bid) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = bid;
}

class Auction {
 public:
  Auction(const Network& network, const Weights& weights, const std::vector<Index>& seats)
      : network_(network), seats_(seats), price_(network.places(), 0), held_(network.places(), 0) {
    first_seat_.reserve(seats.size() + 1);
    std::size_t total = 0;
    for (const Index count : seats) {
      first_seat_.push_back(total);
      total += count;
    }
    bids_.resize(total);
    place_of_.resize(network.candidates());
    scale(weights);
    for (Index p = 0; p < network.places(); ++p) {
      if (seats[p] == 0) price_[p] = never;
    }
  }

  AuctionResult run() {
    std::int32_t increment = 1;
    while (increment < largest_ / step) increment *= step;
    phase(increment);
    while (increment > 1) {
      increment /= step;
      for (Index p = 0; p < network_.places(); ++p) {
        if (seats_[p] > 0) price_[p] = std::max(0, price_[p] - lowered * increment);
      }
      phase(increment);
    }
    AuctionResult result;
    result.place_of = std::move(place_of_);
    result.price.reserve(price_.size());
    for (Index p = 0; p < network_.places(); ++p) {
      result.price.push_back(seats_[p] == 0 ? 0 : static_cast<std::int64_t>(price_[p]) << coarse_);
    }
    if (coarse_ == 0) round_prices(result.price, weights_up_);
    return result;
  }

 private:
  /// Optimal prices differ by whole values; those of an auction, by whole values and a few increments. So
  /// their fractions crowd together, and rounding all of them up from the middle of the widest gap between
  /// crowds takes the increments out: nearly everybody then sits exactly right.
  static void round_prices(std::vector<std::int64_t>& prices, int up) {
    const std::int64_t whole = std::int64_t{1} << up;
    std::vector<std::int64_t> fractions;
    for (const std::int64_t price : prices) fractions.push_back(price % whole);
    std::sort(fractions.begin(), fractions.end());
    std::int64_t widest = -1;
    std::int64_t after = 0;  // the fraction that ends the widest gap, going round
    for (std::size_t k = 0; k < fractions.size(); ++k) {
      const std::int64_t next = k + 1 < fractions.size() ? fractions[k + 1] : fractions[0] + whole;
      if (next - fractions[k] <= widest) continue;
      widest = next - fractions[k];
      after = next % whole;
    }
    for (std::int64_t& price : prices) price = (price - after + whole) / whole * whole;
  }

  /// Chooses the unit: that of the weights if they fit in 27 bits, else a power of two of it.
  void scale(const Weights& weights) {
    std::int64_t largest = 1;
    for (const Arc& arc : network_.arcs) {
      const std::int64_t value = static_cast<std::int64_t>(arc.value) * (std::int64_t{1} << network_.shift);
      largest = std::max(largest, value < 0 ? -value : value);
    }
    std::int64_t base = 0;
    for (const std::int64_t of_tier : weights.base) base = std::max(base, of_tier < 0 ? -of_tier : of_tier);
    largest += base;
    weights_up_ = weights.up;
    const int bits = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(largest))) + weights.up;
    coarse_ = std::max(bits - weight_bits, network_.shift == 0 ? 0 : network_.shift + weights.up);
    left_ = std::max(0, weights.up - coarse_);
    right_ = std::max(0, coarse_ - weights.up - network_.shift);
    largest_ = static_cast<std::int32_t>((largest << weights.up) >> coarse_);
    for (const std::int64_t of_tier : weights.base) {
      stay_out_.push_back(static_cast<std::int32_t>((-of_tier * (std::int64_t{1} << weights.up)) >> coarse_));
    }
  }

  void phase(std::int32_t increment) {
    std::fill(held_.begin(), held_.end(), 0);
    std::fill(place_of_.begin(), place_of_.end(), none);
    queue_.clear();
    for (Index c = 0; c < network_.candidates(); ++c) queue_.push_back(c);
    while (!queue_.empty()) {
      sent_away_.clear();
      for (std::size_t k = 0; k < queue_.size(); ++k) {
        if (k + 8 < queue_.size()) fetch(queue_[k + 8]);
        bid(queue_[k], increment);
      }
      queue_.swap(sent_away_);
    }
  }

  /// The next bidders are known: their arcs are asked from memory ahead of time.
  void fetch(Index candidate) const {
    const Arc* arc = network_.arcs.data() + network_.first[candidate];
    __builtin_prefetch(arc);
    __builtin_prefetch(arc + 8);
    __builtin_prefetch(arc + 16);
  }

  void bid(Index candidate, std::int32_t increment) {
    // Gain and arc in one number, so that the best two are found without a branch. The arc counts down: of
    // two equal gains the first arc wins.
    constexpr int arc_bits = 24;
    constexpr std::int64_t no_arc = (std::int64_t{1} << arc_bits) - 1;
    const Arc* arcs = network_.arcs.data() + network_.first[candidate];
    const auto count = static_cast<std::int64_t>(network_.first[candidate + 1] - network_.first[candidate]);
    const std::int32_t* price = price_.data();
    std::int64_t best =
        static_cast<std::int64_t>(stay_out_[static_cast<std::size_t>(network_.tier[candidate])]) *
            (std::int64_t{1} << arc_bits) +
        no_arc;
    std::int64_t second = best;
    for (std::int64_t k = 0; k < count; ++k) {
      const std::int32_t gain = ((arcs[k].value << left_) >> right_) - price[arcs[k].place];
      const std::int64_t key =
          static_cast<std::int64_t>(gain) * (std::int64_t{1} << arc_bits) + (no_arc - 1 - k);
      const std::int64_t lower = std::min(best, key);
      best = std::max(best, key);
      second = std::max(second, lower);
    }
    const std::int64_t chosen = best & no_arc;
    if (chosen == no_arc) return;
    const Index p = arcs[no_arc - 1 - chosen].place;
    const auto ahead = static_cast<std::int32_t>((best >> arc_bits) - (second >> arc_bits));
    const Bid bid = make_bid(price_[p] + ahead + increment, candidate);
    Bid* heap = bids_.data() + first_seat_[p];
    place_of_[candidate] = p;
    if (held_[p] < seats_[p]) {
      push_bid(heap, held_[p]++, bid);
      if (held_[p] < seats_[p]) return;
    } else {
      const Index loser = bidder_of(heap[0]);
      replace_lowest(heap, held_[p], bid);
      place_of_[loser] = none;
      sent_away_.push_back(loser);
    }
    price_[p] = std::max(price_[p], level_of(heap[0]));
  }

  const Network& network_;
  const std::vector<Index>& seats_;
  std::vector<std::int32_t> price_;
  std::vector<std::size_t> first_seat_;
  std::vector<Index> held_;
  std::vector<Bid> bids_;
  std::vector<Index> place_of_;
  std::vector<std::int32_t> stay_out_;  // by tier: what staying out gains, beside arcs without their base
  int coarse_ = 0;                      // the auction's unit is 2^coarse_ of the weights'
  int weights_up_ = 0;
  int left_ = 0;  // from the value of an arc to the auction's unit
  int right_ = 0;
  std::int32_t largest_ = 1;
  std::vector<Index> queue_;
  std::vector<Index> sent_away_;
};

}  // namespace

AuctionResult run_auction(const Network& network, const Weights& weights, const std::vector<Index>& seats) {
  return Auction(network, weights, seats).run();
}

}  // namespace jalon::allocation
