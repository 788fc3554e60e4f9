#include "cells/held_actions.hpp"

#include "cells/decision_store.hpp"
#include "partners/actor_names_store.hpp"
#include "pathways/causes.hpp"

namespace jalon::cells {

namespace {

std::string became_in_french(std::string_view kind) {
  if (kind == "done") return "fait";
  if (kind == "cancelled") return "annulé";
  if (kind == "reopened") return "repris";
  if (kind == "answered") return "répondu par le comité";
  return std::string(kind);
}

}  // namespace

std::vector<people::HeldSection> held_by_cells() {
  return {
      {"decisions",
       "Décisions des cellules techniques",
       {"cell_decision", "cell_decision_event"},
       [](store::Reader& reader, people::Vault& vault, std::string_view territory, people::PersonId person) {
         const partners::ActorNames names(reader, territory);
         std::vector<people::HeldRow> rows;
         for (const SealedDecision& one : decisions_about(reader, territory, person.bytes())) {
           const Decision& decision = one.decision;
           std::string became;
           std::string told;
           for (const DecisionEvent& event : one.events) {
             became += (became.empty() ? "" : " ; ") + event.kind + " " + to_iso(event.eff_on);
             told += (told.empty() ? "" : " ; ") + became_in_french(event.kind) + " le " +
                     to_french(event.eff_on);
           }
           rows.push_back(
               {{"decided_on", "Décidé le", to_iso(decision.decided_on)},
                {"kind", "Décision", std::string(word(decision.kind)), std::string(in_french(decision.kind))},
                {"step", "Étape", decision.step},
                {"root", "Étape à lever", decision.root},
                {"cause", "Cause", std::string(pathways::cause_label(decision.cause))},
                {"due_on", "Échéance", decision.due_on ? to_iso(*decision.due_on) : ""},
                {"text", "Ce qui est à faire",
                 vault.open(decision.person, decision_field, one.sealed).value_or("")},
                {"became", "Suite", became, told},
                {"actor", "Saisi par", names.of(decision.actor)}});
         }
         return rows;
       }}};
}

}  // namespace jalon::cells
