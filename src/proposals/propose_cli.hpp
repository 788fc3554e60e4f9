// `jalon propose`: who would get which place on a day, as JSON or in a few lines. Persons and places are told
// by the sender's identifiers; names are never printed.
#pragma once

#include <ostream>

#include "pathways/live_board_actions.hpp"
#include "proposals/proposal_actions.hpp"

namespace jalon::proposals {

/// With `json`:
/// {"at","known_at","scheme","step","rules","seed","proposal","steps":[{"step","status","placed",
/// "unplaced","value","bound"}],"lines":[{"person","people","step","place","value","reason","parts":{},
/// "eligible":[{"place","value","parts","to_check"}],"not_eligible":[{"place","reasons"}],"above":[{"place",
/// "person","value"}],"threshold","threshold_place","extra_place","change"}],"one_more":[{"place","placed",
/// "value","days","goals","pathways","deadlines","people","left_out","sentence"}],"reserves":[{"place",
/// "floor","expected","until"}]}. `kept`: the proposal's identifier once recorded, else "".
void print_draft(const Draft& draft, const pathways::Snapshot& snapshot, const std::string& kept, bool json,
                 std::ostream& out);

}  // namespace jalon::proposals
