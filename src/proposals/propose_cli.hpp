// `jalon propose`: who would get which place on a day, as JSON or in a few lines. Persons and places are told
// by the sender's identifiers; names are never printed. Whoever the reader may not see waiting for the step
// stands without an identifier and without the explanation, as on the pages (`sheets_actions.hpp`).
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "pathways/sights_actions.hpp"
#include "proposals/proposal_actions.hpp"
#include "proposals/sheets_actions.hpp"

namespace jalon::proposals {

/// With `json`:
/// {"at","known_at","scheme","step","rules","seed","proposal","steps":[{"step","status","placed",
/// "unplaced","value","bound"}],"lines":[{"person","people","step","place","value","reason","parts":{},
/// "eligible":[{"place","value","parts","to_check"}],"not_eligible":[{"place","reasons"}],"above":[{"place",
/// "person","value"}],"threshold","threshold_place","extra_place","change"}],"one_more":[{"place","placed",
/// "value","days","goals","pathways","deadlines","people","left_out","sentence"}],"reserves":[{"place",
/// "floor","expected","until"}]}. Of a line without an identifier "person" is null, and "people" to "change"
/// but for "step", "place", "value" and "reason" are absent. `kept`: the proposal's identifier once recorded,
/// else
/// "".
void print_draft(const Draft& draft, const Onlooker& by, const std::string& kept, bool json,
                 std::ostream& out);
/// Whom it tells of.
std::vector<people::PersonId> persons_printed(const Draft& draft, const Onlooker& by);

}  // namespace jalon::proposals
