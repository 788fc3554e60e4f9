// The best bundle of a party at given gains, or all those above a limit: everybody's best option first, which
// is all there is to do where these go together, then a search with a bound. Keeps its memory from one party
// to the next: asked some millions of times.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "allocation/bundles.hpp"

namespace jalon::allocation {

class BundleSearch {
 public:
  /// `parties` must outlive it.
  explicit BundleSearch(const Parties& parties) : parties_(parties) {}

  /// Calls `found(bundle, sum)` with each possible bundle that gains more than `above()`, as it stands then;
  /// `gain` by row. Stops, and says false, after so many steps.
  template <class Above, class Found>
  bool search(std::size_t party, const std::vector<double>& gain, const Above& above, const Found& found,
              std::int64_t steps) {
    prepare(party, gain);
    steps_ = steps;
    walk(party, 0, 0, above, found);
    return steps_ > 0;
  }

  /// The best bundle, and what it gains, more than nothing or, where the party `must` have one, whatever;
  /// false when the search was cut short.
  bool best(std::size_t party, const std::vector<double>& gain, bool must, std::int64_t steps, Bundle& best,
            double& most);

 private:
  struct Option {
    double gain;
    Index row;
  };

  void prepare(std::size_t party, const std::vector<double>& gain);
  bool best_of_each(std::size_t party, const std::vector<double>& gain, bool must, Bundle& best,
                    double& most);

  template <class Above, class Found>
  void walk(std::size_t party, std::size_t depth, double sum, const Above& above, const Found& found) {
    if (steps_-- <= 0 || sum + rest_[depth] <= above()) return;
    const std::vector<Index>& members = parties_.members(party);
    if (depth == members.size()) {
      bundle_.clear();
      for (const Index row : chosen_) {
        if (row == none) continue;
        if (!parties_.may_stand(row, chosen_, party, members.size())) return;
        bundle_.push_back(row);
      }
      found(bundle_, sum);
      return;
    }
    for (std::size_t k = first_[depth]; k < first_[depth + 1]; ++k) {
      const Option option = options_[k];
      if (sum + option.gain + rest_[depth + 1] <= above()) break;  // the others gain less
      if (!parties_.may_stand(option.row, chosen_, party, depth)) continue;
      bool together = true;
      for (std::size_t d = 0; d < depth && together; ++d)
        together = chosen_[d] == none || parties_.go_together(option.row, chosen_[d]);
      if (!together) continue;
      chosen_[depth] = option.row;
      walk(party, depth + 1, sum + option.gain, above, found);
    }
    chosen_[depth] = none;
    if (!parties_.must_take(members[depth])) walk(party, depth + 1, sum, above, found);
  }

  const Parties& parties_;
  std::vector<Option> options_;     // by member, best gain first
  std::vector<std::size_t> first_;  // of each member
  std::vector<double> rest_;        // the most that members from here on may add
  std::vector<Index> chosen_;       // by member, the row or none
  Bundle bundle_;
  std::int64_t steps_ = 0;
};

}  // namespace jalon::allocation
