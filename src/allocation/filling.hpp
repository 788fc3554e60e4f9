// Fills all the seats that an auction left free at a price, or brings their prices down to where they may
// stay free.
#pragma once

#include "allocation/seating.hpp"

namespace jalon::allocation {

/// Every candidate must be settled. Afterwards every place with a price is full, at prices that still agree
/// with the seating.
void fill_places(Seating& seating);

}  // namespace jalon::allocation
