#include "proposals/held_actions.hpp"

#include "partners/actor_names_store.hpp"
#include "proposals/proposal_store.hpp"

namespace jalon::proposals {

std::vector<people::HeldSection> held_by_proposals() {
  return {
      {"proposals",
       "Propositions de places où figure la personne",
       {"proposal", "proposal_decision", "proposal_outcome"},
       [](store::Reader& reader, people::Vault& vault, std::string_view territory, people::PersonId person) {
         const partners::ActorNames names(reader, territory);
         std::vector<people::HeldRow> rows;
         for (const ProposalHead& head : all_proposals(reader, territory)) {
           const auto row = [&](std::string kind, std::string step, std::string why, std::string text,
                                const std::string& actor) {
             rows.push_back({{"proposal", "Proposition", head.id.text()},
                             {"made_on", "Faite le", to_iso(head.made_on)},
                             {"kind", "Ce qui est gardé", std::move(kind)},
                             {"step", "Étape", std::move(step)},
                             {"reason", "Motif", std::move(why)},
                             {"text", "Précisions", std::move(text)},
                             {"actor", "Par", names.of(actor)}});
           };
           const auto stored = find_proposal(reader, territory, head.id);
           if (stored && stored->inputs.find(person.text()) != std::string::npos) {
             row("besoin examiné", head.scope.step, "", "", head.actor);
           }
           for (const SealedDecision& one : decisions_about(reader, territory, head.id)) {
             const Decision& decision = one.decision;
             if (decision.person != person) continue;
             const RefusalReason* reason = find_refusal_reason(decision.reason);
             row(std::string(to_word(decision.kind)), decision.step,
                 reason == nullptr ? decision.reason : std::string(reason->french),
                 vault.open(person.bytes(), decision_field, one.sealed).value_or(""), decision.actor);
           }
         }
         return rows;
       }}};
}

}  // namespace jalon::proposals
