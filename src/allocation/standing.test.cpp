#include "allocation/standing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "allocation/network.hpp"
#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

using testing::Dice;
using testing::random_problem;

/// Whatever may happen to an allocation, at random.
class Happenings {
 public:
  Happenings(Standing& standing, std::uint64_t seed, bool sizes, bool rare)
      : standing_(standing), dice_(seed), sizes_(sizes), rare_(rare) {}

  Effect next() {
    const auto candidate = [&] {
      return static_cast<Index>(dice_.from(0, static_cast<std::int64_t>(standing_.candidates()) - 1));
    };
    const auto place = [&] {
      return static_cast<Index>(dice_.from(0, static_cast<std::int64_t>(standing_.places()) - 1));
    };
    const std::int64_t kind = standing_.candidates() == 0 ? 9 : dice_.from(0, 12);
    switch (kind) {
      case 0:
        what = "keep";
        return standing_.keep(candidate(), place());
      case 1:
        what = "forbid";
        return standing_.forbid(candidate(), place());
      case 2:
      case 3: {
        const std::vector<Lock> locks = standing_.problem().locks;
        if (locks.empty()) return {};
        const auto k = static_cast<std::size_t>(dice_.from(0, static_cast<std::int64_t>(locks.size()) - 1));
        what = "unlock";
        return standing_.unlock(locks[k].candidate, locks[k].place);
      }
      case 4:
        what = "accept";
        return standing_.accept(candidate());
      case 5:
        what = "refuse";
        return standing_.refuse(candidate());
      case 6:
        what = "withdraw";
        return standing_.withdraw(candidate());
      case 7:
      case 8:
        what = "capacity";
        return standing_.set_capacity(place(), dice_.from(0, 4));
      case 12:
        what = "open";
        return open();
      default:
        what = "arrive";
        return arrive();
    }
  }

  const char* what = "";

 private:
  std::int64_t value() {
    if (rare_ && dice_.once_in(20)) return dice_.from(-100'000, 100'000);
    return dice_.from(0, 6);
  }
  std::int32_t size() { return sizes_ ? static_cast<std::int32_t>(dice_.from(1, 3)) : 1; }

  Effect arrive() {
    Candidate candidate;
    candidate.id = "N" + std::to_string(standing_.candidates());
    candidate.tier = static_cast<std::int32_t>(dice_.from(1, rare_ ? 5 : 3));
    candidate.size = size();
    candidate.waiting_since = dice_.from(-1, 1);
    std::vector<OptionHere> options;
    for (Index p = 0; p < standing_.places(); ++p) {
      if (dice_.once_in(2)) options.push_back({p, value(), 0});
    }
    return standing_.arrive(std::move(candidate), options);
  }

  Effect open() {
    std::vector<OptionHere> options;
    for (Index c = 0; c < standing_.candidates(); ++c) {
      if (dice_.once_in(3)) options.push_back({c, value(), 0});
    }
    return standing_.open({"Q" + std::to_string(standing_.places()), dice_.from(0, 3)}, options);
  }

  Standing& standing_;
  Dice dice_;
  bool sizes_;
  bool rare_;
};

std::vector<Index> places_now(const Standing& standing) {
  std::vector<Index> places;
  for (Index c = 0; c < standing.candidates(); ++c) places.push_back(standing.place_of(c));
  return places;
}

void expect_it_can_stand(const Problem& problem, const std::vector<Index>& place_of, std::int64_t value) {
  std::vector<PlanRow> plan;
  for (Index c = 0; c < place_of.size(); ++c) plan.push_back({c, place_of[c]});
  const Verdict verdict = check(problem, {}, plan);
  ASSERT_TRUE(verdict.breaches.empty());
  ASSERT_EQ(verdict.value, value);
}

