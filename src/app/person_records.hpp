// What the rooms keep about persons, put together: what counts as a contact, everything that is held.
#pragma once

#include <vector>

#include "people/held_actions.hpp"

namespace jalon::app {

std::vector<people::ContactSource> contact_sources();
std::vector<people::HeldSection> held_sections();

}  // namespace jalon::app
