// Random bonds between the candidates of a small problem, for the tests: persons, conflicts, requirements and
// a further resource, each of them now and then.
#pragma once

#include <cstdint>
#include <utility>

#include "allocation/random_problems.hpp"
#include "allocation/several_needs.hpp"

namespace jalon::allocation::testing {

inline Bonds random_bonds(const Problem& problem, std::uint64_t seed) {
  Dice dice(seed + 77);
  Bonds bonds;
  const auto candidates = static_cast<std::int64_t>(problem.candidates.size());
  const auto places = static_cast<std::int64_t>(problem.places.size());
  for (std::int64_t c = 0; c < candidates; ++c)
    bonds.person.push_back(dice.once_in(4) ? none : static_cast<Index>(dice.from(0, candidates / 2)));
  for (std::int64_t k = dice.from(0, 3); k > 0; --k)
    bonds.conflicts.emplace_back(static_cast<Index>(dice.from(0, places - 1)),
                                 static_cast<Index>(dice.from(0, places - 1)));
  for (std::int64_t k = dice.from(0, 3); k > 0 && candidates > 1; --k) {
    const auto a = static_cast<Index>(dice.from(0, candidates - 1));
    const auto b = static_cast<Index>(dice.from(0, candidates - 1));
    if (a == b) continue;
    bonds.requirements.push_back(
        {a, dice.once_in(2) ? none : static_cast<Index>(dice.from(0, places - 1)), b});
    if (dice.once_in(2)) bonds.requirements.push_back({b, none, a});
  }
  if (dice.once_in(2)) {
    Resource children{"children", {}, {}};
    for (std::int64_t p = 0; p < places; ++p) children.capacity.push_back(dice.from(0, 4));
    for (std::int64_t c = 0; c < candidates; ++c) children.size.push_back(dice.from(0, 2));
    bonds.resources.push_back(std::move(children));
  }
  return bonds;
}

}  // namespace jalon::allocation::testing
