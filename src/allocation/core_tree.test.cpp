#include "allocation/core_tree.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "allocation/network.hpp"
#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

/// The greatest sum of all plans, by trying them.
class AllPlans {
 public:
  AllPlans(const Network& network, const TreeProgram& program)
      : network_(network), program_(program), room_(network.capacity), placed_(program.placed.size(), 0) {
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
    walk(c + 1, sum);
    const auto tier = static_cast<std::size_t>(network_.tier[c]);
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      std::int64_t& room = room_[network_.arcs[arc].place];
      if (network_.size_of(arc) > room) continue;
      room -= network_.size_of(arc);
      if (tier < placed_.size()) ++placed_[tier];
      walk(c + 1, sum + program_.coefficient[arc]);
      if (tier < placed_.size()) --placed_[tier];
      room += network_.size_of(arc);
    }
  }

  const Network& network_;
  const TreeProgram& program_;
  std::vector<std::int64_t> room_;
  std::vector<std::int64_t> placed_;  // of one tier at most
};

Core everything(const Network& network) {
  return {std::vector<bool>(network.arcs.size(), true), std::vector<bool>(network.candidates(), false),
          network.arcs.size()};
}

/// With prices of nothing, and with those that steps find: the plan must be the same.
void expect_the_best(const Network& network, const TreeProgram& program, const std::string& name) {
  const AllPlans all(network, program);
  const SizedProgram asked{program.coefficient, program.placed};
  SetPricing pricing(network, asked);
  SetPrices prices = prices_from_room(network, asked, price_room(network, asked, 60));
  pricing.descend(prices, -(std::int64_t{1} << 40), 60, {});
  const std::function<double()> no_limit;
  const TreeAnswer least = search_core_tree(network, program, everything(network), prices,
                                            all.any ? all.most - 20 : -(1 << 20), no_limit);
  ASSERT_TRUE(least.proven) << name;
  ASSERT_EQ(!least.arc_of.empty(), all.any) << name;
  if (!all.any) return;
  std::int64_t sum = 0;
  std::vector<std::int64_t> room = network.capacity;
  for (const Index arc : least.arc_of) {
    if (arc == none) continue;
    sum += program.coefficient[arc];
    room[network.arcs[arc].place] -= network.size_of(arc);
  }
  for (const std::int64_t left : room) ASSERT_GE(left, 0) << name;
  ASSERT_EQ(sum, all.most) << name;
  const TreeAnswer more =
      search_core_tree(network, program, everything(network), prices, all.most + 1, no_limit);
  ASSERT_TRUE(more.proven && more.arc_of.empty()) << name;
}

TEST(CoreTree, FindsTheBestPlanAndThatThereIsNoBetter) {
  int tried = 0;
  for (std::uint64_t seed = 0; tried < 600; ++seed) {
    const Problem problem = testing::random_problem(seed, {.candidates = 7, .places = 4, .sizes = true});
    const Locks locks = read_locks(problem);
    if (!locks.conflicts.empty()) continue;
    const Network network = make_network(problem, locks, seed);
    if (network.arcs.empty() || network.shift != 0 || !PlaceSets::affordable(network)) continue;
    ++tried;
    TreeProgram program{values_of(network), 1, {}};
    expect_the_best(network, program, "problem " + std::to_string(seed));
    program.placed = {1};
    expect_the_best(network, program, "one of the first tier, problem " + std::to_string(seed));
  }
}

}  // namespace
}  // namespace jalon::allocation
