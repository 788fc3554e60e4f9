#include <gtest/gtest.h>

#include "allocation/allocation.hpp"
#include "allocation/network.hpp"
#include "allocation/plain_solver.hpp"
#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

Worth best_of(const Problem& problem, Objective objective) {
  const Network network = make_network(problem, read_locks(problem), 0);
  return worth_of(network, search_all_plans(network, objective));
}

Problem without_locks(std::uint64_t seed) {
  Problem problem = testing::random_problem(seed, {.candidates = 8, .places = 4, .sizes = seed % 2 == 0});
  problem.locks.clear();
  return problem;
}

TEST(WhatIf, OtherCapacitiesAtOnceGiveTheDifferenceOfTheOptima) {
  int differed = 0;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    const Problem problem = without_locks(seed);
    testing::Dice dice(seed);
    Rules rules;
    rules.objective = seed % 3 == 0 ? Objective::value : Objective::coverage_then_value;
    std::vector<OtherRoom> changes;
    Problem other = problem;
    for (Index p = 0; p < problem.places.size(); ++p) {
      const std::int64_t more = dice.from(-1, 3);
      if (other.places[p].capacity + more < 0) continue;
      changes.push_back({p, more});
      other.places[p].capacity += more;
    }
    const WhatIf answer = what_if(problem, rules, changes);
    const Worth now = best_of(problem, rules.objective);
    const Worth then = best_of(other, rules.objective);
    ASSERT_TRUE(answer.difference.proven) << "problem " << seed;
    ASSERT_EQ(answer.difference.value, then.value - now.value) << "problem " << seed;
    for (std::size_t k = 0; k < now.placed.size(); ++k)
      ASSERT_EQ(answer.difference.placed[k], then.placed[k] - now.placed[k]) << "problem " << seed;
    if (answer.differs) ++differed;
  }
  EXPECT_GT(differed, 200);
}

TEST(WhatIf, TheCurveOfOneToSixMoreUnitsIsThatOfTheOptima) {
  for (std::uint64_t seed = 1'000; seed < 1'200; ++seed) {
    const Problem problem = without_locks(seed);
    Rules rules;
    rules.objective = Objective::value;
    const std::vector<WhatIf> points = curve(problem, rules, 0);
    ASSERT_EQ(points.size(), 6U);
    Problem other = problem;
    const std::int64_t now = best_of(problem, rules.objective).value;
    for (const WhatIf& point : points) {
      ++other.places[0].capacity;
      const std::int64_t gain = best_of(other, rules.objective).value - now;
      ASSERT_EQ(point.difference.value, gain) << "problem " << seed;
      ASSERT_LE(point.least, gain);
      ASSERT_GE(point.most, gain);
    }
  }
}

TEST(WhatIf, WithoutASecondTheBoundsStillHoldAndNothingIsClaimed) {
  for (std::uint64_t seed = 2'000; seed < 2'200; seed += 2) {
    const Problem problem = without_locks(seed);
    Rules rules;
    rules.objective = Objective::value;
    rules.seconds_left = [] { return 0.0; };
    const WhatIf answer = what_if(problem, rules, {{0, 2}});
    Problem other = problem;
    other.places[0].capacity += 2;
    const std::int64_t gain = best_of(other, rules.objective).value - best_of(problem, rules.objective).value;
    ASSERT_LE(answer.least, gain);
    ASSERT_GE(answer.most, gain);
    if (answer.differs && !answer.difference.proven) {
      ASSERT_NE(gain, 0);
    }
  }
}

}  // namespace
}  // namespace jalon::allocation
