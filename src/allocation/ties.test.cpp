#include <gtest/gtest.h>

#include <algorithm>

#include "allocation/plain_solver.hpp"
#include "allocation/random_problems.hpp"
#include "allocation/unit_demand.hpp"

namespace jalon::allocation {
namespace {

using testing::random_problem;

std::vector<bool> seated(const std::vector<Index>& arc_of) {
  std::vector<bool> in;
  for (const Index arc : arc_of) in.push_back(arc != none);
  return in;
}

/// Of all plans as good, whose candidates come first: tier by tier, by number. Tries them all.
class BestOfEquals {
 public:
  BestOfEquals(const Network& network, const Worth& best) : network_(network), best_(best) {
    left_.resize(network.places());
    for (Index p = 0; p < network.places(); ++p) left_[p] = network.seats(p);
    arc_of_.assign(network.candidates(), none);
    for (std::int32_t tier = 0; tier < network.tiers; ++tier) {
      for (Index c = 0; c < network.candidates(); ++c) {
        if (network.tier[c] == tier) order_.push_back(c);
      }
    }
  }
  std::vector<bool> find() {
    decide(0);
    return seated(found_);
  }
  /// Whether as good a plan seats others.
  bool had_a_choice() const { return choice_; }

 private:
  /// By order of precedence, who is seated.
  std::vector<bool> seats(const std::vector<Index>& arc_of) const {
    std::vector<bool> in;
    for (const Index c : order_) in.push_back(arc_of[c] != none);
    return in;
  }

  void decide(std::size_t k) {
    if (k == order_.size()) {
      const Worth worth = worth_of(network_, arc_of_);
      if (worth.placed != best_.placed || worth.value != best_.value) return;
      if (!found_.empty() && seats(arc_of_) != seats(found_)) choice_ = true;
      if (found_.empty() || seats(arc_of_) > seats(found_)) found_ = arc_of_;
      return;
    }
    const Index c = order_[k];
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      std::int64_t& left = left_[network_.arcs[arc].place];
      if (left == 0) continue;
      --left;
      arc_of_[c] = arc;
      decide(k + 1);
      arc_of_[c] = none;
      ++left;
    }
    decide(k + 1);
  }

  const Network& network_;
  Worth best_;
  std::vector<std::int64_t> left_;
  std::vector<Index> arc_of_;
  std::vector<Index> order_;
  std::vector<Index> found_;
  bool choice_ = false;
};

TEST(Ties, AmongEqualPlansWhoeverComesFirstIsSeated) {
  int settled_by_order = 0;
  for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
    const Problem problem = random_problem(seed, {.candidates = 6, .places = 3});
    const Locks locks = read_locks(problem);
    if (!locks.conflicts.empty()) continue;
    const Network network = make_network(problem, locks, seed);
    for (const Objective objective : {Objective::coverage_then_value, Objective::value}) {
      const std::vector<Index> plain = solve_plainly(network, objective);
      BestOfEquals equals(network, worth_of(network, plain));
      const std::vector<bool> expected = equals.find();
      ASSERT_EQ(seated(solve_unit_demand(network, objective).arc_of()), expected) << "problem " << seed;
      if (equals.had_a_choice()) ++settled_by_order;
    }
  }
  EXPECT_GT(settled_by_order, 50) << "too few ties to prove anything";
}

TEST(Ties, TheOrderOfTheInputChangesNothing) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const Problem problem = random_problem(seed, {.candidates = 30, .places = 8});
    Problem other;  // the same, backwards
    const auto places = static_cast<Index>(problem.places.size());
    const auto candidates = static_cast<Index>(problem.candidates.size());
    other.places.assign(problem.places.rbegin(), problem.places.rend());
    other.candidates.assign(problem.candidates.rbegin(), problem.candidates.rend());
    OptionsBuilder options;
    for (Index c = candidates; c-- > 0;) {
      for (Index row = problem.options.end(c); row-- > problem.options.begin(c);) {
        options.add(candidates - 1 - c, places - 1 - problem.options.place[row], problem.options.value[row]);
      }
    }
    options.build(candidates, other.options);
    for (const Lock& lock : problem.locks) {
      other.locks.push_back({candidates - 1 - lock.candidate, places - 1 - lock.place, lock.kind});
    }
    Rules rules;
    rules.seed = seed;
    const Proposal one = propose(problem, rules);
    const Proposal two = propose(other, rules);
    ASSERT_EQ(one.status, two.status);
    for (Index c = 0; c < one.place_of.size(); ++c) {
      const Index there = two.place_of[candidates - 1 - c];
      ASSERT_EQ(one.place_of[c], there == none ? none : places - 1 - there) << "problem " << seed;
    }
  }
}

TEST(Ties, TheSeedDrawsAndWaitingComesBeforeTheDraw) {
  Problem problem;
  problem.places.push_back({"only", 1});
  OptionsBuilder options;
  for (Index c = 0; c < 8; ++c) {
    problem.candidates.push_back({"candidate " + std::to_string(c)});
    options.add(c, 0, 5);
  }
  options.build(8, problem.options);
  const auto winner = [&](std::uint64_t seed) {
    Rules rules;
    rules.seed = seed;
    const Proposal proposal = propose(problem, rules);
    return std::find(proposal.place_of.begin(), proposal.place_of.end(), Index{0}) -
           proposal.place_of.begin();
  };
  std::vector<std::ptrdiff_t> winners;
  for (std::uint64_t seed = 0; seed < 40; ++seed) winners.push_back(winner(seed));
  std::sort(winners.begin(), winners.end());
  winners.erase(std::unique(winners.begin(), winners.end()), winners.end());
  EXPECT_GT(winners.size(), 4U) << "the draw favours somebody";
  problem.candidates[3].waiting_since = -1;
  for (std::uint64_t seed = 0; seed < 10; ++seed) EXPECT_EQ(winner(seed), 3);
}

}  // namespace
}  // namespace jalon::allocation
