// Independent solvers on the same problems, for the allocation bench.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/problem.hpp"
#include "allocation/several_needs.hpp"

namespace jalon::bench {

struct PeerAnswer {
  std::int64_t value = 0;
  double bound = 0;
  bool proven = true;
  bool found = true;
  double build_seconds = 0;  // its own graph or model
  double solve_seconds = 0;
};

/// CPU seconds of this process.
double cpu_seconds();

/// Everybody brings `base` more by entering (coverage first = a base that outweighs the values).
PeerAnswer lemon_network_simplex(const allocation::Problem& problem, std::int64_t base);
PeerAnswer lemon_cost_scaling(const allocation::Problem& problem, std::int64_t base);
/// The whole program: a row for every further resource of a place, conflict of two places and requirement.
PeerAnswer cbc(const allocation::Problem& problem, std::int64_t base, double seconds,
               const allocation::Bonds& bonds = {});

/// What binds options to each other beyond the room of places, as rows of a program: the sum of these options
/// times their factors is at most so much. Asked by every peer that is given a whole program.
struct BondRow {
  std::vector<allocation::Index> options;
  std::vector<std::int64_t> factors;
  std::int64_t most = 0;
};
std::vector<BondRow> bond_rows(const allocation::Problem& problem, const allocation::Bonds& bonds);

}  // namespace jalon::bench
