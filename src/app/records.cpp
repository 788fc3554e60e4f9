#include "app/records.hpp"

#include "cells/meeting_actions.hpp"
#include "fortnight/edition_actions.hpp"
#include "indicators/reference_actions.hpp"
#include "partners/organisation_actions.hpp"
#include "partners/territory.hpp"
#include "partners/territory_store.hpp"
#include "pathways/catalogue_actions.hpp"
#include "pathways/pathway_actions.hpp"
#include "people/consent_import_actions.hpp"
#include "people/people_actions.hpp"
#include "schemes/scheme_actions.hpp"

namespace jalon::app {

exchange::Rooms rooms_of_records(people::Vault& vault) {
  exchange::Rooms rooms;
  rooms.kinds = {
      {"steps.csv", {"id", "domain", "prerequisites", "typ_days"}, {}, pathways::import_catalogue},
      {"organisations.csv", {"organisation", "name", "kind"}, {}, partners::import_organisations},
      {"people.csv",
       {"person", "last_name", "first_name", "birth_date"},
       {"organisations.csv"},
       [&vault](store::Transaction& transaction, const csv::Document& document,
                const ImportContext& context) {
         return people::import_people(transaction, document, context, vault);
       }},
      {"consents.csv",
       {"person", "domains", "organisations", "notice_language"},
       {"people.csv"},
       people::import_consents},
      {"events.csv",
       {"person", "step", "kind", "date"},
       {"steps.csv", "people.csv"},
       [&vault](store::Transaction& transaction, const csv::Document& document,
                const ImportContext& context) {
         return pathways::import_events(transaction, document, context, vault);
       }},
      {"places.csv", {"place", "scheme", "step", "capacity"}, {"steps.csv"}, schemes::import_places},
      {"enrolments.csv",
       {"person", "place", "kind", "date"},
       {"people.csv", "places.csv"},
       schemes::import_enrolments},
      {"references.csv", {"id", "year", "value", "unit"}, {}, indicators::import_references},
      {"meetings.csv", {"meeting", "kind", "date"}, {"organisations.csv"}, cells::import_meetings},
      {"editions.csv", {"edition", "starts_on", "ends_on", "region"}, {}, fortnight::import_editions},
      {"fortnight_events.csv",
       {"event", "edition", "title"},
       {"editions.csv", "organisations.csv"},
       fortnight::import_events},
  };
  rooms.known_territories = [](store::Reader& reader) {
    std::vector<std::string> codes;
    for (auto& territory : partners::all_territories(reader)) codes.push_back(std::move(territory.code));
    return codes;
  };
  rooms.ensure_territory = partners::ensure_territory;
  rooms.territory_of_commune = partners::department_of_commune;
  rooms.is_territory = partners::is_department_code;
  return rooms;
}

}  // namespace jalon::app
