// `jalon blockers`: what blocks a territory, by cause, step or organisation, greatest gain first.
#pragma once

#include <ostream>

#include "pathways/board.hpp"

namespace jalon::pathways {

/// With `json`, an array of {"key","label","people","points","gain_days","unlocked","deadlines_saved",
/// "lift_first"}; the last one is told in first_lifts.hpp.
void print_blockers(const Board& board, ShareBy by, bool json, std::ostream& out);

/// What the key of a share means, in French: the cause, the step on the board's day, the organisation.
std::string share_label(const Board& board, ShareBy by, std::string_view key);

}  // namespace jalon::pathways
