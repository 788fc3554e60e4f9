#include "allocation/sized.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "allocation/branch_and_cut.hpp"
#include "allocation/kept_problems.hpp"
#include "allocation/plain_solver.hpp"
#include "allocation/random_problems.hpp"
#include "allocation/set_master.hpp"
#include "allocation/set_prices.hpp"
#include "allocation/sized_plan.hpp"

// Under the sanitizers: two small arrays of CoinUtils' presolve are never freed (presolve_dupmajor).
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libCoinUtils";
}

namespace jalon::allocation {
namespace {

using testing::random_problem;

constexpr Objective objectives[] = {Objective::coverage_then_value, Objective::value};

Problem sized_problem(std::uint64_t seed) {
  return random_problem(seed, {.candidates = 9, .places = 4, .sizes = true});
}

Network sized_network(std::uint64_t seed) {
  const Problem problem = sized_problem(seed);
  const Locks locks = read_locks(problem);
  return locks.conflicts.empty() ? make_network(problem, locks, 7) : Network{};
}

void expect_it_fits(const Network& network, const std::vector<Index>& arc_of) {
  std::vector<std::int64_t> left = network.capacity;
  for (const Index arc : arc_of) {
    if (arc != none) left[network.arcs[arc].place] -= network.size_of(arc);
  }
  for (const std::int64_t room : left) ASSERT_GE(room, 0);
}

/// By trying all plans: none that places at least as many of each tier has a greater value than the bound,
/// and none places more of a tier than its bound, of those that place as many of the tiers before it.
void expect_the_bounds_hold(const Network& network, Objective objective, const SizedAnswer& answer,
                            std::uint64_t seed) {
  const std::vector<std::int64_t> found = worth_of(network, answer.arc_of).placed;
  std::vector<Index> arc_of(network.candidates(), none);
  std::vector<std::int64_t> room = network.capacity;
  std::vector<std::int64_t> placed(found.size(), 0);
  std::int64_t most = answer.bound;
  std::vector<std::int64_t> most_placed = found;
  const auto walk = [&](const auto& self, Index c, std::int64_t value) -> void {
    if (c == network.candidates()) {
      bool as_many = true;
      for (std::size_t k = 0; k < found.size(); ++k) {
        if (as_many) most_placed[k] = std::max(most_placed[k], placed[k]);
        as_many = as_many && placed[k] >= found[k];
      }
      if (as_many || objective == Objective::value) most = std::max(most, value);
      return;
    }
    self(self, c + 1, value);
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      std::int64_t& left = room[network.arcs[arc].place];
      if (network.size_of(arc) > left) continue;
      left -= network.size_of(arc);
      ++placed[static_cast<std::size_t>(network.tier[c])];
      self(self, c + 1, value + network.value(arc));
      --placed[static_cast<std::size_t>(network.tier[c])];
      left += network.size_of(arc);
    }
  };
  walk(walk, 0, 0);
  ASSERT_EQ(most, answer.bound) << "problem " << seed;
  if (objective == Objective::value) return;
  ASSERT_EQ(answer.placed_bound.size(), found.size());
  for (std::size_t k = 0; k < found.size(); ++k)
    ASSERT_GE(answer.placed_bound[k], most_placed[k]) << "problem " << seed;
}

TEST(Sizes, BranchAndCutEqualsTryingAllPlansOnAThousandRandomProblems) {
  int solved = 0;
  for (std::uint64_t seed = 0; solved < 1'000; ++seed) {
    const Network network = sized_network(seed);
    if (network.unit_demand()) continue;
    ++solved;
    Rules rules;
    rules.objective = objectives[seed % 2];
    const Worth expected = worth_of(network, search_all_plans(network, rules.objective));
    const SizedAnswer answer = solve_sized(network, rules, {}, 0);
    expect_it_fits(network, answer.arc_of);
    const Worth found = worth_of(network, answer.arc_of);
    expect_the_bounds_hold(network, rules.objective, answer, seed);
    if (!answer.proven) {  // values too large to be left to floating point
      ASSERT_FALSE(better(found, expected, rules.objective));
      continue;
    }
    ASSERT_EQ(found.placed, expected.placed) << testing::told(sized_problem(seed));
    ASSERT_EQ(found.value, expected.value) << testing::told(sized_problem(seed));
  }
}

TEST(Sizes, WhereTimeIsCountedAndEnoughTheAnswerIsTheSame) {
  int proven = 0;
  for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
    const Network network = sized_network(seed);
    if (network.candidates() == 0) continue;
    for (const Objective objective : objectives) {
      double left =
          100;  // a clock that counts questions: plans are bettered and proofs begun as with seconds
      Rules rules;
      rules.objective = objective;
      rules.seconds_left = [&left] { return left -= 1e-3; };
      const SizedAnswer answer = solve_sized(network, rules, {}, 0);
      expect_it_fits(network, answer.arc_of);
      const Worth best = worth_of(network, search_all_plans(network, objective));
      const Worth found = worth_of(network, answer.arc_of);
      ASSERT_FALSE(better(found, best, objective)) << "problem " << seed;
      if (!answer.proven) continue;  // values too large to be left to floating point
      ++proven;
      ASSERT_EQ(found.value, best.value) << "problem " << seed;
      if (objective == Objective::coverage_then_value) {
        ASSERT_EQ(found.placed, best.placed) << "problem " << seed;
      }
    }
  }
  EXPECT_GT(proven, 1'200);
}

TEST(Sizes, OneMoreUnitOfRoomIsWorthWhatSolvingAgainSays) {
  int from_prices = 0;
  for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
    const Network network = sized_network(seed);
    if (network.unit_demand()) continue;
    Rules rules;
    rules.objective = objectives[seed % 2];
    const Worth now = worth_of(network, search_all_plans(network, rules.objective));
    // As if there were too many plans to try them all: then the prices of the answer tell of its neighbours.
    const SizedAnswer answer = solve_sized(network, rules, {}, seed % 4 < 2 ? few_plans : 0);
    if (!answer.proven) continue;  // values too large to be left to floating point
    from_prices += answer.prices ? 1 : 0;
    const std::vector<Marginal> marginals = sized_marginals(network, rules, answer);
    for (Index p = 0; p < network.places(); ++p) {
      Network more = network;
      ++more.capacity[p];
      const Worth then = worth_of(more, search_all_plans(more, rules.objective));
      ASSERT_TRUE(marginals[p].proven);
      ASSERT_EQ(marginals[p].value, then.value - now.value) << "problem " << seed;
      for (std::size_t k = 0; k < now.placed.size(); ++k) {
        ASSERT_EQ(marginals[p].placed[k], then.placed[k] - now.placed[k]) << "problem " << seed;
      }
      ASSERT_EQ(marginals[p].fewer.has_value(), network.capacity[p] > 0);
      if (!marginals[p].fewer) continue;
      more.capacity[p] -= 2;
      const Worth less = worth_of(more, search_all_plans(more, rules.objective));
      ASSERT_TRUE(marginals[p].fewer->proven);
      ASSERT_EQ(marginals[p].fewer->value, less.value - now.value) << "problem " << seed;
      for (std::size_t k = 0; k < now.placed.size(); ++k) {
        ASSERT_EQ(marginals[p].fewer->placed[k], less.placed[k] - now.placed[k]) << "problem " << seed;
      }
    }
  }
  EXPECT_GT(from_prices, 100);
}

