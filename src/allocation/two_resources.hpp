// Places that hold two resources at once, room for persons and room for children say: the network that knows
// what every place holds of the second one, and what every candidate takes.
#pragma once

#include <cstdint>
#include <optional>

#include "allocation/network.hpp"
#include "allocation/several_needs.hpp"

namespace jalon::allocation {

/// Only with arcs of places that could hold the candidate alone. Empty where the bonds say anything else than
/// one resource more, or where kept candidates leave less than nothing.
std::optional<Network> two_resources(const Problem& problem, const Bonds& bonds, const Locks& locks,
                                     std::uint64_t seed);

}  // namespace jalon::allocation
