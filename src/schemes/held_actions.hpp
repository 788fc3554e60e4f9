// What this room keeps about a person: see people/held_actions.hpp.
#pragma once

#include "people/held_actions.hpp"

namespace jalon::schemes {

/// places.
std::vector<people::HeldSection> held_by_schemes();
/// place.accepted, place.entered...: one word per kind of movement.
people::ContactSource contacts_of_schemes();

}  // namespace jalon::schemes
