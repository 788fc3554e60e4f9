#include "schemes/held_actions.hpp"

#include <unordered_map>

#include "schemes/enrolment_store.hpp"
#include "schemes/place_store.hpp"

namespace jalon::schemes {

namespace {

std::string_view told(EnrolmentKind kind) {
  constexpr std::array<std::string_view, enrolment_words.size()> labels = {
      "Proposée", "Acceptée", "Entrée", "Sortie", "Achevée", "Refusée", "Absence", "Retirée"};
  return labels[static_cast<std::size_t>(kind)];
}

}  // namespace

std::vector<people::HeldSection> held_by_schemes() {
  return {
      {"places",
       "Places proposées ou occupées",
       {"enrolment_event", "stay_spell"},
       [](store::Reader& reader, people::Vault&, std::string_view territory, people::PersonId person) {
         std::unordered_map<PlaceId, PlaceVersion> places;
         for (auto& version : places_known_at(reader, territory, Date::never())) {
           places.emplace(version.id, version);
         }
         std::vector<people::HeldRow> rows;
         each_enrolment_of(reader, territory, person, [&](PlaceId id, std::vector<EnrolmentEvent>& events) {
           const auto place = places.find(id);
           for (const EnrolmentEvent& event : events) {
             rows.push_back(
                 {{"place", "Place", place == places.end() ? id.text() : place->second.place.ref},
                  {"scheme", "Dispositif", place == places.end() ? "" : place->second.place.scheme},
                  {"kind", "Mouvement", std::string(to_word(event.kind)), std::string(told(event.kind))},
                  {"date", "Date", to_iso(event.date)},
                  {"recorded_on", "Enregistré le", to_iso(event.recorded_on)},
                  {"hours", "Heures", event.hours ? std::to_string(*event.hours) : ""}});
           }
         });
         return rows;
       }}};
}

people::ContactSource contacts_of_schemes() {
  people::ContactSource source;
  for (const std::string_view word : enrolment_words) source.words.push_back("place." + std::string(word));
  source.each = [words = source.words](store::Reader& reader, std::string_view territory,
                                       const people::ContactVisit& visit) {
    each_enrolment(reader, territory, [&](const Pair& pair, std::vector<EnrolmentEvent>& events) {
      for (const EnrolmentEvent& event : events) {
        visit(pair.person, words[static_cast<std::size_t>(event.kind)], event.date);
      }
    });
  };
  return source;
}

}  // namespace jalon::schemes
