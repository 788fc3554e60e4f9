// Indivisible sizes as an integer program, handed to COIN-OR's branch and cut (Cbc, EPL-2.0): one call
// maximises one row of coefficients while what earlier calls achieved is kept.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "allocation/network.hpp"

namespace jalon::allocation {

struct IntegerProgram {
  std::vector<std::int64_t> coefficient;  // by arc; maximised
  std::vector<bool> usable;               // by arc; empty = all
  std::vector<bool> must;                 // by candidate: is placed; empty = nobody has to be
  // Kept: as many candidates of these tiers (first ones first), and as much total value, where asked.
  std::vector<std::int64_t> placed;
  bool keep_value = false;
  std::int64_t value = 0;
};

struct IntegerAnswer {
  std::vector<Index> arc_of;  // the start if nothing better was found
  bool proven = false;
  // No plan that keeps what is to be kept, on the usable arcs, has a greater sum; infinite when nothing is
  // known.
  double bound = std::numeric_limits<double>::infinity();
};

/// `start` must keep what is to be kept. Stops after about `seconds`.
IntegerAnswer solve_integer_program(const Network& network, const IntegerProgram& program,
                                    const std::vector<Index>& start, double seconds);

}  // namespace jalon::allocation