TEST(Sizes, TheBoundOfPricesIsNeverBelowTheBestPlan) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const Network network = sized_network(seed);
    const Worth best = worth_of(network, search_all_plans(network, Objective::value));
    ASSERT_GE(price_room(network, {values_of(network), {}}, 60).bound, best.value) << "problem " << seed;
  }
}

TEST(Sizes, TheBoundOfSetsIsNeverBelowTheBestPlanNorAboveTheBoundOfRoom) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const Network network = sized_network(seed);
    const Worth best = worth_of(network, search_all_plans(network, Objective::value));
    const SizedProgram program{values_of(network), {}};
    const RoomPrices room = price_room(network, program, 60);
    SetPricing pricing(network, program);
    SetPrices prices = prices_from_room(network, program, room);
    pricing.descend(prices, best.value, 60, {});
    improve_prices(network, pricing, prices, best.value, {});
    ASSERT_GE(prices.bound, best.value * scaled_unit) << "problem " << seed;
    ASSERT_LE(prices.bound, (room.bound + 2) * scaled_unit) << "problem " << seed;
  }
}

TEST(Sizes, AnOptionThatABestPlanUsesLosesNoMoreThanTheBoundIsAboveIt) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const Network network = sized_network(seed);
    const std::vector<Index> plan = search_all_plans(network, Objective::value);
    const Worth best = worth_of(network, plan);
    const SizedProgram program{values_of(network), {}};
    SetPricing pricing(network, program);
    SetPrices prices = prices_from_room(network, program, price_room(network, program, 10));
    pricing.descend(prices, best.value, 20, {});
    const SetLosses losses = pricing.losses(prices);
    const Scaled above = prices.bound - best.value * scaled_unit;
    for (Index c = 0; c < network.candidates(); ++c) {
      ASSERT_LE(plan[c] == none ? losses.left_out[c] : losses.used[plan[c]], above) << "problem " << seed;
    }
  }
}

