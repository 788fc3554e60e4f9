// Bundles: what the candidates of a party, bound to each other by person or requirement, may get together. A
// search with a bound finds the best one at given prices, or all those within a distance of the best.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "allocation/network.hpp"
#include "allocation/place_conflicts.hpp"
#include "allocation/several_needs.hpp"

namespace jalon::allocation {

/// Option rows of the problem, one at most per candidate of the party.
using Bundle = std::vector<Index>;

class Parties {
 public:
  Parties(const Problem& problem, const Bonds& bonds, const Locks& locks);

  std::size_t count() const { return members_.size(); }
  const std::vector<Index>& members(std::size_t party) const { return members_[party]; }
  Index candidate_of(Index row) const { return candidate_of_[row]; }
  std::int64_t capacity(std::size_t resource, Index place) const;
  std::int64_t takes(std::size_t resource, Index row) const;
  std::size_t resources() const { return 1 + bonds_.resources.size(); }
  const Problem& problem() const { return problem_; }
  /// Rows that locks leave to the candidate; one kept has no other, and must take it.
  const std::vector<Index>& rows(Index candidate) const { return rows_[candidate]; }
  bool must_take(Index candidate) const { return kept_[candidate]; }
  /// By party: somebody in it must.
  std::vector<bool> who_must() const;

  /// Calls `found` with each possible bundle that gains more than `above()`, as it stands then; `gain` by
  /// row. Stops, and says false, after so many steps.
  bool search(std::size_t party, const std::vector<double>& gain, const std::function<double()>& above,
              const std::function<void(const Bundle&, double)>& found, std::int64_t steps) const;

  /// Whether a person may have both.
  bool go_together(Index row, Index other) const;
  /// Whether what the row requires is among those chosen, by member; the first `decided` of them are known.
  bool may_stand(Index row, const std::vector<Index>& chosen, std::size_t party, std::size_t decided) const;

 private:
  void leave_rows(const Locks& locks);
  void join();
  bool always_together(Index candidate, Index other) const;

  const Problem& problem_;
  const Bonds& bonds_;
  std::vector<std::vector<Index>> members_;
  std::vector<std::vector<Index>> rows_;
  std::vector<bool> kept_;
  std::vector<Index> candidate_of_;
  PlaceConflicts conflicts_;
  std::vector<std::vector<Requirement>> requirements_;  // by candidate
};

}  // namespace jalon::allocation
