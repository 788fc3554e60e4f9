// What the pages of proposals show, from a proposal as kept and the names of the day. Whoever the reader may
// not see waiting for the step stands without a name, and is decided upon like the others: to refuse that
// one's file be shared costs nobody a place.
#pragma once

#include "pathways/sights_actions.hpp"
#include "proposals/proposal_pages.hpp"

namespace jalon::proposals {

std::string step_label(const pathways::Snapshot& snapshot, std::string_view step);
std::string scope_label(const Scope& scope, const pathways::Snapshot& snapshot);

/// Who looks, on the board of the proposal's day.
struct Onlooker {
  const pathways::Snapshot& snapshot;
  const pathways::Sights& sights;
};
/// Whether they may be told that this person waits for this step.
bool may_name(const Onlooker& by, std::string_view person, std::string_view step);
/// The name, else who follows the person.
std::string person_name(const Onlooker& by, std::string_view person, std::string_view step);

ProposalSheet proposal_sheet(const ProposalView& view, const Onlooker& by, std::string_view step,
                             std::size_t page);
/// Nullopt: no such demand, or not theirs to see.
std::optional<ExplanationSheet> explanation_sheet(const ProposalView& view, const Onlooker& by,
                                                  std::string_view person, std::string_view step);
/// Those placed and the next in line, with what is chosen for each.
PlanSheet plan_sheet(const ProposalView& view, const Onlooker& by, std::string_view step);
/// `needs` as sentences: `KOVALENKO Olena : Module… au lieu de rien`.
std::vector<std::string> told(const std::vector<Difference>& differences, const Inputs& inputs,
                              const Onlooker& by);
std::vector<Grouping> groupings(const Inputs& inputs, const pathways::Snapshot& snapshot);
ui::Badge decision_badge(DecisionKind kind);

}  // namespace jalon::proposals
