// Needs that are bound to each other, all of a part at once: bundles priced by unit, a plan at once, and the
// proof on the bundles that lose little at the prices. Where the bonds are one resource more and nothing
// else, whole sets of candidates for each place instead.
#pragma once

#include <cstdint>

#include "allocation/network.hpp"
#include "allocation/several_needs.hpp"

namespace jalon::allocation {

/// `locks` hold; no marginal values.
Proposal solve_bound(const Problem& problem, const Bonds& bonds, const Rules& rules, const Locks& locks);

/// No plan at all is worth more than that, however many it places: in as many steps as time allows.
std::int64_t most_value(const Problem& problem, const Bonds& bonds, const Rules& rules, const Locks& locks);

}  // namespace jalon::allocation
