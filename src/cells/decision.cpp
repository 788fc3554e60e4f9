#include "cells/decision.hpp"

#include <array>
#include <utility>

namespace jalon::cells {
namespace {

constexpr std::array<std::pair<DecisionKind, std::string_view>, 5> kinds = {{
    {DecisionKind::act, "act"},
    {DecisionKind::ask, "ask"},
    {DecisionKind::allocate, "allocate"},
    {DecisionKind::close, "close"},
    {DecisionKind::escalate, "escalate"},
}};

}  // namespace

std::string_view word(DecisionKind kind) {
  for (const auto& [known, text] : kinds) {
    if (known == kind) return text;
  }
  return {};
}

std::string_view in_french(DecisionKind kind) {
  constexpr std::array<std::string_view, 5> labels = {"Agir", "Demander un avis", "Proposer une place",
                                                      "Clore", "Saisir le comité"};
  return labels[static_cast<std::size_t>(kind)];
}

std::optional<DecisionKind> decision_kind(std::string_view word) {
  for (const auto& [kind, text] : kinds) {
    if (text == word) return kind;
  }
  return std::nullopt;
}

Result<void> validate(const Decision& decision) {
  std::vector<Refusal> refusals;
  const bool needs_owner = decision.kind == DecisionKind::act || decision.kind == DecisionKind::ask;
  if (needs_owner && !decision.owner) refusals.push_back({"decision.no_owner", {}, {}});
  if (needs_owner && !decision.due_on) refusals.push_back({"decision.no_due_date", {}, {}});
  if (decision.due_on && *decision.due_on < decision.decided_on) {
    refusals.push_back({"decision.due_before_decided",
                        {{"due_on", to_iso(*decision.due_on)}, {"decided_on", to_iso(decision.decided_on)}},
                        {}});
  }
  if (refusals.empty()) return {};
  Refusal first = std::move(refusals.front());
  first.also.assign(std::make_move_iterator(refusals.begin() + 1), std::make_move_iterator(refusals.end()));
  return tl::unexpected<Refusal>(std::move(first));
}

DecisionState state_of(const Decision& decision, const std::vector<DecisionEvent>& events, Date at) {
  DecisionState state = decision.kind == DecisionKind::close ? DecisionState::done : DecisionState::open;
  for (const DecisionEvent& event : events) {
    if (event.eff_on > at) continue;
    if (event.kind == "done") state = DecisionState::done;
    if (event.kind == "cancelled") state = DecisionState::cancelled;
    if (event.kind == "answered") state = DecisionState::answered;
    if (event.kind == "reopened") state = DecisionState::open;
  }
  if (state == DecisionState::open && decision.due_on && *decision.due_on < at) return DecisionState::late;
  return state;
}

}  // namespace jalon::cells
