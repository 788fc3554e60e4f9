#include "allocation/equal_sizes.hpp"

#include <gtest/gtest.h>

#include "allocation/plain_solver.hpp"
#include "allocation/random_problems.hpp"
#include "allocation/sized_plan.hpp"

namespace jalon::allocation {
namespace {

constexpr Objective objectives[] = {Objective::coverage_then_value, Objective::value};

void expect_it_fits(const Network& network, const std::vector<Index>& arc_of, std::uint64_t seed) {
  std::vector<std::int64_t> left = network.capacity;
  for (const Index arc : arc_of) {
    if (arc != none) left[network.arcs[arc].place] -= network.size_of(arc);
  }
  for (const std::int64_t room : left) ASSERT_GE(room, 0) << "problem " << seed;
}

/// `ask(network, seed)` for random problems.
template <typename Ask>
void on_random_problems(const Ask& ask) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const Problem problem = testing::random_problem(seed, {.candidates = 9, .places = 4, .sizes = true});
    const Locks locks = read_locks(problem);
    if (locks.conflicts.empty()) ask(make_network(problem, locks, seed), seed);
  }
}

TEST(EqualSizes, ChangePlacesForTheBestAndNobodyElseMoves) {
  int better_plans = 0;
  on_random_problems([&](const Network& network, std::uint64_t seed) {
    const Objective objective = objectives[seed % 2];
    SizedPlan plan(network, objective);
    plan.start_greedily({std::vector<double>(network.places(), 100), {}, 0});
    for (const EqualSize& size : sizes_of(network)) {
      const std::vector<Index> after = exchange_equals(network, objective, size, {}, plan.arc_of());
      expect_it_fits(network, after, seed);
      ASSERT_FALSE(better(worth_of(network, plan.arc_of()), worth_of(network, after), objective))
          << "problem " << seed;
      if (better(worth_of(network, after), worth_of(network, plan.arc_of()), objective)) ++better_plans;
      for (Index c = 0; c < network.candidates(); ++c) {
        const Index before = plan.arc_of()[c];
        ASSERT_TRUE(before == none || network.size_of(before) == size.room || after[c] == before)
            << "problem " << seed;
      }
    }
  });
  EXPECT_GT(better_plans, 20);
}

TEST(EqualSizes, WhereAllAreOfOneSizeThatIsTheOptimum) {
  int asked = 0;
  on_random_problems([&](Network network, std::uint64_t seed) {
    if (network.size.empty()) return;
    std::fill(network.size.begin(), network.size.end(), 2);
    const Objective objective = objectives[seed % 2];
    const std::vector<Index> nobody(network.candidates(), none);
    const std::vector<EqualSize> sizes = sizes_of(network);
    if (sizes.empty()) return;
    ++asked;
    const Worth found = worth_of(network, exchange_equals(network, objective, {2, 0}, {}, nobody));
    const Worth best = worth_of(network, search_all_plans(network, objective));
    ASSERT_EQ(found.placed, best.placed) << "problem " << seed;
    ASSERT_EQ(found.value, best.value) << "problem " << seed;
  });
  EXPECT_GT(asked, 200);
}

TEST(EqualSizes, PlansStayWithinTheirPlacesWhateverOptionsAreLookedAt) {
  on_random_problems([&](const Network& network, std::uint64_t seed) {
    testing::Dice dice(seed);
    std::vector<bool> usable(network.arcs.size());
    for (Index arc = 0; arc < network.arcs.size(); ++arc) usable[arc] = dice.once_in(2);
    const Objective objective = objectives[seed % 2];
    const SizedProgram program{values_of(network), {}};
    const RoomPrices prices = price_room(network, program, 30);
    SizedPlan plan(network, objective, usable);
    // The plan to begin from uses options that are not to be looked at.
    plan.start_from(search_all_plans(network, objective));
    const Total before = plan.worth();
    plan.exchange({});
    plan.descend({});
    plan.make_room(prices, {});
    plan.rebuild(prices, 30, {});
    expect_it_fits(network, plan.arc_of(), seed);
    ASSERT_GE(plan.worth(), before) << "problem " << seed;
  });
}

}  // namespace
}  // namespace jalon::allocation
