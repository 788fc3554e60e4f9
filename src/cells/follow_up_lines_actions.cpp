#include "cells/follow_up_lines_actions.hpp"

#include <algorithm>

#include "cells/decision_actions.hpp"
#include "pathways/causes.hpp"
#include "people/people_actions.hpp"

namespace jalon::cells {

using pathways::Board;
using pathways::Snapshot;
using pathways::Workspace;

Known read_known(const Workspace& workspace, Date at) {
  return workspace.database.read([&](store::Reader& reader) {
    return Known{follow_ups(reader, workspace.vault, workspace.territory, Date::from_days(0), at),
                 answers(reader, workspace.territory)};
  });
}

std::vector<FollowUpLine> to_lines(const std::vector<FollowUp>& follow_ups, const Snapshot& snapshot,
                                   const std::vector<CommitteeAnswer>& answers) {
  std::vector<FollowUpLine> lines;
  for (const FollowUp& item : follow_ups) {
    const Decision& decision = item.decision;
    FollowUpLine line;
    line.id = decision.id.text();
    line.person = to_text(decision.person);
    line.name = name_of(snapshot, decision.person);
    line.step = decision.step;
    line.step_label = step_label(snapshot.board, decision.step);
    line.cause_label = pathways::cause_label(decision.cause);
    line.kind = in_french(decision.kind);
    line.text = decision.text;
    if (decision.owner) line.owner = snapshot.organisation_named(*decision.owner);
    line.due_on = decision.due_on;
    line.decided_on = decision.decided_on;
    line.state = state_badge(item.state);
    line.effect = item.unblocked ? ui::Badge{ui::Tone::good, "Débloqué", ""}
                                 : ui::Badge{ui::Tone::stop, "Toujours bloqué", ""};
    line.open = item.state == DecisionState::open || item.state == DecisionState::late;
    line.settled = item.state == DecisionState::done || item.state == DecisionState::cancelled;
    for (const DecisionEvent& event : item.events) {
      if (!event.answer) continue;
      const auto found = std::ranges::find(answers, *event.answer, &CommitteeAnswer::id);
      if (found != answers.end()) line.answer = found->answer;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

bool sees(const pathways::Sights& sights, const Snapshot& snapshot, const UuidBytes& person,
          std::string_view step) {
  if (sights.everything()) return true;
  const pathways::Line* line = snapshot.line(person);
  return line != nullptr && sights.opens(*line) &&
         sights.step(step, sights.relation(*line)) >= partners::Sight::flag;
}

ui::Badge state_badge(DecisionState state) {
  switch (state) {
    case DecisionState::open:
      return {ui::Tone::waiting, "En cours", ""};
    case DecisionState::late:
      return {ui::Tone::late, "En retard", ""};
    case DecisionState::done:
      return {ui::Tone::good, "Faite", ""};
    case DecisionState::cancelled:
      return {ui::Tone::neutral, "Annulée", ""};
    case DecisionState::answered:
      return {ui::Tone::info, "Réponse du comité", ""};
  }
  return {};
}

std::string step_label(const Board& board, std::string_view id) {
  const auto step = board.catalogue().find(id);
  return step ? board.catalogue().nearest_version(*step, board.at()).label_fr : std::string(id);
}

std::string name_of(const Snapshot& snapshot, const UuidBytes& person) {
  const pathways::Line* line = snapshot.line(person);
  return line == nullptr ? std::string("Dossier inconnu") : people::display_name(line->identity);
}

std::string usual_action(std::string_view cause) {
  const pathways::CauseEntry* entry = pathways::find_cause(cause);
  return entry == nullptr ? "" : entry->usual_action;
}

}  // namespace jalon::cells
