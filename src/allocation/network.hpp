// What is left to decide once the locks are honoured, numbered so that the order of the input cannot matter:
// candidates by waiting time then draw, places by id. The engines work on this and know no ids.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/allocation.hpp"
#include "allocation/problem.hpp"

namespace jalon::allocation {

/// An option as the engines read it, millions of times over: eight bytes side by side.
struct Arc {
  Index place = 0;
  std::int32_t value = 0;  // shifted right by Network::shift
};

struct Network {
  std::vector<Index> candidate;        // to the numbers of the problem; only candidates with an arc
  std::vector<Index> place;            // every place of the problem
  std::vector<std::int64_t> capacity;  // what kept candidates leave
  std::vector<std::int32_t> tier;      // by candidate: 0 = the first tier present
  std::int32_t tiers = 0;
  std::vector<Index> first = {0};  // arcs of a candidate: first[c] to first[c + 1] - 1, by place
  std::vector<Arc> arcs;
  int shift = 0;                   // 0 when every value fits in 32 bits
  std::vector<std::int64_t> wide;  // exact values where shift > 0; else empty
  std::vector<std::int32_t> size;  // empty when nobody takes more than one
  std::vector<std::int32_t> seat;  // unit demand: what everybody takes in this place, if not one; else empty
  // A second resource that places hold and candidates take (`two_resources.hpp`); empty where there is none.
  std::vector<std::int64_t> second;  // by place
  std::vector<std::int64_t> takes;   // by candidate

  Index candidates() const { return static_cast<Index>(candidate.size()); }
  Index places() const { return static_cast<Index>(place.size()); }
  std::int64_t value(Index arc) const { return shift == 0 ? arcs[arc].value : wide[arc]; }
  std::int64_t size_of(Index arc) const { return size.empty() ? 1 : size[arc]; }
  bool has_second() const { return !second.empty(); }
  std::int64_t takes_of(Index c) const { return takes.empty() ? 0 : takes[c]; }
  bool unit_demand() const { return !seat.empty() || size.empty(); }
  /// Unit demand: how many candidates the place can take.
  std::int64_t seats(Index p, std::int64_t more = 0) const {
    return seat.empty() || seat[p] == 0 ? capacity[p] + more : (capacity[p] + more) / seat[p];
  }
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
