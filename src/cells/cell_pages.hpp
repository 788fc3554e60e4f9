// Pages of a technical cell: its agenda, one case, the decisions taken, their record to print.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cells/agenda_cli.hpp"
#include "cells/decision_store.hpp"
#include "http/router.hpp"
#include "pathways/sights_actions.hpp"
#include "pathways/workspace_actions.hpp"
#include "ui/components.hpp"

namespace jalon::cells {

struct CellDay {
  Date held_on;
  std::string place;
  bool past = false;
};

struct CaseLine {
  std::string person;  // id
  std::string name;
  std::string step;  // id
  std::string step_label;
  std::vector<std::string> with;  // labels
  Date since;
  std::int64_t gain_days = 0;
  int unlocks = 0;
  std::optional<Date> deadline;
  std::vector<std::string> reasons;  // French
  bool current = false;
};

struct GroupSheet {
  std::string root_label;
  std::string cause_label;
  std::string action;  // what is usually done
  std::string organisation;
  int minutes = 0;
  std::int64_t gain_days = 0;
  int unlocks = 0;
  int people = 0;
  std::vector<CaseLine> cases;
  std::vector<CaseLine> put_off;  // no minutes left for them
};

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

struct AgendaPage {
  Date at;
  std::string place;
  int minutes = 0;
  int planned = 0;
  std::string rules;
  std::vector<FollowUpLine> follow_ups;
  std::vector<GroupSheet> groups;
  std::vector<GroupSheet> put_off;
  std::vector<std::string> invited;
};

/// Of a case, in the agenda it was opened from.
struct Neighbours {
  std::int64_t rank = 0;  // from 1
  std::int64_t of = 0;
  std::optional<CaseLine> previous;
  std::optional<CaseLine> next;
};

/// What the cell looks at: only what may be shared about the blocking point.
struct CaseSheet {
  std::string person;
  std::string name;
  std::optional<int> age;
  std::string commune;
  std::string step;
  std::string step_label;
  std::string root;
  std::string root_label;
  std::string cause;
  std::string cause_label;
  std::string action;
  std::string organisation;
  std::vector<std::string> with;
  std::optional<Date> since;
  std::optional<Date> deadline;
  std::int64_t gain_days = 0;
  int unlocks = 0;
  bool blocked = true;  // false: the point is gone since
  int others = 0;       // people with the same root and cause
  std::vector<FollowUpLine> earlier;
  int minutes = 0;  // of the agenda
  std::optional<Neighbours> around;
};

/// What was typed in the decision form, and what was refused.
struct DecisionForm {
  std::string kind = "act";
  std::string owner;
  std::string due_on;
  std::string text;
  std::vector<ui::FieldError> errors;
  ui::TextWarning warning{};

  std::string error(std::string_view field) const;
};

std::vector<ui::Option> kind_options(const ui::PageContext& page);
ui::Badge state_badge(DecisionState state);

/// Turns decisions into lines; `answers` of the committee are told with the decisions that they answer.
std::vector<FollowUpLine> to_lines(const std::vector<FollowUp>& follow_ups,
                                   const pathways::Snapshot& snapshot,
                                   const std::vector<CommitteeAnswer>& answers);

void add_cell_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::cells
