// Generated problems for the allocation bench: départements of any size, reproducible from a seed.
#pragma once

#include <cstdint>

#include "allocation/problem.hpp"

namespace jalon::bench {

/// `people` persons of size 1, up to 20 options each (7 of 10 near home), values 0 to `spread` as the mean of
/// the quality of the place, the need of the person and the fit of both; capacities 5 to 50, `fill` places
/// per person.
allocation::Problem unit_instance(std::uint32_t people, double fill, std::int64_t spread, std::uint64_t seed);

/// `households` of 1 to 6 persons (half of them single), 20 options each among `sites`; value = score (1 to
/// 1000) times 1 + half of each further person; capacities in persons, `fill` of those who ask.
allocation::Problem sized_instance(std::uint32_t households, std::uint32_t sites, double fill,
                                   std::uint64_t seed);

}  // namespace jalon::bench
