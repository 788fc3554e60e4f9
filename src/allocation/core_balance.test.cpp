#include "allocation/core_balance.hpp"

#include <gtest/gtest.h>

#include <string>

#include "allocation/core_items.hpp"
#include "allocation/core_pricing.hpp"
#include "allocation/network.hpp"
#include "allocation/random_problems.hpp"
#include "allocation/set_master.hpp"
#include "allocation/set_prices.hpp"

namespace jalon::allocation {
namespace {

constexpr std::int64_t nothing_known = -(std::int64_t{1} << 40);

struct Case {
  explicit Case(std::uint64_t seed)
      : problem(testing::tight_problem(seed, 30, 8)),
        network(make_network(problem, read_locks(problem), seed)),
        program{values_of(network), {}},
        items(network, {program.coefficient, 1, {}},
              {std::vector<bool>(network.arcs.size(), true), std::vector<bool>(network.candidates(), false),
               network.arcs.size()}) {
    first.of_candidate.assign(network.candidates(), 40);
    first.bound = 100'000 * scaled_unit;
    EXPECT_TRUE(items.choose_unit(first));
  }

  Problem problem;
  Network network;
  SizedProgram program;
  CoreItems items;
  SetPrices first;
};

/// As the search by nodes does it; the bound of the node is the lowest found.
void step(CorePricing& pricing, CoreBalance& balance, CoreNode& node, Units spare, int steps) {
  ASSERT_TRUE(pricing.look_at(node));
  balance.begin(node);
  std::vector<Units> tried = node.price;
  for (int k = 0; k < steps; ++k) {
    const Units bound = pricing.evaluate(tried);
    balance.add_chosen();
    if (k == 0) {
      node.bound = bound;
      balance.reach(spare);
    } else if (bound < node.bound) {
      const Units by = node.bound - bound;
      node.bound = bound;
      node.price = tried;
      balance.went_down(node, by);
    } else {
      balance.stayed(node);
    }
    balance.find(node, tried);
  }
  balance.keep(node);
}

CoreNode root_of(const CoreItems& items) {
  CoreNode root;
  root.state.assign(items.items().size(), CoreState::open);
  root.must = items.must();
  root.price.assign(items.undecided(), 40 * items.per_value());
  return root;
}

TEST(CoreBalance, FindsTheBoundOfTheLinearProgram) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Case one(seed);
    SetPricing sets(one.network, one.program);
    SetPrices best = one.first;
    sets.descend(best, nothing_known, 60, {});
    improve_prices(one.network, sets, best, nothing_known, {});
    CorePricing pricing(one.items);
    CoreBalance balance(one.items, pricing);
    CoreNode root = root_of(one.items);
    step(pricing, balance, root, 50 * one.items.per_value(), 150);
    const double found = root.bound / one.items.per_value();
    const double least = static_cast<double>(best.bound) / static_cast<double>(scaled_unit);
    EXPECT_GE(found, least - 0.01);
    EXPECT_LE(found, least + 0.5);
  }
}

TEST(CoreBalance, WhoeverIsInSetsIsCountedByTheirShares) {
  Case one(3);
  CorePricing pricing(one.items);
  CoreBalance balance(one.items, pricing);
  CoreNode root = root_of(one.items);
  step(pricing, balance, root, 50 * one.items.per_value(), 100);
  std::vector<double> of_place(one.items.places(), 0);
  for (std::size_t s = 0; s < root.mix.share.size(); ++s) of_place[root.mix.place[s]] += root.mix.share[s];
  for (const double shares : of_place) EXPECT_NEAR(shares, 1, 1e-6);
  std::vector<double> asked(one.items.undecided(), 0);
  const std::vector<double> use = use_of_items(root);
  for (Index k = 0; k < use.size(); ++k) asked[one.items[k].who] += use[k];
  for (const double often : asked) EXPECT_LE(often, 1.1);
}

}  // namespace
}  // namespace jalon::allocation
