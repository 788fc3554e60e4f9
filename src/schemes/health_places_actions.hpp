// Places whose step, or one of those included, is about health (a consultation, a vaccination session): the
// place may be shown, but that a person waits for it or is in it says something of their health, and is never
// recorded.
#pragma once

#include <set>
#include <string_view>

#include "schemes/place.hpp"
#include "store/database.hpp"

namespace jalon::schemes {

std::set<PlaceId> places_about_health(store::Reader& reader, std::string_view territory);

}  // namespace jalon::schemes
