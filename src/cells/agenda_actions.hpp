// The agenda of a cell from the board and from what was decided before.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cells/agenda.hpp"
#include "cells/decision.hpp"
#include "cells/decision_store.hpp"
#include "pathways/live_board_actions.hpp"

namespace jalon::cells {

/// Whether a case is in the agenda; takes out of it what is not to be told.
using Admit = std::function<bool(const pathways::Standing&, const pathways::Blocker&, Case&)>;

/// The blocking points of everybody, as cases; `follow_ups` tell which were examined, and when. Without
/// `admit` every one is in.
std::vector<Case> cases_of(const pathways::Board& board, const std::vector<FollowUp>& follow_ups,
                           const Admit& admit = {});

/// Says of each decision whether its blocking point is gone from the pathway.
void mark_unblocked(std::vector<FollowUp>& follow_ups, const pathways::Board& board);

/// Those that a cell reviews: not cancelled, and open, late, or settled within the last `recent` days.
std::vector<FollowUp> to_review(const std::vector<FollowUp>& follow_ups, Date at, int recent = 60);

/// Names a state of decisions by how much there is of it: decisions, what followed and answers are only ever
/// added.
std::string state_of_decisions(const std::vector<FollowUp>& follow_ups,
                               const std::vector<CommitteeAnswer>& answers);

/// Roots and causes shared by at least `people` people, greatest gain first; names nobody. With `counts`, of
/// the points that it counts alone.
std::vector<StructuralBlocker> structural_blockers(const pathways::Board& board,
                                                   const std::vector<FollowUp>& follow_ups, int people,
                                                   const pathways::Board::Counts& counts = {});

}  // namespace jalon::cells
