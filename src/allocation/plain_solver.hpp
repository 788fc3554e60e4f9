// The problem solved the plainest exact way, for small instances: successive shortest paths by Bellman-Ford
// for unit demand, a search of all plans with a simple bound for sizes.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/network.hpp"

namespace jalon::allocation {

/// What a plan is worth, compared as the objective says.
struct Worth {
  std::vector<std::int64_t> placed;  // by tier of the network
  std::int64_t value = 0;
};

bool better(const Worth& a, const Worth& b, Objective objective);
Worth worth_of(const Network& network, const std::vector<Index>& arc_of);

/// An optimal plan: by candidate of the network the arc taken, or none. Searches all plans where sizes
/// differ.
std::vector<Index> solve_plainly(const Network& network, Objective objective);
/// Tries all plans, with a simple bound; empty when that takes more than `steps` steps.
std::vector<Index> search_all_plans(const Network& network, Objective objective,
                                    std::int64_t steps = std::int64_t{1} << 40);

}  // namespace jalon::allocation
