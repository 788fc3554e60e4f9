// An allocation problem read from a folder: places.csv, candidates.csv, options.csv and, if present,
// locks.csv, conflicts.csv, requires.csv and resources.csv with takes.csv; and the proposal written back.
// Columns as in docs/api; what cannot be read is refused with its file and line.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "allocation/allocation.hpp"
#include "allocation/several_needs.hpp"
#include "base/csv.hpp"

namespace jalon::allocation {

/// The numbers behind the sender's ids. The ids live in `owner`, which must outlive this.
class IdIndex {
 public:
  void reserve(std::size_t count) { numbers_.reserve(count); }
  /// False when the id is already there.
  bool add(std::string_view id, Index number) { return numbers_.emplace(id, number).second; }
  Index find(std::string_view id) const {
    const auto found = numbers_.find(id);
    return found == numbers_.end() ? none : found->second;
  }

 private:
  std::unordered_map<std::string_view, Index> numbers_;
};

struct ProblemFiles {
  Problem problem;
  Bonds bonds;  // empty unless one of the optional files says otherwise
  IdIndex places;
  IdIndex candidates;
};

/// Reading stops at the first row in the wrong: one clear sentence, with its line.
tl::expected<ProblemFiles, std::vector<FileProblem>> read_problem(const std::string& folder);

/// DIR/proposal.csv, one row per candidate in the order of candidates.csv. False when it cannot be written.
bool write_proposal(const std::string& folder, const Problem& problem, const Proposal& proposal);

}  // namespace jalon::allocation
