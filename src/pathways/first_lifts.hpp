// Where to begin, over a territory: for how many of those held up the best order of what to lift
// (lift_plan.hpp) begins with a given step, cause or organisation. The ranking says what lifting everything
// of a line would gain; this says how often that line comes first for the person. One pass over those who
// have blocking points, nothing kept.
#pragma once

#include <string>

#include "base/string_map.hpp"
#include "pathways/board.hpp"

namespace jalon::pathways {

/// People by key (as in Share). Those for whom no set of three moves a goal count nowhere; nor, by cause,
/// those whose first step is no blocking point of theirs.
StringMap<int> first_lifts(const Board& board, ShareBy by);

}  // namespace jalon::pathways
