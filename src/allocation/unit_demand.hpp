// Unit demand solved to the proven optimum: auction, repair, ties, and the check that tiers really come
// first.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "allocation/allocation.hpp"
#include "allocation/network.hpp"
#include "allocation/seating.hpp"

namespace jalon::allocation {

/// An optimal seating of the network for this objective, ties settled. The network must outlive it.
/// Throws std::logic_error if the proof does not add up: a bug, never an answer.
Seating solve_unit_demand(const Network& network, Objective objective);

/// Among the optimal seatings, moves to the one whose seated candidates come first: by tier, then by number
/// (waiting time, then draw). Also seats whoever can sit for nothing.
void settle_ties(Seating& seating);

/// By place, the best tier of the candidates whom one more seat there would let in; `tiers` where nobody.
/// `improvable` when somebody could enter at once, or in exchange for a lower tier: tiers do not come first
/// yet.
struct Entrants {
  std::vector<std::int32_t> tier;
  bool improvable = false;
};
Entrants entrants(const Seating& seating);

/// By place of the network, what one unit of capacity fewer takes from the optimum; nothing where there is
/// none to take away.
std::vector<std::optional<Difference>> one_seat_fewer(const Seating& seating, Objective objective);

/// By place of the network, what one more seat adds to the optimum, however many units it takes.
std::vector<Difference> one_more_seat(const Seating& seating, Objective objective);

/// By place of the network, what one more unit of capacity adds to the optimum, and one fewer takes away.
/// `marginal.place` is the network's.
std::vector<Marginal> unit_marginals(const Seating& seating, Objective objective);

}  // namespace jalon::allocation
