// What this room keeps about a person: see people/held_actions.hpp.
#pragma once

#include "people/held_actions.hpp"

namespace jalon::pathways {

/// events.
std::vector<people::HeldSection> held_by_pathways();
/// step.requested, step.done...: one word per kind of event. What was replaced or withdrawn is no contact.
people::ContactSource contacts_of_pathways();

}  // namespace jalon::pathways
