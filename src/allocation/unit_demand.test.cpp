#include "allocation/unit_demand.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "allocation/kept_problems.hpp"
#include "allocation/lemon_peer.hpp"
#include "allocation/plain_solver.hpp"
#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

using testing::random_problem;

constexpr Objective objectives[] = {Objective::coverage_then_value, Objective::value};

Network network_of(const Problem& problem) {
  const Locks locks = read_locks(problem);
  return locks.conflicts.empty() ? make_network(problem, locks, 7) : Network{};
}

struct Trial {
  Network network;
  std::string name;
};

/// Small ones, which every plan can be tried for, and larger ones, where chains are long.
Problem problem_of(std::uint64_t seed) {
  const bool small = seed % 3 > 0;
  return random_problem(seed, {.candidates = small ? 8 : 40, .places = small ? 4 : 12});
}

Trial trial(std::uint64_t seed) {
  return {network_of(problem_of(seed)), "problem " + std::to_string(seed)};
}

Worth plain(const Trial& trial, Objective objective) {
  const Network& network = trial.network;
  return worth_of(network, network.candidates() <= 8 ? search_all_plans(network, objective)
                                                     : solve_plainly(network, objective));
}

TEST(UnitDemand, EqualsPlainSolversOnTenThousandRandomProblems) {
  for (std::uint64_t seed = 0; seed < 10'000; ++seed) {
    const Trial random = trial(seed);
    for (const Objective objective : objectives) {
      const Worth expected = plain(random, objective);
      const Worth found = worth_of(random.network, solve_unit_demand(random.network, objective).arc_of());
      ASSERT_EQ(found.placed, expected.placed) << testing::told(problem_of(seed));
      ASSERT_EQ(found.value, expected.value) << testing::told(problem_of(seed));
    }
  }
}

TEST(UnitDemand, EqualsLemonOnTenThousandRandomProblems) {
  for (std::uint64_t seed = 20'000; seed < 30'000; ++seed) {
    const Trial random = trial(seed);
    const Network& network = random.network;
    std::vector<testing::PeerArc> arcs;
    std::vector<std::int64_t> seats;
    for (Index p = 0; p < network.places(); ++p) seats.push_back(network.seats(p));
    for (Index c = 0; c < network.candidates(); ++c) {
      for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
        arcs.push_back({c, network.arcs[arc].place, network.value(arc)});
      }
    }
    const Worth found = worth_of(network, solve_unit_demand(network, Objective::value).arc_of());
    ASSERT_EQ(found.value, testing::lemon_optimum(network.candidates(), arcs, seats))
        << testing::told(problem_of(seed));
  }
}

TEST(UnitDemand, OneMoreSeatIsWorthWhatSolvingAgainSays) {
  for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
    Trial random = trial(seed);
    for (const Objective objective : objectives) {
      const Worth now = plain(random, objective);
      const Seating seating = solve_unit_demand(random.network, objective);
      const std::vector<Marginal> marginals = unit_marginals(seating, objective);
      ASSERT_EQ(marginals.size(), random.network.places());
      for (Index p = 0; p < random.network.places(); ++p) {
        Trial more = random;
        ++more.network.capacity[p];
        const Worth then = plain(more, objective);
        EXPECT_EQ(marginals[p].value, then.value - now.value) << random.name << " place " << p;
        for (std::size_t k = 0; k < now.placed.size(); ++k) {
          ASSERT_EQ(marginals[p].placed[k], then.placed[k] - now.placed[k]) << random.name << " place " << p;
        }
      }
    }
  }
}

TEST(UnitDemand, OneSeatFewerCostsWhatSolvingAgainSays) {
  int costly = 0;
  for (std::uint64_t seed = 40'000; seed < 44'000; ++seed) {
    Trial random = trial(seed);
    for (const Objective objective : objectives) {
      const Worth now = plain(random, objective);
      const Seating seating = solve_unit_demand(random.network, objective);
      const auto fewer = one_seat_fewer(seating, objective);
      ASSERT_EQ(fewer.size(), random.network.places());
      for (Index p = 0; p < random.network.places(); ++p) {
        ASSERT_EQ(fewer[p].has_value(), random.network.capacity[p] > 0) << random.name << " place " << p;
        if (!fewer[p]) continue;
        Trial less = random;
        --less.network.capacity[p];
        const Worth then = plain(less, objective);
        ASSERT_EQ(fewer[p]->value, then.value - now.value) << random.name << " place " << p;
        for (std::size_t k = 0; k < now.placed.size(); ++k) {
          ASSERT_EQ(fewer[p]->placed[k], then.placed[k] - now.placed[k]) << random.name << " place " << p;
        }
        if (then.value != now.value) ++costly;
      }
    }
  }
  EXPECT_GT(costly, 2'000);
}

}  // namespace
}  // namespace jalon::allocation
