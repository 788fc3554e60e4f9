#include "allocation/dominance.hpp"

#include <gtest/gtest.h>

#include <random>

namespace jalon::allocation {
namespace {

/// Few seats, many candidates, many ties; sizes 1 to `sizes`.
Problem crowded(std::mt19937_64& random, int sizes) {
  const auto up_to = [&](int bound) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound));
  };
  Problem problem;
  const auto places = 1 + up_to(3);
  for (std::int64_t p = 0; p < places; ++p) problem.places.push_back({"p" + std::to_string(p), up_to(4)});
  const auto candidates = static_cast<Index>(4 + up_to(12));
  OptionsBuilder options;
  for (Index c = 0; c < candidates; ++c) {
    problem.candidates.push_back({"c" + std::to_string(c), static_cast<std::int32_t>(1 + up_to(2)),
                                  static_cast<std::int32_t>(1 + up_to(sizes)), up_to(3)});
    for (Index p = 0; p < places; ++p) {
      if (up_to(4) > 0) options.add(c, p, up_to(6) - 1);
    }
  }
  (void)options.build(candidates, problem.options);
  for (int lock = 0; lock < up_to(3); ++lock) {
    const auto c = static_cast<Index>(up_to(static_cast<int>(candidates)));
    if (problem.options.begin(c) == problem.options.end(c)) continue;
    problem.locks.push_back({c, problem.options.place[problem.options.begin(c)], LockKind::forbid});
  }
  return problem;
}

void expect_same(const Problem& problem, const Rules& rules) {
  const Proposal whole = propose(problem, rules);
  const Proposal reduced = propose_reduced(problem, rules);
  ASSERT_EQ(whole.placed, reduced.placed);
  ASSERT_EQ(whole.value, reduced.value);
  ASSERT_EQ(whole.unplaced, reduced.unplaced);
  ASSERT_EQ(whole.place_of.size(), reduced.place_of.size());
  for (Index c = 0; c < whole.place_of.size(); ++c) {
    ASSERT_EQ(whole.place_of[c] == none, reduced.place_of[c] == none) << problem.candidates[c].id;
  }
  for (std::size_t p = 0; p < whole.marginal.size(); ++p) {
    ASSERT_EQ(whole.marginal[p].placed, reduced.marginal[p].placed);
    ASSERT_EQ(whole.marginal[p].value, reduced.marginal[p].value);
  }
}

TEST(Dominance, WhoIsLeftOutChangesNothingInUnitDemand) {
  std::mt19937_64 random(11);
  for (int time = 0; time < 3000; ++time) {
    Rules rules;
    rules.seed = static_cast<std::uint64_t>(time);
    rules.objective = time % 2 == 0 ? Objective::coverage_then_value : Objective::value;
    expect_same(crowded(random, 1), rules);
    if (HasFatalFailure()) FAIL() << "instance " << time;
  }
}

TEST(Dominance, NorWithSizes) {
  std::mt19937_64 random(12);
  for (int time = 0; time < 600; ++time) {
    Rules rules;
    rules.seed = static_cast<std::uint64_t>(time);
    rules.marginals = false;
    const Problem problem = crowded(random, 3);
    const Proposal whole = propose(problem, rules);
    const Proposal reduced = propose_reduced(problem, rules);
    ASSERT_EQ(whole.placed, reduced.placed) << time;
    ASSERT_EQ(whole.value, reduced.value) << time;
  }
}

TEST(Dominance, LeavesOutTheCrowdWhereSeatsAreFew) {
  Problem problem;
  problem.places = {{"p", 3}};
  OptionsBuilder options;
  for (Index c = 0; c < 500; ++c) {
    problem.candidates.push_back({"c" + std::to_string(c), 1, 1, 0});
    options.add(c, 0, static_cast<std::int64_t>(c));
  }
  (void)options.build(500, problem.options);
  const Reduced reduced = reduce(problem, {}, 0, {7});
  EXPECT_EQ(reduced.original, (std::vector<Index>{7, 497, 498, 499}));
  EXPECT_EQ(reduced.position[8], none);
}

}  // namespace
}  // namespace jalon::allocation
