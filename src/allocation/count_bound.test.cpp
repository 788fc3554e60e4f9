#include "allocation/count_bound.hpp"

#include <gtest/gtest.h>

#include "allocation/plain_solver.hpp"
#include "allocation/random_problems.hpp"
#include "allocation/sized_plan.hpp"

namespace jalon::allocation {
namespace {

Network two_places_of_five() {
  Problem problem;
  problem.places = {{"A", 5}, {"B", 5}};
  OptionsBuilder options;
  for (const std::int32_t size : {1, 2, 3, 3, 4, 6}) {
    const auto c = static_cast<Index>(problem.candidates.size());
    problem.candidates.push_back({std::to_string(c), c < 4 ? 2 : 1, size});
    options.add(c, 0, 10);
    options.add(c, 1, 10);
  }
  options.build(problem.candidates.size(), problem.options);
  return make_network(problem, read_locks(problem), 7);
}

TEST(CountBound, TheSmallestEnterAsIfAllPlacesWereOne) {
  const Network network = two_places_of_five();
  // Of the first tier only the one of 4 fits anywhere: 6 are left for 1, 2 and 3.
  EXPECT_EQ(most_placed(network, {}), (std::vector<std::int64_t>{1, 3}));
  // Whoever places nobody of the first tier has room for 1, 2, 3 and 3.
  EXPECT_EQ(most_placed(network, {0}), (std::vector<std::int64_t>{1, 4}));
}

TEST(CountBound, NoPlanPlacesMore) {
  int met = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const Problem problem = testing::random_problem(seed, {.candidates = 9, .places = 4, .sizes = true});
    const Locks locks = read_locks(problem);
    if (!locks.conflicts.empty()) continue;
    const Network network = make_network(problem, locks, seed);
    const std::vector<std::int64_t> best =
        worth_of(network, search_all_plans(network, Objective::coverage_then_value)).placed;
    const std::vector<std::int64_t> most = most_placed(network, best);
    ASSERT_EQ(most.size(), best.size());
    for (std::size_t k = 0; k < best.size(); ++k) ASSERT_LE(best[k], most[k]) << "problem " << seed;
    if (best == most) ++met;
  }
  EXPECT_GT(met, 200);
}

TEST(CountBound, ABoundOfSoManyPlacedTellsThatOfMoreAndOfFewer) {
  int told = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const Problem problem = testing::random_problem(seed, {.candidates = 9, .places = 4, .sizes = true});
    const Locks locks = read_locks(problem);
    if (!locks.conflicts.empty()) continue;
    const Network network = make_network(problem, locks, seed);
    if (network.arcs.empty() || network.shift != 0) continue;
    const Worth most = worth_of(network, search_all_plans(network, Objective::coverage_then_value));
    const Worth dear = worth_of(network, search_all_plans(network, Objective::value));
    if (most.placed == dear.placed) continue;
    ++told;
    for (const auto& [asked, now] : {std::pair(most, dear), std::pair(dear, most)}) {
      const RoomPrices prices = price_room(network, {values_of(network), asked.placed}, 60);
      ASSERT_GE(prices.bound, asked.value) << "problem " << seed;
      ASSERT_GE(bound_for_others(network, prices.bound, prices.of_tier, asked.placed, now.placed), now.value)
          << "problem " << seed;
    }
  }
  EXPECT_GT(told, 40);
}

}  // namespace
}  // namespace jalon::allocation
