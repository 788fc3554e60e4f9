#include "allocation/bundle_prices.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "allocation/all_plans.hpp"
#include "allocation/random_bonds.hpp"
#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

struct Case {
  Problem problem;
  Bonds bonds;
  Locks locks;
  std::vector<bool> must;
};

/// Problems with bonds, each with its own parties; `seen` gets those on which a plan is possible.
template <class Seen>
void each_case(std::uint64_t from, std::size_t count, bool with_locks, const Seen& seen) {
  std::size_t found = 0;
  for (std::uint64_t seed = from; found < count; ++seed) {
    Case made{
        testing::random_problem(seed, {.candidates = 6, .places = 4, .sizes = seed % 2 == 0}), {}, {}, {}};
    if (!with_locks) made.problem.locks.clear();
    made.bonds = testing::random_bonds(made.problem, seed);
    made.locks = read_locks(made.problem);
    if (!made.problem.options.value.is_narrow() || !made.locks.conflicts.empty() || made.bonds.empty())
      continue;
    testing::AllPlans all(made.problem, made.bonds, Objective::value);
    if (!all.find()) continue;
    ++found;
    const Parties parties(made.problem, made.bonds, made.locks);
    for (std::size_t party = 0; party < parties.count(); ++party) {
      const std::vector<Index>& members = parties.members(party);
      made.must.push_back(
          std::any_of(members.begin(), members.end(), [&](Index c) { return parties.must_take(c); }));
    }
    seen(seed, made, parties, all.best().value);
  }
}

std::function<double()> always() {
  return [] { return 1.0; };
}

TEST(BundlePrices, NoPlanIsWorthMoreThanTheBoundAndThatIsOftenClose) {
  int close = 0;
  int cases = 0;
  each_case(0, 400, true,
            [&](std::uint64_t seed, const Case& made, const Parties& parties, std::int64_t best) {
              BundlePrices prices(parties, made.must);
              prices.find(always());
              ASSERT_GE(prices.bound(), best) << "problem " << seed;
              ++cases;
              if (prices.bound() <= best + std::abs(best) / 20) ++close;
            });
  EXPECT_GT(close * 10, cases * 7);
}

TEST(BundlePrices, ABoundIsKnownAfterTheFirstStep) {
  each_case(2'000, 100, false,
            [&](std::uint64_t seed, const Case& made, const Parties& parties, std::int64_t best) {
              BundlePrices prices(parties, made.must);
              prices.find([] { return 0.0; });
              ASSERT_GE(prices.bound(), best) << "problem " << seed;
              ASSERT_LT(prices.bound(), std::numeric_limits<std::int64_t>::max()) << "problem " << seed;
            });
}

TEST(BundlePrices, StepsNeverMakeTheBoundWorseThanTheFirst) {
  int better = 0;
  each_case(4'000, 200, false,
            [&](std::uint64_t seed, const Case& made, const Parties& parties, std::int64_t) {
              BundlePrices first(parties, made.must);
              first.find([] { return 0.0; });
              BundlePrices prices(parties, made.must);
              prices.find(always());
              ASSERT_LE(prices.bound(), first.bound()) << "problem " << seed;
              if (prices.bound() < first.bound()) ++better;
            });
  EXPECT_GT(better, 25);
}

/// What the prices in hand say of a plan that gives every party its best bundle: the bound, again.
TEST(BundlePrices, TheBoundIsWhatBestBundlesGainAndUnitsCost) {
  each_case(6'000, 200, true,
            [&](std::uint64_t seed, const Case& made, const Parties& parties, std::int64_t) {
              BundlePrices prices(parties, made.must);
              // After one step too: the next prices have not proven anything yet.
              const double seconds = seed % 2 == 0 ? 0 : 1;
              prices.find([seconds] { return seconds; });
              const std::vector<double> gain = prices.gains();
              double bound = 0;
              for (std::size_t party = 0; party < parties.count(); ++party) {
                Bundle best;
                double most = 0;
                ASSERT_TRUE(prices.best_bundle(party, gain, steps_to_price, best, most));
                double sum = 0;
                for (const Index row : best) sum += gain[row];
                ASSERT_NEAR(sum, most, 1e-6) << "problem " << seed;
                bound += most;
              }
              for (std::size_t r = 0; r < parties.resources(); ++r) {
                for (Index p = 0; p < made.problem.places.size(); ++p)
                  bound += prices.price(r, p) * static_cast<double>(parties.capacity(r, p));
              }
              ASSERT_NEAR(bound, static_cast<double>(prices.bound()), 1.0 + 1e-6 * std::abs(bound))
                  << "problem " << seed;
            });
}

