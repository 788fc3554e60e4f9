#include "allocation/bundle_master.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "allocation/bundle_choice.hpp"
#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

/// Persons who wait for two things each, places of which some conflict, for too few seats.
struct Town {
  explicit Town(std::uint64_t seed) {
    testing::Dice dice(seed);
    OptionsBuilder options;
    for (Index p = 0; p < 8; ++p) problem.places.push_back({"P" + std::to_string(p), dice.from(3, 9)});
    for (Index c = 0; c < 80; ++c) {
      problem.candidates.push_back({"C" + std::to_string(c), 1, static_cast<std::int32_t>(1 + c % 2)});
      bonds.person.push_back(c / 2);
      for (Index p = 4 * (c % 2); p < 4 * (c % 2) + 4; ++p) options.add(c, p, dice.from(1, 1'000));
    }
    options.build(80, problem.options);
    bonds.conflicts = {{0, 4}, {1, 5}, {2, 6}};
  }
  Problem problem;
  Bonds bonds;
};

std::vector<Bundle> bundles_of(const ChosenBundles& chosen) {
  std::vector<Bundle> bundles;
  for (const auto& [party, bundle] : chosen.bundles) bundles.push_back(bundle);
  return bundles;
}

TEST(BundleMaster, TheBoundComesDownToTheProgramsAndNeverBelowTheBestPlan) {
  int lower = 0;
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const Town town(seed);
    const Parties parties(town.problem, town.bonds, read_locks(town.problem));
    const std::vector<bool> must = parties.who_must();
    BundlePrices prices(parties, must);
    prices.find([] { return 0.0; });  // one step: far
    const std::int64_t before = prices.bound();
    const auto shares = improve_prices(parties, must, bundles_of(bundles_within(parties, must, prices, 20)),
                                       0, prices, [] { return 1e9; });
    double worth = 0;
    std::vector<double> of_party(parties.count(), 0);
    for (const ShareOfBundle& one : shares) {
      of_party[one.party] += one.share;
      for (const Index row : one.bundle)
        worth += one.share * static_cast<double>(town.problem.options.value[row]);
    }
    for (const double share : of_party) ASSERT_LE(share, 1 + 1e-6);
    EXPECT_NEAR(static_cast<double>(prices.bound()), worth, 1.5) << "problem " << seed;
    EXPECT_LE(prices.bound(), before);
    if (prices.bound() < before) ++lower;
    Rules rules;
    rules.objective = Objective::value;
    rules.marginals = false;
    const Proposal best = propose_bound(town.problem, town.bonds, rules);
    ASSERT_EQ(best.status, Status::optimal);
    EXPECT_GE(prices.bound(), best.value) << "problem " << seed;
  }
  EXPECT_GT(lower, 3);
}

TEST(BundleMaster, WithoutTimeNothingChanges) {
  const Town town(1);
  const Parties parties(town.problem, town.bonds, read_locks(town.problem));
  const std::vector<bool> must = parties.who_must();
  BundlePrices prices(parties, must);
  prices.find([] { return 0.0; });
  const std::int64_t before = prices.bound();
  EXPECT_TRUE(
      improve_prices(parties, must, bundles_of(bundles_within(parties, must, prices, 20)), 0, prices, [] {
        return 0.0;
      }).empty());
  EXPECT_EQ(prices.bound(), before);
}

}  // namespace
}  // namespace jalon::allocation
