#include "allocation/two_resources.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "allocation/all_plans.hpp"
#include "allocation/count_bound.hpp"
#include "allocation/plain_solver.hpp"
#include "allocation/random_problems.hpp"
#include "allocation/set_prices.hpp"
#include "allocation/sized.hpp"

namespace jalon::allocation {
namespace {

using testing::AllPlans;
using testing::Dice;

Bonds children(const Problem& problem, std::uint64_t seed) {
  Dice dice(seed + 177);
  Bonds bonds;
  Resource resource{"children", {}, {}};
  for (std::size_t p = 0; p < problem.places.size(); ++p) resource.capacity.push_back(dice.from(0, 4));
  for (std::size_t c = 0; c < problem.candidates.size(); ++c) resource.size.push_back(dice.from(0, 2));
  bonds.resources.push_back(std::move(resource));
  return bonds;
}

struct Case {
  std::uint64_t seed = 0;
  Problem problem;
  Bonds bonds;
};

std::vector<Case> random_cases(std::uint64_t from, std::size_t count) {
  std::vector<Case> cases;
  for (std::uint64_t seed = from; cases.size() < count; ++seed) {
    Problem problem = testing::random_problem(seed, {.candidates = 7, .places = 4, .sizes = seed % 3 != 0});
    if (!problem.options.value.is_narrow() || !read_locks(problem).conflicts.empty()) continue;
    Bonds bonds = children(problem, seed);
    cases.push_back({seed, std::move(problem), std::move(bonds)});
  }
  return cases;
}

TEST(TwoResources, EqualTryingAllPlansOnAThousandRandomProblems) {
  int second_mattered = 0;
  for (const Case& asked : random_cases(0, 1'000)) {
    for (const Objective objective : {Objective::value, Objective::coverage_then_value}) {
      Rules rules;
      rules.marginals = false;
      rules.objective = objective;
      AllPlans all(asked.problem, asked.bonds, objective);
      const bool possible = all.find();
      const Proposal proposal = propose_bound(asked.problem, asked.bonds, rules);
      ASSERT_EQ(proposal.status, possible ? Status::optimal : Status::infeasible) << "problem " << asked.seed;
      if (!possible) continue;
      ASSERT_EQ(proposal.placed, all.best().placed) << "problem " << asked.seed;
      ASSERT_EQ(proposal.value, all.best().value) << "problem " << asked.seed;
      ASSERT_EQ(proposal.bound, proposal.value) << "problem " << asked.seed;
      ASSERT_TRUE(check_bonds(asked.problem, asked.bonds, proposal.place_of).empty());
      std::vector<PlanRow> plan;
      for (Index c = 0; c < proposal.place_of.size(); ++c) plan.push_back({c, proposal.place_of[c]});
      ASSERT_TRUE(check(asked.problem, rules, plan).breaches.empty()) << "problem " << asked.seed;
      if (propose(asked.problem, rules).value != proposal.value) ++second_mattered;
    }
  }
  EXPECT_GT(second_mattered, 400);
}

TEST(TwoResources, WithoutASecondLeftAPlanThatBreaksNothingComesWithABoundThatHolds) {
  for (const Case& asked : random_cases(20'000, 300)) {
    Rules rules;
    rules.marginals = false;
    rules.objective = Objective::value;
    rules.seconds_left = [] { return 0.0; };
    AllPlans all(asked.problem, asked.bonds, rules.objective);
    const Proposal proposal = propose_bound(asked.problem, asked.bonds, rules);
    if (!all.find()) continue;
    ASSERT_GE(proposal.bound, all.best().value) << "problem " << asked.seed;
    ASSERT_LE(proposal.value, all.best().value) << "problem " << asked.seed;
    ASSERT_LT(proposal.bound, std::int64_t{1} << 45) << "problem " << asked.seed;
    ASSERT_TRUE(check_bonds(asked.problem, asked.bonds, proposal.place_of).empty());
  }
}

/// Households and sites of some size, in whole numbers that no library draws otherwise.
Case middling_case(std::uint64_t seed, std::int64_t households, std::int64_t sites) {
  Dice dice(seed);
  Case made{seed, {}, {}};
  for (std::int64_t p = 0; p < sites; ++p)
    made.problem.places.push_back({"P" + std::to_string(p), dice.from(8, 40)});
  OptionsBuilder options;
  for (std::int64_t c = 0; c < households; ++c) {
    const auto size = static_cast<std::int32_t>(dice.once_in(2) ? 1 : dice.from(2, 6));
    made.problem.candidates.push_back(
        {"C" + std::to_string(c), static_cast<std::int32_t>(dice.from(1, 2)), size});
    for (std::int64_t p = 0; p < sites; ++p) {
      if (!dice.once_in(4))
        options.add(static_cast<Index>(c), static_cast<Index>(p), dice.from(1, 500) * (1 + size));
    }
  }
  options.build(made.problem.candidates.size(), made.problem.options);
  Resource resource{"children", {}, {}};
  for (std::int64_t p = 0; p < sites; ++p) resource.capacity.push_back(dice.from(2, 12));
  for (const Candidate& candidate : made.problem.candidates)
    resource.size.push_back(std::max(0, candidate.size - 2));
  made.bonds.resources.push_back(std::move(resource));
  return made;
}

TEST(TwoResources, HoweverSoonTimeRunsOutThePlanBreaksNothing) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Case asked = middling_case(seed, 150, 24);
    Rules rules;
    rules.marginals = false;
    rules.objective = seed % 2 == 0 ? Objective::value : Objective::coverage_then_value;
    // Seconds are counted by questions: the engine is stopped everywhere it asks.
    int questions = static_cast<int>(50 * seed);
    rules.seconds_left = [&questions] { return static_cast<double>(--questions) * 1e-3; };
    const Proposal proposal = propose_bound(asked.problem, asked.bonds, rules);
    ASSERT_TRUE(check_bonds(asked.problem, asked.bonds, proposal.place_of).empty()) << "problem " << seed;
    std::vector<PlanRow> plan;
    for (Index c = 0; c < proposal.place_of.size(); ++c) plan.push_back({c, proposal.place_of[c]});
    rules.seconds_left = [] { return 0.0; };
    ASSERT_TRUE(check(asked.problem, rules, plan).breaches.empty()) << "problem " << seed;
    ASSERT_GT(proposal.value, 0) << "problem " << seed;
    ASSERT_GE(proposal.bound, proposal.value) << "problem " << seed;
  }
}

/// Every shape: locks, places without room, sizes that depend on the place, values below nothing, tiers; more
/// people than a core of promising options keeps all options of.
std::vector<Case> crowded_cases(std::size_t count) {
  std::vector<Case> cases;
  for (std::uint64_t seed = 120'000; cases.size() < count; ++seed) {
    Problem problem = testing::random_problem(seed, {.candidates = 70, .places = 12, .sizes = true});
    if (!problem.options.value.is_narrow() || !read_locks(problem).conflicts.empty()) continue;
    Bonds bonds = children(problem, seed);
    cases.push_back({seed, std::move(problem), std::move(bonds)});
  }
  return cases;
}

TEST(TwoResources, WhateverTheShapeAndWheneverTimeRunsOutNoPlaceHoldsMoreThanItHas) {
  int second_full_first_not = 0;
  for (const Case& asked : crowded_cases(60)) {
    for (const int looks : {0, 1, 3, 10, 40, 200, 1'000}) {
      Rules rules;
      rules.marginals = false;
      rules.objective = (asked.seed + static_cast<std::uint64_t>(looks)) % 2 == 0
                            ? Objective::value
                            : Objective::coverage_then_value;
      int left = looks;  // a clock that counts looks at it
      rules.seconds_left = [&left] { return left-- > 0 ? static_cast<double>(left) * 1e-3 : 0.0; };
      const Proposal proposal = propose_bound(asked.problem, asked.bonds, rules);
      if (proposal.status == Status::infeasible) continue;
      std::vector<std::int64_t> room;
      std::vector<std::int64_t> second = asked.bonds.resources.front().capacity;
      for (const Place& place : asked.problem.places) room.push_back(place.capacity);
      for (Index c = 0; c < proposal.place_of.size(); ++c) {
        const Index p = proposal.place_of[c];
        if (p == none) continue;
        room[p] -= asked.problem.size_of(c, asked.problem.option_row(c, p));
        second[p] -= asked.bonds.resources.front().size[c];
      }
      for (std::size_t p = 0; p < room.size(); ++p) {
        ASSERT_GE(room[p], 0) << "problem " << asked.seed << ", " << looks << " looks";
        ASSERT_GE(second[p], 0) << "problem " << asked.seed << ", " << looks << " looks";
        if (second[p] == 0 && room[p] > 0) ++second_full_first_not;
      }
      ASSERT_GE(proposal.bound, proposal.value);
    }
  }
  EXPECT_GT(second_full_first_not, 300);
}

TEST(TwoResources, PersonsBindNobodyWhereNothingConflicts) {
  for (Case& asked : random_cases(40'000, 100)) {
    Rules rules;
    rules.marginals = false;
    const Proposal alone = propose_bound(asked.problem, asked.bonds, rules);
    asked.bonds.person.assign(asked.problem.candidates.size(), 0);
    const Proposal same = propose_bound(asked.problem, asked.bonds, rules);
    ASSERT_EQ(alone.place_of, same.place_of) << "problem " << asked.seed;
  }
}

/// The greatest sum of coefficients over all plans; `forced`: this arc must be used, or this candidate left
/// out.
class BestSum {
 public:
  explicit BestSum(const Network& two) : two_(two), room_(two.capacity), second_(two.second) {}
  std::int64_t find(Index used, Index left_out) {
    used_ = used;
    left_out_ = left_out;
    best_ = impossible;
    decide(0, 0, used == none);
    return best_;
  }
  /// Of plans that place at least so many of each tier.
  std::int64_t find_with(const std::vector<std::int64_t>& placed) {
    missing_ = placed;
    const std::int64_t best = find(none, none);
    missing_.clear();
    return best;
  }
  static constexpr std::int64_t impossible = std::numeric_limits<std::int64_t>::min() / 4;

 private:
  void decide(Index c, std::int64_t sum, bool complete) {
    const Network& network = two_;
    if (c == network.candidates()) {
      const bool enough =
          std::all_of(missing_.begin(), missing_.end(), [](std::int64_t more) { return more <= 0; });
      if (complete && enough) best_ = std::max(best_, sum);
      return;
    }
    decide(c + 1, sum, complete);
    if (c == left_out_) return;
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      const Index p = network.arcs[arc].place;
      if (network.size_of(arc) > room_[p] || two_.takes[c] > second_[p]) continue;
      room_[p] -= network.size_of(arc);
      second_[p] -= two_.takes[c];
      if (!missing_.empty()) --missing_[static_cast<std::size_t>(network.tier[c])];
      decide(c + 1, sum + network.value(arc), complete || arc == used_);
      if (!missing_.empty()) ++missing_[static_cast<std::size_t>(network.tier[c])];
      room_[p] += network.size_of(arc);
      second_[p] += two_.takes[c];
    }
  }
  const Network& two_;
  std::vector<std::int64_t> room_;
  std::vector<std::int64_t> second_;
  std::vector<std::int64_t> missing_;
  Index used_ = none;
  Index left_out_ = none;
  std::int64_t best_ = 0;
};

std::vector<std::pair<std::uint64_t, Network>> small_networks(std::uint64_t from, std::size_t count) {
  std::vector<std::pair<std::uint64_t, Network>> found;
  for (Case& asked : random_cases(from, count)) {
    asked.problem.locks.clear();
    auto two = two_resources(asked.problem, asked.bonds, read_locks(asked.problem), 0);
    if (two && SetPricing::affordable(*two)) found.emplace_back(asked.seed, std::move(*two));
  }
  return found;
}

TEST(TwoResources, WhateverThePricesTheBoundHoldsAndSoDoWhatOptionsLose) {
  for (const auto& [seed, two] : small_networks(60'000, 150)) {
    BestSum all(two);
    SetPricing pricing(two, {values_of(two), {}});
    Dice dice(seed);
    SetPrices prices;
    for (Index c = 0; c < two.candidates(); ++c)
      prices.of_candidate.push_back(static_cast<double>(dice.from(0, 400)) / 3);
    prices.bound = pricing.evaluate(prices, [](Index, const SetItem&) {});
    ASSERT_GE(prices.bound, all.find(none, none) * scaled_unit) << "problem " << seed;
    const SetLosses losses = pricing.losses(prices);
    for (Index c = 0; c < two.candidates(); ++c) {
      ASSERT_GE(prices.bound - losses.left_out[c], all.find(none, c) * scaled_unit) << "problem " << seed;
      for (Index arc = two.first[c]; arc < two.first[c + 1]; ++arc) {
        const std::int64_t best = all.find(arc, none);
        if (best == BestSum::impossible) continue;
        ASSERT_GE(prices.bound - losses.used[arc], best * scaled_unit) << "problem " << seed;
      }
    }
  }
}

TEST(TwoResources, StepsOfPricesComeCloseToTheBestPlanAndNeverBelow) {
  int met = 0;
  int networks = 0;
  for (const auto& [seed, two] : small_networks(80'000, 300)) {
    const std::int64_t best = BestSum(two).find(none, none);
    const SizedProgram program{values_of(two), {}};
    const auto time = [] { return 1.0; };
    const RoomPrices units = price_room(two, program, 200);
    ASSERT_GE(units.bound, best) << "problem " << seed;
    SetPricing pricing(two, program);
    SetPrices prices = prices_from_room(two, program, units);
    pricing.descend(prices, best, 600, time);
    ASSERT_GE(prices.bound, best * scaled_unit) << "problem " << seed;
    // Sets say at least what units say.
    ASSERT_LE(prices.bound, (units.bound + 2) * scaled_unit) << "problem " << seed;
    ++networks;
    if (prices.bound < (best + 1) * scaled_unit) ++met;
  }
  EXPECT_GT(met * 10, networks * 8);
}

void expect_both_hold(const Network& network, const std::vector<Index>& arc_of, std::uint64_t seed) {
  std::vector<std::int64_t> room = network.capacity;
  std::vector<std::int64_t> second = network.second;
  for (Index c = 0; c < network.candidates(); ++c) {
    if (arc_of[c] == none) continue;
    room[network.arcs[arc_of[c]].place] -= network.size_of(arc_of[c]);
    second[network.arcs[arc_of[c]].place] -= network.takes[c];
  }
  for (Index p = 0; p < network.places(); ++p) {
    ASSERT_GE(room[p], 0) << "problem " << seed;
    ASSERT_GE(second[p], 0) << "problem " << seed;
  }
}

TEST(TwoResources, TheSearchByNodesEqualsTryingAllPlans) {
  int proven = 0;
  int asked = 0;
  for (const auto& [seed, two] : small_networks(90'000, 500)) {
    Rules rules;
    rules.objective = seed % 2 == 0 ? Objective::value : Objective::coverage_then_value;
    const SizedAnswer answer = solve_sized(two, rules, {}, 0);
    expect_both_hold(two, answer.arc_of, seed);
    const Worth found = worth_of(two, answer.arc_of);
    const Worth best = worth_of(two, search_all_plans(two, rules.objective));
    ASSERT_FALSE(better(found, best, rules.objective)) << "problem " << seed;
    ++asked;
    if (!answer.proven) continue;
    ++proven;
    ASSERT_EQ(found.value, best.value) << "problem " << seed;
    ASSERT_EQ(found.placed, best.placed) << "problem " << seed;
  }
  EXPECT_GT(proven * 10, asked * 9);
}

TEST(TwoResources, WheneverTimeRunsOutNoPlanThatPlacesAsManyIsWorthMoreThanTheBound) {
  for (const int looks : {0, 2, 5, 20, 60}) {
    for (const auto& [seed, two] : small_networks(95'000, 200)) {
      Rules rules;
      rules.objective = seed % 2 == 0 ? Objective::value : Objective::coverage_then_value;
      int left = looks;
      rules.seconds_left = [&left] { return left-- > 0 ? 1.0 : 0.0; };
      const SizedAnswer answer = solve_sized(two, rules, {}, 0);
      expect_both_hold(two, answer.arc_of, seed);
      const Worth found = worth_of(two, answer.arc_of);
      BestSum all(two);
      const bool by_value = rules.objective == Objective::value;
      const std::int64_t most = by_value ? all.find(none, none) : all.find_with(found.placed);
      ASSERT_GE(answer.bound, most) << "problem " << seed;
      if (by_value) continue;
      const std::vector<std::int64_t> placed = worth_of(two, search_all_plans(two, rules.objective)).placed;
      if (!placed.empty()) {
        ASSERT_GE(answer.placed_bound.front(), placed.front()) << "problem " << seed;
      }
    }
  }
}

TEST(TwoResources, NoPlanPlacesMoreThanTheSumOfBothLeavesRoomFor) {
  int met = 0;
  int second_mattered = 0;
  for (const auto& [seed, two] : small_networks(110'000, 300)) {
    const std::vector<std::int64_t> best =
        worth_of(two, search_all_plans(two, Objective::coverage_then_value)).placed;
    const std::vector<std::int64_t> most = most_placed(two, best);
    for (std::size_t k = 0; k < best.size(); ++k) ASSERT_LE(best[k], most[k]) << "problem " << seed;
    if (best == most) ++met;
    Network alone = two;
    alone.second.clear();
    alone.takes.clear();
    if (most_placed(alone, best) != most) ++second_mattered;
  }
  EXPECT_GT(met, 150);
  EXPECT_GT(second_mattered, 5);
}

// A plan may hold somebody by an option that is not looked at: the place would count their room as free.
TEST(TwoResources, APlanBetteredOnSomeOptionsKeepsWithinPlacesWhoseSecondResourceIsFull) {
  int full = 0;
  for (const auto& [seed, two] : small_networks(130'000, 400)) {
    const Network& network = two;
    const Objective objective = seed % 2 == 0 ? Objective::value : Objective::coverage_then_value;
    Dice dice(seed);
    std::vector<bool> usable(network.arcs.size());
    for (Index arc = 0; arc < network.arcs.size(); ++arc) usable[arc] = dice.once_in(2);
    const RoomPrices prices = price_room(network, {values_of(network), {}}, 30);
    const std::vector<Index> begun = search_all_plans(network, objective);
    std::vector<std::int64_t> room = network.capacity;
    std::vector<std::int64_t> second = network.second;
    for (Index c = 0; c < network.candidates(); ++c) {
      if (begun[c] == none) continue;
      room[network.arcs[begun[c]].place] -= network.size_of(begun[c]);
      second[network.arcs[begun[c]].place] -= network.takes[c];
    }
    for (Index p = 0; p < network.places(); ++p) full += second[p] == 0 && room[p] > 0 ? 1 : 0;
    SizedPlan plan(network, objective, usable);
    plan.start_from(begun);
    const auto each_move = {+[](SizedPlan& on, const RoomPrices&) { on.exchange({}); },
                            +[](SizedPlan& on, const RoomPrices&) { on.descend({}); },
                            +[](SizedPlan& on, const RoomPrices& at) { on.make_room(at, {}); },
                            +[](SizedPlan& on, const RoomPrices& at) { on.rebuild(at, 30, {}); }};
    for (const auto& move : each_move) {
      const Total before = plan.worth();
      move(plan, prices);
      expect_both_hold(network, plan.arc_of(), seed);
      ASSERT_GE(plan.worth(), before) << "problem " << seed;
    }
    for (const Index arc : plan.arc_of()) ASSERT_TRUE(arc == none || usable[arc]) << "problem " << seed;
  }
  EXPECT_GT(full, 100);
}

}  // namespace
}  // namespace jalon::allocation
