#include "app/ask_places.hpp"

#include "schemes/scheme_actions.hpp"

namespace jalon::app {

pathways::AskPlaces ask_places() {
  return [](store::Reader& reader, const pathways::Catalogue& catalogue, std::string_view territory,
            Moment moment) {
    schemes::PlaceFacts facts =
        schemes::place_facts(reader, catalogue, territory, moment.at, moment.known_at);
    return pathways::PlaceNews{std::move(facts.availability), std::move(facts.held)};
  };
}

}  // namespace jalon::app
