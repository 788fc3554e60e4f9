// What this room keeps about a person: see people/held_actions.hpp.
#pragma once

#include "people/held_actions.hpp"

namespace jalon::proposals {

/// proposals: where the person was among the needs, and what humans decided.
std::vector<people::HeldSection> held_by_proposals();

}  // namespace jalon::proposals