/// Changes at random, each beside a solve from nothing.
void try_changes(const testing::Shape& shape, std::uint64_t first, std::uint64_t count, int changes,
                 bool rare, bool same_people) {
  int moved = 0;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    const Problem problem = random_problem(seed, shape);
    if (!read_locks(problem).conflicts.empty()) continue;
    Rules rules;
    rules.seed = seed;
    rules.marginals = false;
    rules.objective = seed % 2 == 0 ? Objective::coverage_then_value : Objective::value;
    Standing standing(problem, rules);
    Happenings happenings(standing, seed, shape.sizes, rare);
    std::vector<Index> place_of = places_now(standing);
    for (int k = 0; k < changes; ++k) {
      const Effect effect = happenings.next();
      const std::string name =
          "problem " + std::to_string(seed) + " change " + std::to_string(k) + " " + happenings.what;
      place_of.resize(standing.candidates(), none);
      for (const Move& move : effect.moves) {
        ASSERT_EQ(place_of[move.candidate], move.from) << name;
        place_of[move.candidate] = move.to;
        ++moved;
      }
      ASSERT_EQ(place_of, places_now(standing)) << name;
      const Problem now = standing.problem();
      const Proposal anew = propose(now, rules);
      ASSERT_EQ(anew.status, Status::optimal) << name;
      ASSERT_EQ(standing.placed(), anew.placed) << name;
      ASSERT_EQ(standing.value(), anew.value) << name;
      expect_it_can_stand(now, place_of, standing.value());
      for (Index c = 0; same_people && c < place_of.size(); ++c) {
        ASSERT_EQ(place_of[c] == none, anew.place_of[c] == none) << name << " candidate " << c;
      }
    }
  }
  EXPECT_GT(moved, static_cast<int>(count));
}

TEST(Standing, EveryChangeEqualsASolveFromNothingAndSeatsTheSamePeople) {
  try_changes({.candidates = 25, .places = 7}, 0, 400, 30, false, true);
}

TEST(Standing, SmallAllocationsWithManyTiesToo) {
  try_changes({.candidates = 7, .places = 3}, 10'000, 800, 25, false, true);
}

TEST(Standing, WherePlacesAreTiedTogetherByTheDozenToo) {
  try_changes({.candidates = 150, .places = 40}, 40'000, 12, 120, false, true);
}

TEST(Standing, ValuesAndTiersNeverSeenBeforeMakeItStartAnew) {
  try_changes({.candidates = 12, .places = 5}, 20'000, 200, 30, true, true);
}

TEST(Standing, WithIndivisibleSizesTheOptimumIsTheSame) {
  try_changes({.candidates = 7, .places = 3, .sizes = true}, 30'000, 150, 15, false, false);
}

TEST(Standing, ALockThatCannotHoldChangesNothingAndSaysWhy) {
  Problem problem;
  problem.places = {{"A", 1}, {"B", 1}};
  problem.candidates = {{"x"}, {"y"}};
  OptionsBuilder options;
  options.add(0, 0, 5);
  options.add(1, 0, 4);
  options.build(2, problem.options);
  Standing standing(problem, {});
  EXPECT_EQ(standing.keep(0, 1).conflicts.at(0).conflict, Conflict::keep_without_option);
  EXPECT_TRUE(standing.accept(0).conflicts.empty());
  EXPECT_EQ(standing.keep(1, 0).conflicts.at(0).conflict, Conflict::keep_over_capacity);
  EXPECT_EQ(standing.refuse(0).conflicts.at(0).conflict, Conflict::keep_and_forbid);
  EXPECT_EQ(standing.set_capacity(0, 0).conflicts.at(0).conflict, Conflict::keep_over_capacity);
  EXPECT_EQ(standing.place_of(0), 0U);
  const Effect left = standing.withdraw(0);
  ASSERT_EQ(left.moves.size(), 2U);
  EXPECT_EQ(standing.place_of(1), 0U);
  EXPECT_EQ(standing.value(), 4);
}

}  // namespace
}  // namespace jalon::allocation
