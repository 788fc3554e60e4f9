// What holds of every optimum, whoever computed it: asked of both engines through the public face, on random
// problems of which the answer is not known beforehand.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "allocation/allocation.hpp"
#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

using testing::Dice;
using testing::random_problem;

struct Engine {
  const char* name;
  bool sizes;
  std::uint64_t problems;
  std::int64_t candidates;
  std::int64_t places;
};

class Properties : public ::testing::TestWithParam<Engine> {
 protected:
  Problem problem(std::uint64_t seed) const {
    return random_problem(
        seed, {.candidates = GetParam().candidates, .places = GetParam().places, .sizes = GetParam().sizes});
  }
  static Rules rules(std::uint64_t seed) {
    Rules rules;
    rules.marginals = false;
    rules.seed = seed;
    rules.objective = seed % 2 == 0 ? Objective::value : Objective::coverage_then_value;
    return rules;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, Properties,
                         ::testing::Values(Engine{"unit_demand", false, 5'000, 60, 15},
                                           Engine{"sizes", true, 600, 30, 6}),
                         [](const auto& of) { return of.param.name; });

/// Whether `now` is at least as good as `before`, as the objective says.
bool no_worse(const Proposal& now, const Proposal& before, Objective objective) {
  if (objective == Objective::value) return now.value >= before.value;
  return std::pair(now.placed, now.value) >= std::pair(before.placed, before.value);
}

/// Another order of everything: candidates, places, options, locks. `place_at` and `candidate_at` say where
/// each stands then.
struct Shuffled {
  Shuffled(const Problem& problem, Dice& dice)
      : candidate_at(order(problem.candidates.size(), dice)), place_at(order(problem.places.size(), dice)) {
    other.candidates.resize(problem.candidates.size());
    other.places.resize(problem.places.size());
    for (Index c = 0; c < candidate_at.size(); ++c) other.candidates[candidate_at[c]] = problem.candidates[c];
    for (Index p = 0; p < place_at.size(); ++p) other.places[place_at[p]] = problem.places[p];
    OptionsBuilder options;
    for (const Index c : order(problem.candidates.size(), dice)) {
      for (Index row = problem.options.end(c); row-- > problem.options.begin(c);) {
        const std::int64_t size = problem.size_of(c, row);
        options.add(candidate_at[c], place_at[problem.options.place[row]], problem.options.value[row],
                    size == problem.candidates[c].size ? 0 : static_cast<std::int32_t>(size));
      }
    }
    options.build(problem.candidates.size(), other.options);
    for (const Lock& lock : problem.locks)
      other.locks.push_back({candidate_at[lock.candidate], place_at[lock.place], lock.kind});
    std::reverse(other.locks.begin(), other.locks.end());
  }

  static std::vector<Index> order(std::size_t count, Dice& dice) {
    std::vector<Index> all(count);
    std::iota(all.begin(), all.end(), Index{0});
    for (std::size_t k = count; k > 1; --k) {
      std::swap(all[k - 1], all[static_cast<std::size_t>(dice.from(0, static_cast<std::int64_t>(k) - 1))]);
    }
    return all;
  }

  std::vector<Index> candidate_at;
  std::vector<Index> place_at;
  Problem other;
};

TEST_P(Properties, AddingAPlaceNeverHurts) {
  std::uint64_t better = 0;
  for (std::uint64_t seed = 0; seed < GetParam().problems; ++seed) {
    Problem problem = this->problem(seed);
    const Rules rules = this->rules(seed);
    const Proposal before = propose(problem, rules);
    if (before.status != Status::optimal) continue;
    Dice dice(seed + 1);
    if (dice.once_in(2)) {
      problem
          .places[static_cast<std::size_t>(
              dice.from(0, static_cast<std::int64_t>(problem.places.size()) - 1))]
          .capacity += dice.from(1, 3);
    } else {  // a new one, open to some
      const auto place = static_cast<Index>(problem.places.size());
      problem.places.push_back({"new", dice.from(1, 4)});
      OptionsBuilder options;
      for (Index c = 0; c < problem.candidates.size(); ++c) {
        for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row) {
          options.add(c, problem.options.place[row], problem.options.value[row],
                      static_cast<std::int32_t>(problem.size_of(c, row)));
        }
        if (dice.once_in(2)) options.add(c, place, dice.from(-50, 1000));
      }
      options.build(problem.candidates.size(), problem.options);
    }
    const Proposal after = propose(problem, rules);
    if (after.status != Status::optimal) {  // sizes with values too large for the integer solver
      ASSERT_TRUE(GetParam().sizes) << "problem " << seed;
      continue;
    }
    ASSERT_TRUE(no_worse(after, before, rules.objective)) << "problem " << seed;
    if (!no_worse(before, after, rules.objective)) ++better;
  }
  EXPECT_GT(better, GetParam().problems / 5) << "too few places that serve to prove anything";
}

TEST_P(Properties, TheOrderOfTheInputChangesNothing) {
  std::uint64_t placed = 0;
  for (std::uint64_t seed = 0; seed < GetParam().problems; ++seed) {
    const Problem problem = this->problem(seed);
    Dice dice(seed + 1);
    const Shuffled shuffled(problem, dice);
    const Rules rules = this->rules(seed);
    const Proposal one = propose(problem, rules);
    const Proposal two = propose(shuffled.other, rules);
    ASSERT_EQ(one.status, two.status) << "problem " << seed;
    ASSERT_EQ(one.placed, two.placed) << "problem " << seed;
    ASSERT_EQ(one.value, two.value) << "problem " << seed;
    for (Index c = 0; c < one.place_of.size(); ++c) {
      const Index there = two.place_of[shuffled.candidate_at[c]];
      ASSERT_EQ(one.place_of[c] == none ? none : shuffled.place_at[one.place_of[c]], there)
          << "problem " << seed << " candidate " << c;
      ASSERT_EQ(one.reason[c], two.reason[shuffled.candidate_at[c]]) << "problem " << seed;
      placed += one.place_of[c] != none ? 1 : 0;
    }
  }
  EXPECT_GT(placed, GetParam().problems);
}

/// An option is dominated, in a plan, by another of the same candidate that is worth more and has room left.
TEST_P(Properties, DominatedOptionsAreNeverUsed) {
  std::uint64_t dominated = 0;
  for (std::uint64_t seed = 0; seed < GetParam().problems; ++seed) {
    Problem problem = this->problem(seed);
    // One place has room for everybody: whatever is worth less there or elsewhere is dominated.
    std::int64_t everybody = 0;
    for (const Candidate& candidate : problem.candidates) everybody += std::max(candidate.size, 6);
    if (seed % 2 == 0) problem.places.front().capacity = everybody;
    const Rules rules = this->rules(seed);
    const Proposal proposal = propose(problem, rules);
    if (proposal.status != Status::optimal) continue;
    std::vector<std::int64_t> left;
    for (const Place& place : problem.places) left.push_back(place.capacity);
    for (Index c = 0; c < problem.candidates.size(); ++c) {
      const Index p = proposal.place_of[c];
      if (p != none) left[p] -= problem.size_of(c, problem.option_row(c, p));
    }
    for (Index c = 0; c < problem.candidates.size(); ++c) {
      const bool locked = std::any_of(problem.locks.begin(), problem.locks.end(),
                                      [&](const Lock& lock) { return lock.candidate == c; });
      if (locked) continue;
      const Index p = proposal.place_of[c];
      for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row) {
        const Index q = problem.options.place[row];
        if (q == p || problem.size_of(c, row) > left[q]) continue;
        if (p != none) {
          ASSERT_LE(problem.options.value[row], problem.options.value[problem.option_row(c, p)])
              << "problem " << seed << " candidate " << c << " sits at " << p << ", " << q << " is free";
          ++dominated;
        } else {  // out, with room for them: only where they would enter at a loss
          ASSERT_EQ(rules.objective, Objective::value) << "problem " << seed << " candidate " << c;
          ASSERT_LE(problem.options.value[row], 0) << "problem " << seed << " candidate " << c;
        }
      }
    }
  }
  EXPECT_GT(dominated, GetParam().problems / 2);
}

}  // namespace
}  // namespace jalon::allocation
