// What the tests ask of LEMON: the greatest total weight of a seating.
#pragma once

#include <cstdint>
#include <vector>

namespace jalon::allocation::testing {

struct PeerArc {
  std::uint32_t candidate;
  std::uint32_t place;
  std::int64_t weight;
};

std::int64_t lemon_optimum(std::uint32_t candidates, const std::vector<PeerArc>& arcs,
                           const std::vector<std::int64_t>& seats);

}  // namespace jalon::allocation::testing
