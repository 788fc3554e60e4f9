// Generated problems for the allocation bench: départements of any size, reproducible from a seed.
#pragma once

#include <cstdint>

#include "allocation/problem.hpp"
#include "allocation/several_needs.hpp"

namespace jalon::bench {

/// `people` persons of size 1, up to 20 options each (7 of 10 near home), values 0 to `spread` as the mean of
/// the quality of the place, the need of the person and the fit of both; capacities 5 to 50, `fill` places
/// per person.
allocation::Problem unit_instance(std::uint32_t people, double fill, std::int64_t spread, std::uint64_t seed);

/// `households` of 1 to 6 persons (half of them single), 20 options each among `sites`; value = score (1 to
/// 1000) times 1 + half of each further person; capacities in persons, `fill` of those who ask.
allocation::Problem sized_instance(std::uint32_t households, std::uint32_t sites, double fill,
                                   std::uint64_t seed);

/// A problem and what binds its candidates.
struct BoundInstance {
  allocation::Problem problem;
  allocation::Bonds bonds;
};

/// The same households and sites, which hold children besides: persons beyond two in a household count as
/// children, places for nine tenths of `fill` of them.
BoundInstance two_resource_instance(std::uint32_t households, std::uint32_t sites, double fill,
                                    std::uint64_t seed);

/// `people` of a département and what they wait for at once: all for a language module, half for a civic one
/// too, 3 of 10 for childcare, 4 of 10 for a dwelling in persons. Sessions of the same half-day conflict;
/// parents get module and childcare, or neither. Places for 6 of 10 needs of each kind.
BoundInstance needs_instance(std::uint32_t people, std::uint64_t seed);

}  // namespace jalon::bench
