// What this room keeps about a person: see people/held_actions.hpp.
#pragma once

#include "people/held_actions.hpp"

namespace jalon::cells {

/// decisions.
std::vector<people::HeldSection> held_by_cells();

}  // namespace jalon::cells
