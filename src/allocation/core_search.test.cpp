#include "allocation/core_search.hpp"

#include <gtest/gtest.h>

#include "allocation/plain_solver.hpp"
#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

/// A search that may look at the clock so many times once it has its prices.
struct CutShort {
  CutShort(const Network& network, int looks)
      : search(network, {values_of(network), {}}, std::vector<Index>(network.candidates(), none),
               [this] { return static_cast<double>(--looks_left) / 100; }) {
    search.price();
    looks_left = looks;
  }
  int looks_left = 100'000;
  CoreSearch search;
};

TEST(CoreSearch, WhatTheSearchByNodesHasShownIsNotForgottenWhenBranchAndCutShowsLess) {
  int shown = 0;
  for (std::uint64_t seed = 0; seed < 16; ++seed) {
    const Problem problem = testing::tight_problem(seed, 60, 12);
    const Network network = make_network(problem, read_locks(problem), seed);
    for (int looks = 2; looks < 40; ++looks) {
      CutShort nodes(network, looks);
      const std::int64_t at_first = nodes.search.answer().bound;
      if (nodes.search.prove_by_nodes()) continue;
      const std::int64_t by_nodes = nodes.search.answer().bound;
      CutShort both(network, looks);
      both.search.prove(
          [&](const Core&, const std::vector<Index>& start) {
            IntegerAnswer nothing_new;
            nothing_new.arc_of = start;
            nothing_new.bound = static_cast<double>(at_first);
            return nothing_new;
          },
          false);
      ASSERT_LE(both.search.answer().bound, by_nodes) << "problem " << seed << ", " << looks << " looks";
      if (by_nodes < at_first) ++shown;
    }
  }
  EXPECT_GT(shown, 10);
}

}  // namespace
}  // namespace jalon::allocation
