// Prices that are nearly right, quickly: an auction with falling increments (Bertsekas and Castañon's, for
// places with many seats).
//
// In a phase, every unseated candidate bids for the place it gains most from, by as much as that place beats
// its second best, plus an increment e. A full place takes the bid by sending away its lowest bidder, and its
// price becomes the lowest bid it holds. When nobody bids any more, everybody is within e of their best place
// at these prices. The next phase starts afresh from the same prices, lowered by a few of its increments,
// with an increment eight times smaller: only the last stretch has to be bid again.
//
// What comes out is not yet an optimum: Seating mends what is within e of right but not right.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/network.hpp"
#include "allocation/weights.hpp"

namespace jalon::allocation {

struct AuctionResult {
  std::vector<std::int64_t> price;  // by place, in the unit of the weights
  std::vector<Index> place_of;      // by candidate, or none
};

/// `seats` by place.
AuctionResult run_auction(const Network& network, const Weights& weights, const std::vector<Index>& seats);

}  // namespace jalon::allocation