TEST(Sizes, ThePricesOfSetsLeaveFewOptionsOfAHundredHouseholdsAndTheBestPlanIsAmongThem) {
  const Problem problem = random_problem(3, {.candidates = 100, .places = 10, .sizes = true});
  const Network network = make_network(problem, read_locks(problem), 7);
  for (const Objective objective : objectives) {
    Rules rules;
    rules.objective = objective;
    const SizedAnswer answer = solve_sized(network, rules, {}, 0);
    ASSERT_TRUE(answer.proven);
    expect_it_fits(network, answer.arc_of);
    // Branch and cut on every option, without prices of sets, finds nothing better.
    IntegerProgram whole;
    whole.coefficient = objective == Objective::value ? values_of(network) : count_tier(network, 0);
    const IntegerAnswer found = solve_integer_program(network, whole, answer.arc_of, 60);
    ASSERT_TRUE(found.proven);
    ASSERT_FALSE(better(worth_of(network, found.arc_of), worth_of(network, answer.arc_of), objective));
  }
}

TEST(Sizes, WithoutASecondLeftAPlanThatFitsComesWithItsBound) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Network network = sized_network(seed);
    Rules rules;
    rules.objective = objectives[seed % 2];
    rules.seconds_left = [] { return 0.0; };
    const SizedAnswer answer = solve_sized(network, rules, {}, 0);
    expect_it_fits(network, answer.arc_of);
    expect_the_bounds_hold(network, rules.objective, answer, seed);
  }
}

TEST(Sizes, TheBoundHoldsWheneverTimeRunsOut) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Network network = sized_network(seed);
    Rules rules;
    rules.objective = objectives[seed % 2];
    // So many looks at the clock, then there is no second left.
    int looks = static_cast<int>(seed % 40);
    rules.seconds_left = [&] { return looks-- > 0 ? 1.0 : 0.0; };
    const SizedAnswer answer = solve_sized(network, rules, {}, 0);
    expect_it_fits(network, answer.arc_of);
    expect_the_bounds_hold(network, rules.objective, answer, seed);
    const Worth best = worth_of(network, search_all_plans(network, rules.objective));
    const Worth found = worth_of(network, answer.arc_of);
    if (answer.proven) {
      ASSERT_FALSE(better(best, found, rules.objective)) << "problem " << seed;
    }
  }
}

TEST(Sizes, SomeThousandsGetAPlanWithinASecondOrTwoAndCountThoseWhoCouldBePlaced) {
  testing::Dice dice(5);
  Problem problem;
  OptionsBuilder options;
  for (Index p = 0; p < 160; ++p) problem.places.push_back({std::to_string(p), dice.from(15, 45)});
  for (Index c = 0; c < 3'200; ++c) {
    const auto size = static_cast<std::int32_t>(dice.once_in(2) ? 1 : dice.from(2, 6));
    problem.candidates.push_back({std::to_string(c), static_cast<std::int32_t>(dice.from(1, 2)), size});
    const auto home = static_cast<Index>(dice.from(0, 159));
    for (Index k = 0; k < 20; ++k) options.add(c, (home + 7 * k) % 160, dice.from(0, 1'000) * size);
  }
  options.build(problem.candidates.size(), problem.options);
  const Network network = make_network(problem, read_locks(problem), 7);
  for (const Objective objective : objectives) {
    Rules rules;
    rules.objective = objective;
    const auto start = std::chrono::steady_clock::now();
    rules.seconds_left = [start] {
      return 2 - std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    const SizedAnswer answer = solve_sized(network, rules, {}, 0);
    expect_it_fits(network, answer.arc_of);
    const Worth worth = worth_of(network, answer.arc_of);
    EXPECT_GE(answer.bound, worth.value);
    EXPECT_LT(static_cast<double>(answer.bound - worth.value), 0.05 * static_cast<double>(worth.value));
    if (objective == Objective::value) continue;
    for (std::size_t k = 0; k < worth.placed.size(); ++k) {
      EXPECT_GE(answer.placed_bound[k], worth.placed[k]);
      EXPECT_LE(answer.placed_bound[k], worth.placed[k] + 20);
    }
  }
}

}  // namespace
}  // namespace jalon::allocation
