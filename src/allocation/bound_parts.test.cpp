#include "allocation/bound_parts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "allocation/all_plans.hpp"
#include "allocation/random_bonds.hpp"
#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

std::vector<BoundPart> parts_of(const Problem& problem, const Bonds& bonds) {
  return split_by_bonds(problem, bonds, read_locks(problem));
}

/// Two random problems side by side, each with its bonds.
struct SideBySide {
  explicit SideBySide(std::uint64_t seed) {
    OptionsBuilder options;
    for (const std::uint64_t own : {seed, seed + 10'000}) {
      const Problem one = testing::random_problem(own, {.candidates = 3, .places = 3, .sizes = own % 2 == 0});
      const Bonds bound = testing::random_bonds(one, own);
      const auto candidates = static_cast<Index>(problem.candidates.size());
      const auto places = static_cast<Index>(problem.places.size());
      narrow = narrow && one.options.value.is_narrow();
      for (Place place : one.places) {
        place.id += "-" + std::to_string(own);
        problem.places.push_back(std::move(place));
      }
      for (Index c = 0; c < one.candidates.size(); ++c) {
        problem.candidates.push_back(one.candidates[c]);
        problem.candidates.back().id += "-" + std::to_string(own);
        bonds.person.push_back(bound.person[c] == none ? none : candidates + bound.person[c]);
        for (Index row = one.options.begin(c); row < one.options.end(c); ++row)
          options.add(candidates + c, places + one.options.place[row], one.options.value[row],
                      one.options.size.empty() ? 0 : one.options.size[row]);
      }
      for (Lock lock : one.locks) {
        lock.candidate += candidates;
        lock.place += places;
        problem.locks.push_back(lock);
      }
      for (const auto& [a, b] : bound.conflicts) bonds.conflicts.emplace_back(places + a, places + b);
      for (Requirement requirement : bound.requirements) {
        requirement.candidate += candidates;
        requirement.needed += candidates;
        if (requirement.place != none) requirement.place += places;
        bonds.requirements.push_back(requirement);
      }
    }
    options.build(problem.candidates.size(), problem.options);
  }
  Problem problem;
  Bonds bonds;
  bool narrow = true;
};

/// Amina and Bilal wait for a module, childcare and a dwelling each; childcare makes the module usable, and
/// one module conflicts with the dwelling's visit where that is asked.
struct TwoPersons {
  explicit TwoPersons(bool dwelling_conflicts) {
    problem.places = {{"module", 1}, {"nursery", 2}, {"dwelling", 4}};
    OptionsBuilder options;
    for (Index person = 0; person < 2; ++person) {
      for (Index need = 0; need < 3; ++need) {
        const Index c = 3 * person + need;
        problem.candidates.push_back(
            {"C" + std::to_string(c), 1, need == 2 ? static_cast<int>(person) + 2 : 1});
        bonds.person.push_back(person);
        options.add(c, need, 10 + c);
      }
      bonds.requirements.push_back({3 * person, none, 3 * person + 1});
    }
    if (dwelling_conflicts) bonds.conflicts.emplace_back(0, 2);
    options.build(6, problem.options);
  }
  Problem problem;
  Bonds bonds;
};

TEST(BoundParts, DwellingsThatBindNobodyAreAnOrdinaryProblemOfSizes) {
  const TwoPersons two(false);
  const std::vector<BoundPart> parts = parts_of(two.problem, two.bonds);
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_TRUE(parts[0].candidate.empty());
  EXPECT_EQ(parts[1].place, std::vector<Index>{2});
  EXPECT_TRUE(parts[1].bonds.empty());
  EXPECT_TRUE(parts[1].sized);
  EXPECT_EQ(parts[2].candidate, (std::vector<Index>{0, 1, 3, 4}));
  EXPECT_EQ(parts[2].bonds.requirements.size(), 2U);
  EXPECT_TRUE(parts[2].bonds.person.empty());
}

TEST(BoundParts, OneConflictBindsAllOfThem) {
  const TwoPersons two(true);
  const std::vector<BoundPart> parts = parts_of(two.problem, two.bonds);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[1].candidate.size(), 6U);
  EXPECT_EQ(parts[1].bonds.conflicts.size(), 1U);
  EXPECT_EQ(parts[1].bonds.person, two.bonds.person);
}

