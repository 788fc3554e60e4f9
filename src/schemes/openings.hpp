// From places and who is in them to what the engine of pathways asks: which steps are answered by places,
// when the next free ones open and for whom, and who holds one already.
#pragma once

#include <span>
#include <vector>

#include "base/date.hpp"
#include "pathways/availability.hpp"
#include "pathways/catalogue.hpp"
#include "pathways/facts.hpp"
#include "schemes/place.hpp"

namespace jalon::schemes {

struct OccupiedPlace {
  const Place* place = nullptr;
  std::int64_t occupied = 0;  // accepted or present on the day
};

/// A place with a free seat opens on its first day, or is open now. A course that has begun takes nobody; a
/// full or ended place opens never, and still tells that places exist for its steps. Unknown steps are left
/// out.
pathways::Availability availability(std::span<const OccupiedPlace> places,
                                    const pathways::Catalogue& catalogue, Date at);

/// What a stay in `place` with this status gives the person on `at`: one entry per step of the place; none
/// unless the person was accepted or is present.
std::vector<pathways::HeldPlace> held_places(const Place& place, StayStatus status,
                                             const pathways::Catalogue& catalogue, Date at);

}  // namespace jalon::schemes
