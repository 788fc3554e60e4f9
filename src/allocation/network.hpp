// What is left to decide once the locks are honoured, numbered so that the order of the input cannot matter:
// candidates by waiting time then draw, places by id. The engines work on this and know no ids.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/allocation.hpp"
#include "allocation/problem.hpp"

namespace jalon::allocation {

struct Network {
  std::vector<Index> candidate;        // to the numbers of the problem; only candidates with an arc
  std::vector<Index> place;            // every place of the problem
  std::vector<std::int64_t> capacity;  // what kept candidates leave
  std::vector<std::int32_t> tier;      // by candidate: 0 = the first tier present
  std::int32_t tiers = 0;
  std::vector<Index> first = {0};  // arcs of a candidate: first[c] to first[c + 1] - 1, by place
  std::vector<Index> to;
  Values value;
  std::vector<std::int32_t> size;  // empty when nobody takes more than one
  std::vector<std::int32_t> seat;  // unit demand only: what everybody takes in this place; else empty

  Index candidates() const { return static_cast<Index>(candidate.size()); }
  Index places() const { return static_cast<Index>(place.size()); }
  std::int64_t size_of(Index arc) const { return size.empty() ? 1 : size[arc]; }
  bool unit_demand() const { return !seat.empty() || size.empty(); }
};

/// The draw that breaks ties; published, so that anybody can redo it: FNV-1a of the id, mixed with the seed.
std::uint64_t draw(std::uint64_t seed, std::string_view id);

/// Where locks that can hold put their candidates.
struct Locks {
  std::vector<Index> kept_at;  // by candidate of the problem
  std::vector<LockConflict> conflicts;
};

Locks read_locks(const Problem& problem);

/// Arcs that no plan can use are left out: forbidden, or larger than the capacity left plus one (the one more
/// of the marginal values; engines pass over those that do not fit yet). `locks` hold.
Network make_network(const Problem& problem, const Locks& locks, std::uint64_t seed);

}  // namespace jalon::allocation
