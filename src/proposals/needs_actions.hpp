// From the département's records to the inputs of a proposal: the places that can be entered, who is ready
// and waits for the step that they answer, the conditions, the points.
//
// Who waits: a person for whom the step is ready or requested, who holds no place of that step and to whom
// none is proposed already; the seats proposed to others are left aside. Where the step is held by the
// household, its members come together, as one need. A place that somebody has declined is closed to them.
#pragma once

#include <string_view>

#include "pathways/live_board_actions.hpp"
#include "proposals/allocation_rules.hpp"
#include "proposals/inputs.hpp"
#include "store/database.hpp"

namespace jalon::proposals {

struct Question {
  Scope scope;
  std::uint64_t seed = 0;
  Date known_at;
};

/// Everything known, as of the day of the snapshot.
Inputs gather_inputs(store::Reader& reader, std::string_view territory, const pathways::Snapshot& snapshot,
                     const AllocationRules& rules, const Question& question);

/// The seed when nobody chooses one: the date, as a number (20181012). Public, and chosen by nobody.
std::uint64_t public_seed(Date at);

}  // namespace jalon::proposals
