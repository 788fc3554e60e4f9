#include <gtest/gtest.h>

#include <algorithm>

#include "allocation/allocation.hpp"
#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

/// The least number of points more, over all options, that places the candidate: found one point at a time.
std::int64_t points_missing(const Problem& problem, const Rules& rules, Index candidate, std::int64_t most) {
  for (std::int64_t more = 0; more <= most; ++more) {
    for (Index changed = problem.options.begin(candidate); changed < problem.options.end(candidate);
         ++changed) {
      Problem other = problem;
      other.options.value = {};
      for (std::size_t row = 0; row < problem.options.count(); ++row) {
        other.options.value.push_back(problem.options.value[row] + (row == changed ? more : 0));
      }
      if (propose(other, rules).place_of[candidate] != none) return more;
    }
  }
  return most + 1;
}

TEST(Explanations, TheThresholdIsTheLeastChangeThatPlacesTheCandidate) {
  int explained = 0;
  for (std::uint64_t seed = 0; explained < 150 && seed < 5'000; ++seed) {
    const Problem problem =
        testing::random_problem(seed, {.candidates = 8, .places = 3, .sizes = seed % 5 == 0});
    if (!problem.options.value.is_narrow()) continue;
    Rules rules;
    rules.seed = seed;
    rules.marginals = false;
    rules.objective = seed % 2 == 0 ? Objective::coverage_then_value : Objective::value;
    const Proposal proposal = propose(problem, rules);
    if (proposal.status == Status::infeasible) continue;
    const auto out = std::find(proposal.reason.begin(), proposal.reason.end(), Reason::outranked);
    if (out == proposal.reason.end()) continue;
    const auto candidate = static_cast<Index>(out - proposal.reason.begin());
    constexpr std::int64_t most = 40;
    const std::int64_t missing = points_missing(problem, rules, candidate, most);
    const Explanation explanation = explain(problem, rules, candidate);
    ++explained;
    if (missing > most) continue;
    ASSERT_NE(explanation.threshold_place, none) << "problem " << seed;
    const Index row = problem.option_row(candidate, explanation.threshold_place);
    ASSERT_EQ(explanation.threshold - problem.options.value[row], missing) << "problem " << seed;
  }
  EXPECT_EQ(explained, 150);
}

TEST(Explanations, TheExtraPlaceNamedLetsTheCandidateIn) {
  int named = 0;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    const Problem problem = testing::random_problem(seed, {.candidates = 8, .places = 3});
    Rules rules;
    rules.seed = seed;
    const Proposal proposal = propose(problem, rules);
    if (proposal.status == Status::infeasible) continue;
    for (Index c = 0; c < problem.candidates.size(); ++c) {
      if (proposal.place_of[c] != none) continue;
      const Explanation explanation = explain(problem, rules, c);
      if (explanation.extra_place == none) continue;
      Problem other = problem;
      ++other.places[explanation.extra_place].capacity;
      ASSERT_NE(propose(other, rules).place_of[c], none) << "problem " << seed;
      ++named;
    }
  }
  EXPECT_GT(named, 50);
}

}  // namespace
}  // namespace jalon::allocation