TEST(BundlePrices, GainsAreValuesAndWhatEnteringIsWorthLessTheUnitsTaken) {
  each_case(
      8'000, 100, true, [&](std::uint64_t seed, const Case& made, const Parties& parties, std::int64_t) {
        BundlePrices prices(parties, made.must);
        prices.find(always());
        const std::vector<double> gain = prices.gains([](Index row) { return row % 3 == 0 ? 7.0 : 0.0; });
        for (Index row = 0; row < made.problem.options.count(); ++row) {
          double expected = static_cast<double>(made.problem.options.value[row]) + (row % 3 == 0 ? 7.0 : 0.0);
          for (std::size_t r = 0; r < parties.resources(); ++r)
            expected -=
                prices.price(r, made.problem.options.place[row]) * static_cast<double>(parties.takes(r, row));
          ASSERT_NEAR(gain[row], expected, 1e-9 * (1 + std::abs(expected))) << "problem " << seed;
          ASSERT_GE(prices.price(0, made.problem.options.place[row]), 0);
        }
      });
}

TEST(BundlePrices, TheBestBundleIsTheBestOfAllAndThoseKeptHaveOne) {
  int several = 0;
  each_case(
      10'000, 300, true, [&](std::uint64_t seed, const Case& made, const Parties& parties, std::int64_t) {
        BundlePrices prices(parties, made.must);
        const std::vector<double> gain = prices.gains([](Index row) { return row % 2 == 0 ? -3.0 : 2.0; });
        for (std::size_t party = 0; party < parties.count(); ++party) {
          double best_of_all = made.must[party] ? no_bundle : 0;
          ASSERT_TRUE(parties.search(
              party, gain, [] { return no_bundle; },
              [&](const Bundle& bundle, double sum) {
                if (!bundle.empty() || !made.must[party]) best_of_all = std::max(best_of_all, sum);
              },
              1'000'000));
          Bundle best{0};
          double most = -1;
          ASSERT_TRUE(prices.best_bundle(party, gain, steps_to_price, best, most));
          ASSERT_DOUBLE_EQ(most, best_of_all) << "problem " << seed;
          double sum = 0;
          for (const Index row : best) sum += gain[row];
          ASSERT_DOUBLE_EQ(sum, most) << "problem " << seed;
          if (made.must[party]) {
            ASSERT_FALSE(best.empty()) << "problem " << seed;
          }
          if (best.size() > 1) ++several;
        }
      });
  EXPECT_GT(several, 50);
}

