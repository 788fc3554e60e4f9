#include "allocation/several_needs.hpp"

#include <gtest/gtest.h>

#include "allocation/all_plans.hpp"
#include "allocation/network.hpp"
#include "allocation/random_bonds.hpp"
#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

using testing::AllPlans;
using testing::random_bonds;

TEST(SeveralNeeds, EqualTryingAllPlansOnAThousandRandomProblems) {
  int solved = 0;
  int bound_mattered = 0;
  for (std::uint64_t seed = 0; solved < 1'000; ++seed) {
    const Problem problem =
        testing::random_problem(seed, {.candidates = 6, .places = 4, .sizes = seed % 2 == 0});
    if (!problem.options.value.is_narrow() || !read_locks(problem).conflicts.empty()) continue;
    const Bonds bonds = random_bonds(problem, seed);
    if (bonds.empty()) continue;
    ++solved;
    Rules rules;
    rules.marginals = false;
    rules.objective = seed % 3 == 0 ? Objective::value : Objective::coverage_then_value;
    AllPlans all(problem, bonds, rules.objective);
    const bool possible = all.find();
    const Proposal proposal = propose_bound(problem, bonds, rules);
    ASSERT_EQ(proposal.status, possible ? Status::optimal : Status::infeasible) << "problem " << seed;
    if (!possible) continue;
    ASSERT_EQ(proposal.placed, all.best().placed) << "problem " << seed;
    ASSERT_EQ(proposal.value, all.best().value) << "problem " << seed;
    ASSERT_TRUE(check_bonds(problem, bonds, proposal.place_of).empty()) << "problem " << seed;
    std::vector<PlanRow> plan;
    for (Index c = 0; c < proposal.place_of.size(); ++c) plan.push_back({c, proposal.place_of[c]});
    ASSERT_TRUE(check(problem, rules, plan).breaches.empty()) << "problem " << seed;
    if (propose(problem, rules).value != proposal.value) ++bound_mattered;
  }
  EXPECT_GT(bound_mattered, 200);
}

TEST(SeveralNeeds, WithoutASecondLeftAPlanThatBreaksNothingComesWithItsBound) {
  for (std::uint64_t seed = 5'000; seed < 5'200; ++seed) {
    Problem problem = testing::random_problem(seed, {.candidates = 6, .places = 4, .sizes = true});
    problem.locks.clear();
    if (!problem.options.value.is_narrow()) continue;
    const Bonds bonds = random_bonds(problem, seed);
    if (bonds.empty()) continue;
    Rules rules;
    rules.objective = Objective::value;
    rules.seconds_left = [] { return 0.0; };
    const Proposal proposal = propose_bound(problem, bonds, rules);
    AllPlans all(problem, bonds, rules.objective);
    ASSERT_TRUE(all.find());
    ASSERT_GE(proposal.bound, all.best().value) << "problem " << seed;
    ASSERT_LE(proposal.value, all.best().value) << "problem " << seed;
    ASSERT_TRUE(check_bonds(problem, bonds, proposal.place_of).empty());
  }
}

TEST(SeveralNeeds, ThePairOrNeither) {
  Problem problem;
  problem.places = {{"module", 1}, {"nursery", 1}};
  problem.candidates = {{"amina-module"}, {"amina-childcare"}, {"bilal-module"}, {"chen-childcare"}};
  OptionsBuilder options;
  options.add(0, 0, 90);
  options.add(1, 1, 0);
  options.add(2, 0, 80);
  options.add(3, 1, 30);
  options.build(4, problem.options);
  Rules rules;
  rules.objective = Objective::value;
  Bonds bonds;
  bonds.person = {0, 0, 1, 2};
  bonds.requirements = {{0, none, 1}, {1, none, 0}};
  const Proposal proposal = propose_bound(problem, bonds, rules);
  EXPECT_EQ(proposal.value, 110);  // Bilal and Chen: 80 + 30 beat the pair's 90
  EXPECT_EQ(proposal.place_of[0], none);
  EXPECT_EQ(proposal.place_of[1], none);
  problem.places[1].capacity = 2;
  EXPECT_EQ(propose_bound(problem, bonds, rules).value, 120);
}

}  // namespace
}  // namespace jalon::allocation
