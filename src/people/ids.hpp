// Our own identifiers of persons and households; files carry the sender's.
#pragma once

#include "base/id.hpp"

namespace jalon::people {

struct PersonTag;
struct HouseholdTag;
using PersonId = Id<PersonTag>;
using HouseholdId = Id<HouseholdTag>;

}  // namespace jalon::people
