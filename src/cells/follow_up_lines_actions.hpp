// Earlier decisions as the pages of a cell tell them, to whom they may be told; and the words that its sheets
// share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cells/decision_store.hpp"
#include "pathways/sights_actions.hpp"
#include "pathways/workspace_actions.hpp"
#include "ui/components.hpp"

namespace jalon::cells {

struct FollowUpLine {
  std::string id;
  std::string person;  // id
  std::string name;
  std::string step;  // id
  std::string step_label;
  std::string cause_label;
  std::string kind;  // French
  std::string text;
  std::string owner;
  std::optional<Date> due_on;
  Date decided_on;
  ui::Badge state;
  ui::Badge effect;
  bool open = false;
  bool settled = false;  // done or cancelled: can be reopened
  std::string answer;    // of the committee
};

/// What was decided up to a day, and what the committee answered.
struct Known {
  std::vector<FollowUp> follow_ups;
  std::vector<CommitteeAnswer> answers;
};
Known read_known(const pathways::Workspace& workspace, Date at);

/// Turns decisions into lines; `answers` of the committee are told with the decisions that they answer.
std::vector<FollowUpLine> to_lines(const std::vector<FollowUp>& follow_ups,
                                   const pathways::Snapshot& snapshot,
                                   const std::vector<CommitteeAnswer>& answers);

/// Whether the caller is shown that step of that person: what was decided about it may be told to them.
bool sees(const pathways::Sights& sights, const pathways::Snapshot& snapshot, const UuidBytes& person,
          std::string_view step);

ui::Badge state_badge(DecisionState state);
/// The step on the board's day, else its id.
std::string step_label(const pathways::Board& board, std::string_view id);
std::string name_of(const pathways::Snapshot& snapshot, const UuidBytes& person);
/// What is usually done about a cause; "" = nothing is said.
std::string usual_action(std::string_view cause);

}  // namespace jalon::cells
