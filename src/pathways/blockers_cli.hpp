// `jalon blockers`: what blocks a territory, by cause, step or organisation, greatest gain first.
#pragma once

#include <ostream>

#include "pathways/told_shares_actions.hpp"

namespace jalon::pathways {

/// What `sights` may be told, as pages are (`told_shares_actions.hpp`). With `json`, an array of
/// {"key","label","people","points","gain_days","unlocked","deadlines_saved","lift_first"}; the last one is
/// told in first_lifts.hpp, to who sees everything. Says on `err` what is left out.
void print_blockers(const Snapshot& snapshot, const Sights& sights, ShareBy by, int fewest_told, bool json,
                    std::ostream& out, std::ostream& err);

/// What the key of a share means, in French: the cause, the step on the board's day, the organisation.
std::string share_label(const Board& board, ShareBy by, std::string_view key);

}  // namespace jalon::pathways
