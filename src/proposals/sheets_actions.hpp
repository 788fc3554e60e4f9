// What the pages of proposals show, from a proposal as kept and the names of the day.
#pragma once

#include "proposals/proposal_pages.hpp"

namespace jalon::proposals {

std::string step_label(const pathways::Snapshot& snapshot, std::string_view step);
std::string scope_label(const Scope& scope, const pathways::Snapshot& snapshot);
std::string person_name(const pathways::Snapshot& snapshot, std::string_view person);

ProposalSheet proposal_sheet(const ProposalView& view, const pathways::Snapshot& snapshot,
                             std::string_view step, std::size_t page);
std::optional<ExplanationSheet> explanation_sheet(const ProposalView& view,
                                                  const pathways::Snapshot& snapshot, std::string_view person,
                                                  std::string_view step);
/// Those placed and the next in line, with what is chosen for each.
PlanSheet plan_sheet(const ProposalView& view, const pathways::Snapshot& snapshot, std::string_view step);
/// `needs` as sentences: `KOVALENKO Olena : Module… au lieu de rien`.
std::vector<std::string> told(const std::vector<Difference>& differences, const Inputs& inputs,
                              const pathways::Snapshot& snapshot);
std::vector<Grouping> groupings(const Inputs& inputs, const pathways::Snapshot& snapshot);
ui::Badge decision_badge(DecisionKind kind);

}  // namespace jalon::proposals
