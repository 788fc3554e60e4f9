// Independent solvers on the same problems, for the allocation bench.
#pragma once

#include <cstdint>

#include "allocation/problem.hpp"

namespace jalon::bench {

struct PeerAnswer {
  std::int64_t value = 0;
  double bound = 0;
  bool proven = true;
  double build_seconds = 0;  // its own graph or model
  double solve_seconds = 0;
};

/// CPU seconds of this process.
double cpu_seconds();

/// Everybody brings `base` more by entering (coverage first = a base that outweighs the values).
PeerAnswer lemon_network_simplex(const allocation::Problem& problem, std::int64_t base);
PeerAnswer lemon_cost_scaling(const allocation::Problem& problem, std::int64_t base);
PeerAnswer cbc(const allocation::Problem& problem, std::int64_t base, double seconds);

}  // namespace jalon::bench
