#include "allocation/seating.hpp"

#include <gtest/gtest.h>

#include "allocation/plain_solver.hpp"
#include "allocation/random_problems.hpp"
#include "allocation/unit_demand.hpp"

namespace jalon::allocation {
namespace {

/// The network without the arcs of those who are absent.
Network of_those_present(const Network& network, const Seating& seating) {
  Network present = network;
  present.arcs.clear();
  present.wide.clear();
  present.first = {0};
  for (Index c = 0; c < network.candidates(); ++c) {
    for (Index arc = network.first[c]; seating.present(c) && arc < network.first[c + 1]; ++arc) {
      present.arcs.push_back(network.arcs[arc]);
      if (network.shift > 0) present.wide.push_back(network.wide[arc]);
    }
    present.first.push_back(static_cast<Index>(present.arcs.size()));
  }
  return present;
}

TEST(Seating, ComingsAndGoingsEqualASolveFromNothing) {
  int moves = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Problem problem = testing::random_problem(seed, {.candidates = 25, .places = 8});
    const Locks locks = read_locks(problem);
    if (!locks.conflicts.empty()) continue;
    const Network network = make_network(problem, locks, seed);
    if (network.candidates() == 0) continue;
    Seating seating = solve_unit_demand(network, Objective::value);
    testing::Dice dice(seed);
    for (int change = 0; change < 20; ++change) {
      const auto c = static_cast<Index>(dice.from(0, network.candidates() - 1));
      if (seating.present(c)) {
        seating.withdraw(c);
      } else {
        seating.arrive(c);
      }
      ++moves;
      ASSERT_TRUE(seating.proves_optimum()) << "problem " << seed << " change " << change;
      const Network now = of_those_present(network, seating);
      ASSERT_EQ(worth_of(network, seating.arc_of()).value,
                worth_of(now, solve_plainly(now, Objective::value)).value)
          << "problem " << seed << " change " << change;
    }
  }
  EXPECT_GT(moves, 3'000);
}

}  // namespace
}  // namespace jalon::allocation