TEST(BundlePrices, ASearchCutShortStillBoundsEveryPlan) {
  // Twelve needs of one person with nine options each, of which three at most go together: more bundles than
  // a search tries, and the best ones come last.
  Problem problem;
  OptionsBuilder options;
  for (Index p = 0; p < 9; ++p) problem.places.push_back({"P" + std::to_string(p), 100});
  problem.places.push_back({"kept", 1});
  Bonds bonds;
  for (Index c = 0; c < 12; ++c) {
    problem.candidates.push_back({"C" + std::to_string(c)});
    bonds.person.push_back(0);
    for (Index p = 0; p < 9; ++p) options.add(c, p, 100 + c);
  }
  problem.candidates.push_back({"kept"});
  bonds.person.push_back(0);
  options.add(12, 9, -50);
  options.build(13, problem.options);
  problem.locks.push_back({12, 9, LockKind::keep});
  for (Index p = 0; p < 9; ++p) {
    for (Index q = p; q < 9; ++q) {
      if (p % 3 == q % 3) bonds.conflicts.emplace_back(p, q);
    }
  }
  const Locks locks = read_locks(problem);
  const Parties parties(problem, bonds, locks);
  const std::vector<bool> must(parties.count(), true);
  BundlePrices prices(parties, must);
  Bundle best;
  double most = 0;
  ASSERT_FALSE(prices.best_bundle(0, prices.gains(), steps_to_price, best, most));
  // What it found is not the best there is; the one that is kept conflicts with none of them, and is alone.
  ASSERT_LT(most, 111 + 110 + 109);
  prices.find([] { return 0.0; });
  // Every need at its best, together or not, and the loss of the one that is kept.
  EXPECT_EQ(prices.bound(), 12 * 100 + 66 - 50);
}

TEST(BundlePrices, WhereSomebodyKeptCannotStandThereIsNoBound) {
  Problem problem;
  problem.places = {{"module", 1}};
  problem.candidates = {{"amina"}};
  OptionsBuilder options;
  options.add(0, 0, 10);
  options.build(1, problem.options);
  problem.locks.push_back({0, 0, LockKind::keep});
  Bonds bonds;
  bonds.resources.push_back({"children", {0}, {1}});
  const Locks locks = read_locks(problem);
  const Parties parties(problem, bonds, locks);
  const std::vector<bool> must(parties.count(), true);
  BundlePrices prices(parties, must);
  prices.find(always());
  EXPECT_EQ(prices.bound(), std::numeric_limits<std::int64_t>::max());
}

/// Sixty persons and as many households for too few places of two resources.
TEST(BundlePrices, WithManyCandidatesTheBoundComesCloseToTheBestPlan) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    testing::Dice dice(seed);
    Problem problem;
    OptionsBuilder options;
    Bonds bonds;
    Resource children{"children", {}, {}};
    for (Index p = 0; p < 8; ++p) {
      problem.places.push_back({"P" + std::to_string(p), dice.from(5, 20)});
      children.capacity.push_back(p < 4 ? dice.from(1, 4) : 50);
    }
    for (Index c = 0; c < 120; ++c) {
      problem.candidates.push_back({"C" + std::to_string(c)});
      bonds.person.push_back(c / 2);
      children.size.push_back(dice.from(0, 1));
      for (Index p = 0; p < 8; ++p) {
        if (!dice.once_in(3)) options.add(c, p, dice.from(1, 100));
      }
    }
    options.build(120, problem.options);
    bonds.conflicts = {{0, 1}, {2, 3}};
    bonds.resources.push_back(std::move(children));
    const Locks locks = read_locks(problem);
    const Parties parties(problem, bonds, locks);
    const std::vector<bool> must(parties.count(), false);
    BundlePrices prices(parties, must);
    prices.find(always());
    Rules rules;
    rules.objective = Objective::value;
    rules.marginals = false;
    const Proposal best = propose_bound(problem, bonds, rules);
    ASSERT_EQ(best.status, Status::optimal);
    EXPECT_GE(prices.bound(), best.value);
    EXPECT_LE(static_cast<double>(prices.bound()), 1.01 * static_cast<double>(best.value))
        << "problem " << seed;
    // The prices handed out are those that prove it.
    const std::vector<double> gain = prices.gains();
    double bound = 0;
    for (std::size_t party = 0; party < parties.count(); ++party) {
      Bundle bundle;
      double most = 0;
      prices.best_bundle(party, gain, steps_to_price, bundle, most);
      bound += most;
    }
    for (std::size_t r = 0; r < parties.resources(); ++r) {
      for (Index p = 0; p < problem.places.size(); ++p)
        bound += prices.price(r, p) * static_cast<double>(parties.capacity(r, p));
    }
    EXPECT_NEAR(bound, static_cast<double>(prices.bound()), 1.0);
  }
}

}  // namespace
}  // namespace jalon::allocation
