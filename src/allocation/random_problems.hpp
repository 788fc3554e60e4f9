// Random small problems for the tests: every shape that the engines distinguish, ties and extremes often.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <utility>

#include "allocation/problem.hpp"

namespace jalon::allocation::testing {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::int64_t from(std::int64_t low, std::int64_t high) {  // std's distributions differ between libraries
    return low + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool once_in(std::int64_t times) { return from(1, times) == 1; }

 private:
  std::mt19937_64 engine_;
};

struct Shape {
  std::int64_t candidates = 8;
  std::int64_t places = 4;
  bool sizes = false;
};

inline Problem random_problem(std::uint64_t seed, const Shape& most) {
  Dice dice(seed);
  Problem problem;
  const std::int64_t places = dice.from(1, most.places);
  const std::int64_t candidates = dice.from(0, most.candidates);
  const std::int64_t tiers = dice.from(1, 3);
  const std::int64_t largest_room = most.sizes ? 8 : 3;
  for (std::int64_t p = 0; p < places; ++p) {
    problem.places.push_back({"P" + std::to_string(p), dice.once_in(5) ? 0 : dice.from(1, largest_room)});
  }
  // Few distinct values make ties; some instances stretch to the largest.
  std::int64_t spread = std::int64_t{1} << dice.from(0, 10);
  if (dice.once_in(10)) spread = largest_value;
  const std::int64_t low = dice.once_in(2) ? 0 : -spread;
  const bool uniform = most.sizes && dice.once_in(6);
  OptionsBuilder options;
  for (std::int64_t c = 0; c < candidates; ++c) {
    Candidate candidate;
    candidate.id = "C" + std::to_string(c);
    candidate.tier = static_cast<std::int32_t>(dice.from(1, tiers));
    candidate.size = most.sizes ? static_cast<std::int32_t>(uniform ? 2 : dice.from(1, 5)) : 1;
    problem.candidates.push_back(candidate);
    for (std::int64_t p = 0; p < places; ++p) {
      if (dice.once_in(3)) continue;
      const bool other_size = most.sizes && !uniform && dice.once_in(4);
      options.add(static_cast<Index>(c), static_cast<Index>(p), dice.from(low, spread),
                  other_size ? static_cast<std::int32_t>(dice.from(1, 6)) : 0);
    }
  }
  options.build(problem.candidates.size(), problem.options);
  if (dice.once_in(3)) {
    for (std::int64_t k = dice.from(1, 2); k > 0 && candidates > 0; --k) {
      problem.locks.push_back({static_cast<Index>(dice.from(0, candidates - 1)),
                               static_cast<Index>(dice.from(0, places - 1)),
                               dice.once_in(2) ? LockKind::keep : LockKind::forbid});
    }
  }
  return problem;
}

/// Places for which everybody is about as good, and that no choice fills: prices tell little, only branching
/// does.
inline Problem tight_problem(std::uint64_t seed, std::int64_t candidates, std::int64_t places) {
  Dice dice(seed);
  Problem problem;
  for (std::int64_t p = 0; p < places; ++p) problem.places.push_back({std::to_string(p), dice.from(5, 8)});
  OptionsBuilder options;
  for (std::int64_t c = 0; c < candidates; ++c) {
    const auto size = static_cast<std::int32_t>(dice.from(2, 4));
    problem.candidates.push_back({std::to_string(c), 1, size});
    for (std::int64_t p = 0; p < places; ++p) {
      if (!dice.once_in(3))
        options.add(static_cast<Index>(c), static_cast<Index>(p), 10 * size + dice.from(0, 9));
    }
  }
  options.build(problem.candidates.size(), problem.options);
  return problem;
}

}  // namespace jalon::allocation::testing
