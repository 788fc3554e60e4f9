// What nothing binds together is solved apart: parts of a problem that share neither a place, nor a
// requirement, nor a person whose places conflict. The best plans of the parts are together the best plan of
// the whole, tier by tier too. Dwellings that nobody's module depends on become a problem of sizes alone,
// which has an engine of its own.
//
// Capacities count for nothing here: one unit more or fewer leaves the parts as they are.
#pragma once

#include <vector>

#include "allocation/network.hpp"
#include "allocation/several_needs.hpp"

namespace jalon::allocation {

struct BoundPart {
  Problem problem;
  Bonds bonds;                   // only what can matter here; empty = an ordinary problem
  std::vector<Index> candidate;  // to the numbers of the whole, ascending
  std::vector<Index> place;
  bool sized = false;  // in some place not all take the same
};

/// `locks` hold. Small parts first; ordinary ones of unit demand are one part, the first.
std::vector<BoundPart> split_by_bonds(const Problem& problem, const Bonds& bonds, const Locks& locks);

}  // namespace jalon::allocation
