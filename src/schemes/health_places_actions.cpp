#include "schemes/health_places_actions.hpp"

#include <algorithm>

#include "pathways/catalogue_actions.hpp"
#include "schemes/place_store.hpp"

namespace jalon::schemes {

std::set<PlaceId> places_about_health(store::Reader& reader, std::string_view territory) {
  const pathways::Catalogue catalogue = pathways::load_catalogue(reader, territory);
  const auto about_health = [&](const std::string& id) {
    const auto step = catalogue.find(id);
    return step && catalogue.step(*step).about_health;
  };
  std::set<PlaceId> found;
  for (const PlaceVersion& version : all_place_versions(reader, territory)) {
    const Place& place = version.place;
    if (about_health(place.step) || std::ranges::any_of(place.includes, about_health)) {
      found.insert(version.id);
    }
  }
  return found;
}

}  // namespace jalon::schemes
