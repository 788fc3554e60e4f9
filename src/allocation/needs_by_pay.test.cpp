#include "allocation/needs_by_pay.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "allocation/all_plans.hpp"
#include "allocation/needs_solver.hpp"
#include "allocation/network.hpp"
#include "allocation/random_bonds.hpp"
#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

/// Ten people and two places of five, everybody worth 100 everywhere.
Problem ten_people() {
  Problem problem;
  problem.places = {{"A", 5}, {"B", 5}};
  OptionsBuilder options;
  for (Index c = 0; c < 10; ++c) {
    problem.candidates.push_back({std::to_string(c)});
    for (Index p = 0; p < 2; ++p) options.add(c, p, 100);
  }
  options.build(10, problem.options);
  return problem;
}

Proposal proposed(std::int64_t placed, std::int64_t value, std::int64_t bound, bool proven) {
  Proposal proposal;
  proposal.status = proven ? Status::optimal : Status::feasible;
  proposal.placed = {placed};
  proposal.value = value;
  proposal.bound = bound;
  return proposal;
}

TEST(NeedsByPay, PaysMoreAsLongAsMoreCouldBePlaced) {
  Rules rules;
  std::vector<std::int64_t> pays;
  // Nine at 800 where one more is paid little, ten at 10 where it is paid more than that costs.
  const auto solve = [&](const Problem& paid, const Rules& asked) {
    EXPECT_EQ(asked.objective, Objective::value);
    const std::int64_t pay = paid.options.value[0] - 100;
    pays.push_back(pay);
    const std::int64_t nine = 800 + 9 * pay;
    const std::int64_t ten = 10 + 10 * pay;
    return nine > ten ? proposed(9, nine, nine, true) : proposed(10, ten, ten, true);
  };
  const Proposal found = solve_by_pay(ten_people(), rules, solve);
  EXPECT_EQ(pays, (std::vector<std::int64_t>{400, 2'001}));  // above all: twice ten times 100, and one
  EXPECT_EQ(found.status, Status::optimal);
  EXPECT_EQ(found.placed.front(), 10);
  EXPECT_EQ(found.value, 10);
  EXPECT_EQ(found.bound, 10);
}

TEST(NeedsByPay, EndsAtOnceWhereAsManyArePlacedAsCanBe) {
  int asked = 0;
  const auto solve = [&](const Problem& paid, const Rules&) {
    ++asked;
    const std::int64_t sum = 700 + 10 * (paid.options.value[0] - 100);
    return proposed(10, sum, sum, true);
  };
  EXPECT_EQ(solve_by_pay(ten_people(), {}, solve).value, 700);
  EXPECT_EQ(asked, 1);
}

TEST(NeedsByPay, WhatIsNotProvenIsTheBestOfThePlansWithTheLeastOfTheBounds) {
  double left = 9;
  Rules rules;
  rules.seconds_left = [&left] { return left; };
  const auto solve = [&](const Problem& paid, const Rules&) {
    const std::int64_t pay = paid.options.value[0] - 100;
    left -= 4.5;
    // First 8 of 750, at most 900 of so many; then 9 of 600, at most 1,000 of so many.
    return pay == 400 ? proposed(8, 750 + 8 * pay, 900 + 8 * pay, false)
                      : proposed(9, 600 + 9 * pay, 1'000 + 9 * pay, false);
  };
  const Proposal found = solve_by_pay(ten_people(), rules, solve);
  EXPECT_EQ(found.status, Status::feasible);
  EXPECT_EQ(found.placed.front(), 9);
  EXPECT_EQ(found.value, 600);
  // Nine placed are worth 400 less than eight may be: by the first pay.
  EXPECT_EQ(found.bound, 600);
}

TEST(NeedsByPay, AsksNothingOfTiersNorOfValuesThatNoPayCouldExceedExactly) {
  Problem problem = ten_people();
  EXPECT_TRUE(can_be_paid(problem));
  problem.candidates.front().tier = 2;
  EXPECT_FALSE(can_be_paid(problem));
  Problem dear = ten_people();
  Values values;
  for (std::size_t row = 0; row < dear.options.count(); ++row) values.push_back(largest_value);
  dear.options.value = values;
  EXPECT_FALSE(can_be_paid(dear));
}

TEST(NeedsByPay, EqualsTryingAllPlansOnRandomProblemsOfOneTier) {
  int solved = 0;
  for (std::uint64_t seed = 20'000; solved < 200; ++seed) {
    Problem problem = testing::random_problem(seed, {.candidates = 6, .places = 4, .sizes = true});
    for (Candidate& candidate : problem.candidates) candidate.tier = 1;
    const Locks locks = read_locks(problem);
    if (problem.candidates.empty() || !can_be_paid(problem) || !locks.conflicts.empty()) continue;
    const Bonds bonds = testing::random_bonds(problem, seed);
    if (bonds.empty()) continue;
    testing::AllPlans all(problem, bonds, Objective::coverage_then_value);
    if (!all.find()) continue;
    ++solved;
    Rules rules;
    rules.marginals = false;
    const Proposal found = solve_bound(problem, bonds, rules, locks);
    ASSERT_EQ(found.status, Status::optimal) << "problem " << seed;
    ASSERT_EQ(found.placed, all.best().placed) << "problem " << seed;
    ASSERT_EQ(found.value, all.best().value) << "problem " << seed;
    double left = 0.5;  // and cut short
    rules.seconds_left = [&left] { return left -= 0.01; };
    const Proposal short_of_time = solve_bound(problem, bonds, rules, locks);
    ASSERT_LE(short_of_time.placed, all.best().placed) << "problem " << seed;
    if (short_of_time.placed == all.best().placed) {
      ASSERT_GE(short_of_time.bound, all.best().value) << "problem " << seed;
    }
  }
}

}  // namespace
}  // namespace jalon::allocation
