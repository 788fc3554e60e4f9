#include "allocation/bundle_search.hpp"

namespace jalon::allocation {

void BundleSearch::prepare(std::size_t party, const std::vector<double>& gain) {
  const std::vector<Index>& members = parties_.members(party);
  options_.clear();
  first_.assign(1, 0);
  for (const Index c : members) {
    for (const Index row : parties_.rows(c)) options_.push_back({gain[row], row});
    std::sort(
        options_.begin() + static_cast<std::ptrdiff_t>(first_.back()), options_.end(),
        [](const Option& a, const Option& b) { return a.gain != b.gain ? a.gain > b.gain : a.row < b.row; });
    first_.push_back(options_.size());
  }
  rest_.assign(members.size() + 1, 0);
  for (std::size_t k = members.size(); k-- > 0;) {
    double best = parties_.must_take(members[k]) ? -std::numeric_limits<double>::infinity() : 0;
    if (first_[k] < first_[k + 1]) best = std::max(best, options_[first_[k]].gain);
    rest_[k] = rest_[k + 1] + best;
  }
  chosen_.assign(members.size(), none);
}

/// Everybody's best option: false where these do not go together.
bool BundleSearch::best_of_each(std::size_t party, const std::vector<double>& gain, bool must, Bundle& best,
                                double& most) {
  const std::vector<Index>& members = parties_.members(party);
  chosen_.assign(members.size(), none);
  double sum = 0;
  bool any = false;
  for (std::size_t k = 0; k < members.size(); ++k) {
    const bool kept = parties_.must_take(members[k]);
    double top = kept ? -std::numeric_limits<double>::infinity() : 0;
    for (const Index row : parties_.rows(members[k])) {
      if (!(gain[row] > top)) continue;
      top = gain[row];
      chosen_[k] = row;
    }
    if (chosen_[k] == none) {
      if (kept) return false;
      continue;
    }
    any = true;
    sum += top;
    for (std::size_t d = 0; d < k; ++d) {
      if (chosen_[d] != none && !parties_.go_together(chosen_[k], chosen_[d])) return false;
    }
  }
  if (must && !any) return false;
  for (const Index row : chosen_) {
    if (row != none && !parties_.may_stand(row, chosen_, party, members.size())) return false;
  }
  most = sum;
  best.clear();
  for (const Index row : chosen_) {
    if (row != none) best.push_back(row);
  }
  return true;
}

bool BundleSearch::best(std::size_t party, const std::vector<double>& gain, bool must, std::int64_t steps,
                        Bundle& best, double& most) {
  if (best_of_each(party, gain, must, best, most)) return true;
  most = must ? -std::numeric_limits<double>::infinity() : 0;
  best.clear();
  return search(
      party, gain, [&] { return most; },
      [&](const Bundle& bundle, double sum) {
        most = sum;
        best = bundle;
      },
      steps);
}

}  // namespace jalon::allocation