TEST(BoundParts, AConflictBetweenPlacesThatNoOneHasBothOfBindsNobody) {
  TwoPersons two(true);
  two.bonds.person = {0, 1, 2, 3, 4, 5};
  two.bonds.requirements.clear();
  const std::vector<BoundPart> parts = parts_of(two.problem, two.bonds);
  for (const BoundPart& part : parts) EXPECT_TRUE(part.bonds.empty());
  EXPECT_EQ(parts[0].candidate, (std::vector<Index>{0, 1, 3, 4}));
}

TEST(BoundParts, EveryOneAndEveryPlaceIsInOnePartWithAllItsOptions) {
  int several = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const SideBySide both(seed);
    const auto& [problem, bonds, narrow] = both;
    if (!read_locks(problem).conflicts.empty()) continue;
    std::vector<int> candidates(problem.candidates.size(), 0);
    std::vector<int> places(problem.places.size(), 0);
    const std::vector<BoundPart> parts = parts_of(problem, bonds);
    if (parts.size() > 2) ++several;
    for (const BoundPart& part : parts) {
      for (const Index p : part.place) ++places[p];
      for (Index k = 0; k < part.candidate.size(); ++k) {
        const Index c = part.candidate[k];
        ++candidates[c];
        const bool kept = read_locks(problem).kept_at[c] != none;
        const Index options = part.problem.options.end(k) - part.problem.options.begin(k);
        if (!kept) {
          ASSERT_EQ(options, problem.options.end(c) - problem.options.begin(c));
        }
        for (Index row = part.problem.options.begin(k); row < part.problem.options.end(k); ++row) {
          const Index whole = problem.option_row(c, part.place[part.problem.options.place[row]]);
          ASSERT_NE(whole, none);
          ASSERT_EQ(part.problem.options.value[row], problem.options.value[whole]);
          ASSERT_EQ(part.problem.size_of(k, row), problem.size_of(c, whole));
        }
      }
    }
    ASSERT_TRUE(std::all_of(candidates.begin(), candidates.end(), [](int times) { return times == 1; }));
    ASSERT_TRUE(std::all_of(places.begin(), places.end(), [](int times) { return times == 1; }));
  }
  EXPECT_GT(several, 20);
}

/// Each by the part that its place is in, and yet what the whole gains and loses.
TEST(BoundParts, MarginalValuesAreThoseOfTheWhole) {
  int checked = 0;
  int worth_something = 0;
  for (std::uint64_t seed = 0; checked < 150; ++seed) {
    const SideBySide both(seed);
    const auto& [problem, bonds, narrow] = both;
    if (!narrow || !read_locks(problem).conflicts.empty()) continue;
    Rules rules;
    rules.objective = seed % 3 == 0 ? Objective::value : Objective::coverage_then_value;
    testing::AllPlans before(problem, bonds, rules.objective);
    if (bonds.empty() || !before.find()) continue;
    ++checked;
    const Proposal proposal = propose_bound(problem, bonds, rules);
    ASSERT_EQ(proposal.marginal.size(), problem.places.size());
    for (Index p = 0; p < problem.places.size(); ++p) {
      const Marginal& marginal = proposal.marginal[p];
      ASSERT_EQ(marginal.place, p);
      const auto expect = [&](std::int64_t more, const std::vector<std::int64_t>& placed,
                              std::int64_t value) {
        Problem other = problem;
        other.places[p].capacity += more;
        testing::AllPlans after(other, bonds, rules.objective);
        ASSERT_TRUE(after.find());
        EXPECT_EQ(value, after.best().value - before.best().value) << "problem " << seed << " place " << p;
        for (std::size_t k = 0; k < placed.size(); ++k)
          EXPECT_EQ(placed[k], after.best().placed[k] - before.best().placed[k]) << "problem " << seed;
        if (value != 0) ++worth_something;
      };
      ASSERT_TRUE(marginal.proven);
      expect(1, marginal.placed, marginal.value);
      if (marginal.fewer && marginal.fewer->proven) expect(-1, marginal.fewer->placed, marginal.fewer->value);
    }
  }
  EXPECT_GT(worth_something, 100);
}

}  // namespace
}  // namespace jalon::allocation
