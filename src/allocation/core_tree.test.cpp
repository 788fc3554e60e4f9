#include "allocation/core_tree.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "allocation/network.hpp"
#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

/// The greatest sum of all plans of a core, by trying them.
class AllPlans {
 public:
  AllPlans(const Network& network, const TreeProgram& program, const Core& core)
      : network_(network),
        program_(program),
        core_(core),
        room_(network.capacity),
        placed_(program.placed.size(), 0) {
    walk(0, 0);
  }
  bool any = false;
  std::int64_t most = 0;

 private:
  void walk(Index c, std::int64_t sum) {
    if (c == network_.candidates()) {
      if (placed_ < program_.placed || (any && sum <= most)) return;
      any = true;
      most = sum;
      return;
    }
    if (!core_.must[c]) walk(c + 1, sum);
    const auto tier = static_cast<std::size_t>(network_.tier[c]);
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      std::int64_t& room = room_[network_.arcs[arc].place];
      if (!core_.usable[arc] || network_.size_of(arc) > room) continue;
      room -= network_.size_of(arc);
      if (tier < placed_.size()) ++placed_[tier];
      walk(c + 1, sum + program_.coefficient[arc]);
      if (tier < placed_.size()) --placed_[tier];
      room += network_.size_of(arc);
    }
  }

  const Network& network_;
  const TreeProgram& program_;
  const Core& core_;
  std::vector<std::int64_t> room_;
  std::vector<std::int64_t> placed_;  // of one tier at most
};

Core everything(const Network& network) {
  return {std::vector<bool>(network.arcs.size(), true), std::vector<bool>(network.candidates(), false),
          network.arcs.size()};
}

/// Prices that some steps find, of sums so many times smaller.
SetPrices prices_of(const Network& network, const SizedProgram& asked) {
  SetPricing pricing(network, asked);
  SetPrices prices = prices_from_room(network, asked, price_room(network, asked, 60));
  pricing.descend(prices, -(std::int64_t{1} << 40), 60, {});
  return prices;
}

void expect_a_plan_of(const Network& network, const TreeProgram& program, const Core& core,
                      const std::vector<Index>& arc_of, std::int64_t sum, const std::string& name) {
  std::vector<std::int64_t> room = network.capacity;
  std::vector<std::int64_t> placed(program.placed.size(), 0);
  for (Index c = 0; c < network.candidates(); ++c) {
    ASSERT_TRUE(arc_of[c] != none || !core.must[c]) << name;
    if (arc_of[c] == none) continue;
    ASSERT_TRUE(core.usable[arc_of[c]]) << name;
    sum -= program.coefficient[arc_of[c]];
    room[network.arcs[arc_of[c]].place] -= network.size_of(arc_of[c]);
    if (static_cast<std::size_t>(network.tier[c]) < placed.size())
      ++placed[static_cast<std::size_t>(network.tier[c])];
  }
  ASSERT_EQ(sum, 0) << name;
  for (const std::int64_t left : room) ASSERT_GE(left, 0) << name;
  for (std::size_t k = 0; k < placed.size(); ++k) ASSERT_GE(placed[k], program.placed[k]) << name;
}

/// Asked for something less than the best, for the best itself, and for one more.
void expect_the_best(const Network& network, const TreeProgram& program, const Core& core,
                     const SetPrices& prices, const std::string& name) {
  const AllPlans all(network, program, core);
  const std::function<double()> no_limit;
  for (const std::int64_t below : {20, 0}) {
    const std::int64_t least = all.any ? all.most - below : -(std::int64_t{1} << 40);
    const TreeAnswer found = search_core_tree(network, program, core, prices, {least}, no_limit);
    ASSERT_TRUE(found.proven) << name;
    ASSERT_EQ(!found.arc_of.empty(), all.any) << name;
    if (!all.any) return;
    expect_a_plan_of(network, program, core, found.arc_of, all.most, name);
  }
  const TreeAnswer more = search_core_tree(network, program, core, prices, {all.most + 1}, no_limit);
  ASSERT_TRUE(more.proven && more.arc_of.empty()) << name;
}

/// `ask(network, seed)` for so many random problems.
template <typename Ask>
void on_random_problems(int count, const Ask& ask) {
  for (std::uint64_t seed = 0; count > 0; ++seed) {
    const Problem problem = testing::random_problem(seed, {.candidates = 9, .places = 4, .sizes = true});
    const Locks locks = read_locks(problem);
    if (!locks.conflicts.empty()) continue;
    const Network network = make_network(problem, locks, seed);
    if (network.arcs.empty() || network.shift != 0 || !PlaceSets::affordable(network)) continue;
    --count;
    ask(network, seed);
  }
}

