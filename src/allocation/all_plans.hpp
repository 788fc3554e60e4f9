// Every plan of a small problem, tried: the witness of the engines for several needs and resources in tests.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "allocation/plain_solver.hpp"
#include "allocation/several_needs.hpp"

namespace jalon::allocation::testing {

/// Every plan, tried: the best that breaks nothing, if one does.
class AllPlans {
 public:
  AllPlans(const Problem& problem, const Bonds& bonds, Objective objective)
      : problem_(problem), bonds_(bonds), objective_(objective), place_of_(problem.candidates.size(), none) {
    for (const Place& place : problem.places) left_.push_back(place.capacity);
  }
  bool find() {
    decide(0);
    return any_;
  }
  const Worth& best() const { return best_; }

 private:
  bool locked_out(Index c, Index p) const {
    for (const Lock& lock : problem_.locks) {
      if (lock.candidate != c) continue;
      if (lock.kind == LockKind::keep ? lock.place != p : lock.place == p) return true;
    }
    return false;
  }
  void decide(Index c) {
    if (c == problem_.candidates.size()) return judge();
    if (!locked_out(c, none)) decide(c + 1);
    for (Index row = problem_.options.begin(c); row < problem_.options.end(c); ++row) {
      const Index p = problem_.options.place[row];
      if (locked_out(c, p) || problem_.size_of(c, row) > left_[p]) continue;
      left_[p] -= problem_.size_of(c, row);
      place_of_[c] = p;
      decide(c + 1);
      place_of_[c] = none;
      left_[p] += problem_.size_of(c, row);
    }
  }
  void judge() {
    if (!check_bonds(problem_, bonds_, place_of_).empty()) return;
    const std::vector<std::int32_t> tiers = tiers_of(problem_);
    Worth worth{std::vector<std::int64_t>(tiers.size(), 0), 0};
    for (Index c = 0; c < place_of_.size(); ++c) {
      if (place_of_[c] == none) continue;
      const auto tier = std::lower_bound(tiers.begin(), tiers.end(), problem_.candidates[c].tier);
      ++worth.placed[static_cast<std::size_t>(tier - tiers.begin())];
      worth.value += problem_.options.value[problem_.option_row(c, place_of_[c])];
    }
    if (!any_ || better(worth, best_, objective_)) best_ = worth;
    any_ = true;
  }

  const Problem& problem_;
  const Bonds& bonds_;
  Objective objective_;
  std::vector<Index> place_of_;
  std::vector<std::int64_t> left_;
  Worth best_;
  bool any_ = false;
};

}  // namespace jalon::allocation::testing
