// Numbers of blocking points as a caller is told them: of the points that they are shown, and of everybody's
// on the steps that the matrix lets them count (`Sights::counts`). Where fewer than `fewest_told` of the
// people are counted and not shown, those who are shown alone are counted (`partners/small_numbers.hpp`).
// Made once for each kind of reader and state of the board.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "pathways/sights_actions.hpp"

namespace jalon::pathways {

struct ToldShares {
  std::vector<Share> shares;     // in the order of the ranking
  std::vector<int> shown;        // of each, the people that the caller is shown
  bool counts_unseen = false;    // some of the people are counted and not shown
  bool small_kept_back = false;  // few who are not shown are left out
};

std::shared_ptr<const ToldShares> told_shares(const Snapshot& snapshot, const Sights& sights, ShareBy by,
                                              int fewest_told);

/// How many people share a root and its cause.
struct Sharers {
  int told = 0;
  int shown = 0;
};
Sharers sharers(const Snapshot& snapshot, const Sights& sights, StepIndex root, std::string_view cause);

}  // namespace jalon::pathways
