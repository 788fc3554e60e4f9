#include "pathways/held_actions.hpp"

#include <unordered_set>

#include "partners/actor_names_store.hpp"
#include "partners/organisation_store.hpp"
#include "pathways/catalogue_actions.hpp"
#include "pathways/causes.hpp"
#include "pathways/event_store.hpp"
#include "pathways/event_words.hpp"
#include "pathways/outcomes.hpp"
#include "pathways/pathway_actions.hpp"

namespace jalon::pathways {

std::vector<people::HeldSection> held_by_pathways() {
  // The periods and the number of the last event follow from the events.
  return {
      {"events",
       "Événements du parcours",
       {"pathway", "pathway_event", "step_spell", "pathway_text_to_seal"},
       [](store::Reader& reader, people::Vault& vault, std::string_view territory, people::PersonId person) {
         const Catalogue catalogue = load_catalogue(reader, std::string(territory));
         const partners::ActorNames names(reader, territory);
         std::vector<people::HeldRow> rows;
         for (const RecordedEvent& event : events_of(reader, territory, person)) {
           const auto step = catalogue.find(event.step);
           std::string organisation;
           if (event.organisation) {
             const auto found = partners::find_organisation(reader, territory, *event.organisation);
             if (found) organisation = found->name;
           }
           rows.push_back(
               {{"ver", "Numéro", std::to_string(event.ver)},
                {"step", "Étape", event.step},
                {"label", "Intitulé",
                 step ? catalogue.nearest_version(*step, event.date).label_fr : event.step},
                {"kind", "Événement", std::string(to_word(event.kind)), std::string(event_label(event.kind))},
                {"date", "Date", to_iso(event.date)},
                {"recorded_on", "Enregistré le", to_iso(event.recorded_on)},
                {"outcome", "Résultat", event.outcome, std::string(outcome_label(event.outcome))},
                {"text", "Précision", text_of(vault, person, event)},
                {"organisation", "Organisme", organisation},
                {"cause", "Cause", event.cause.empty() ? "" : std::string(cause_label(event.cause))},
                {"corrects", "Remplace le numéro", event.corrects ? std::to_string(*event.corrects) : ""},
                {"actor", "Enregistré par", names.of(event.actor)}});
         }
         return rows;
       }}};
}

people::ContactSource contacts_of_pathways() {
  people::ContactSource source;
  for (int kind = 0; kind < static_cast<int>(EventKind::withdrawn); ++kind) {
    source.words.push_back("step." + std::string(to_word(static_cast<EventKind>(kind))));
  }
  source.each = [words = source.words](store::Reader& reader, std::string_view territory,
                                       const people::ContactVisit& visit) {
    each_pathway(reader, territory, [&](people::PersonId person, std::vector<RecordedEvent>& events) {
      std::unordered_set<std::int64_t> replaced;
      for (const RecordedEvent& event : events) {
        if (event.corrects) replaced.insert(*event.corrects);
      }
      for (const RecordedEvent& event : events) {
        if (event.kind == EventKind::withdrawn || replaced.contains(event.ver)) continue;
        visit(person, words[static_cast<std::size_t>(event.kind)], event.date);
      }
    });
  };
  return source;
}

}  // namespace jalon::pathways