TEST(CoreTree, FindsTheBestPlanAndThatThereIsNoBetter) {
  on_random_problems(1'000, [](const Network& network, std::uint64_t seed) {
    TreeProgram program{values_of(network), 1, {}};
    expect_the_best(network, program, everything(network), prices_of(network, {program.coefficient, {}}),
                    "problem " + std::to_string(seed));
    program.placed = {1};
    expect_the_best(network, program, everything(network), prices_of(network, {program.coefficient, {1}}),
                    "one of the first tier, problem " + std::to_string(seed));
  });
}

TEST(CoreTree, KeepsToTheOptionsOfTheCoreAndPlacesWhomItSaysMustBe) {
  int impossible = 0;
  on_random_problems(1'000, [&](const Network& network, std::uint64_t seed) {
    testing::Dice dice(seed);
    Core core = everything(network);
    for (Index arc = 0; arc < network.arcs.size(); ++arc) core.usable[arc] = !dice.once_in(4);
    for (Index c = 0; c < network.candidates(); ++c) core.must[c] = dice.once_in(3);
    TreeProgram program{values_of(network), 1, {}};
    if (seed % 2 == 0) program.placed = {dice.from(1, 2)};
    if (!AllPlans(network, program, core).any) ++impossible;
    expect_the_best(network, program, core, prices_of(network, {program.coefficient, program.placed}),
                    "problem " + std::to_string(seed));
  });
  EXPECT_GT(impossible, 100);
  EXPECT_LT(impossible, 700);
}

TEST(CoreTree, TellsApartWhatIsWorthTheSameAtPricesOfTheWorth) {
  on_random_problems(1'000, [](const Network& network, std::uint64_t seed) {
    testing::Dice dice(seed);
    const SetPrices prices = prices_of(network, {values_of(network), {}});
    TreeProgram program{values_of(network), 100, {}};
    for (std::int64_t& coefficient : program.coefficient) coefficient = 100 * coefficient + dice.from(0, 9);
    expect_the_best(network, program, everything(network), prices, "problem " + std::to_string(seed));
  });
}

TEST(CoreTree, TheBestPlanIsInTheCoreOfWhatItLoses) {
  on_random_problems(1'000, [](const Network& network, std::uint64_t seed) {
    const SizedProgram asked{values_of(network), {}};
    const TreeProgram program{asked.coefficient, 1, {}};
    SetPricing pricing(network, asked);
    SetPrices prices = prices_of(network, asked);
    prices.bound = pricing.evaluate(prices, [](Index, const PlaceSets::Item&) {});
    const AllPlans all(network, program, everything(network));
    const Core core = core_within(network, pricing.losses(prices), prices.bound - all.most * scaled_unit);
    const TreeAnswer found = search_core_tree(network, program, core, prices, {all.most}, {});
    ASSERT_TRUE(found.proven && !found.arc_of.empty()) << "problem " << seed;
    expect_a_plan_of(network, program, core, found.arc_of, all.most, "problem " + std::to_string(seed));
  });
}

Network tight_network(std::uint64_t seed, std::int64_t candidates, std::int64_t places) {
  const Problem problem = testing::tight_problem(seed, candidates, places);
  return make_network(problem, read_locks(problem), seed);
}

TEST(CoreTree, BranchesWherePricesTellLittle) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    const Network network = tight_network(seed, 10, 4);
    const TreeProgram program{values_of(network), 1, {}};
    expect_the_best(network, program, everything(network), prices_of(network, {program.coefficient, {}}),
                    "problem " + std::to_string(seed));
  }
}

TEST(CoreTree, APlanThatNoneCanBeatEndsTheSearch) {
  int shorter = 0;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const Network network = tight_network(seed, 40, 10);
    const TreeProgram program{values_of(network), 1, {}};
    const Core core = everything(network);
    const SetPrices prices = prices_of(network, {program.coefficient, {}});
    int looks = 0;
    const auto counting = [&] { return static_cast<double>(1'000'000 - ++looks); };
    const TreeAnswer best = search_core_tree(network, program, core, prices, {}, counting);
    std::int64_t most = 0;
    for (const Index arc : best.arc_of) most += arc == none ? 0 : program.coefficient[arc];
    const int whole = looks;
    looks = 0;
    const TreeAnswer found = search_core_tree(network, program, core, prices, {0, most}, counting);
    ASSERT_TRUE(best.proven && found.proven);
    expect_a_plan_of(network, program, core, found.arc_of, most, "problem " + std::to_string(seed));
    ASSERT_LE(looks, whole);
    if (looks < whole) ++shorter;
  }
  EXPECT_GT(shorter, 5);
}

TEST(CoreTree, ProvesNothingWhenNoSecondIsLeft) {
  const Network network = tight_network(1, 60, 12);
  const TreeProgram program{values_of(network), 1, {}};
  const TreeAnswer found =
      search_core_tree(network, program, everything(network), prices_of(network, {program.coefficient, {}}),
                       {}, [] { return 0.0; });
  ASSERT_FALSE(found.proven);
}

}  // namespace
}  // namespace jalon::allocation
