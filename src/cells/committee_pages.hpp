// The committee's page: causes shared by many, what cells escalated, late actions, common projects. Names
// nobody.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cells/follow_up_lines_actions.hpp"
#include "cells/project.hpp"
#include "http/router.hpp"
#include "pathways/workspace_actions.hpp"
#include "ui/components.hpp"

namespace jalon::cells {

struct StructuralLine {
  std::string root;
  std::string root_label;
  std::string cause;
  std::string cause_label;
  std::vector<std::string> organisations;
  int people = 0;
  std::int64_t gain_days = 0;
  int escalated = 0;
  bool few = false;  // few are not shown to the caller: told without days, and of people those shown alone
};

struct OwnerLine {
  std::string organisation;
  int open = 0;
  int late = 0;
};

/// A figure of the day, as the room of indicators words it.
struct IndicatorLine {
  std::string label;
  std::string value;  // in its unit; "" = not computed, or not told
  bool kept = false;  // not told to who asks
};
/// The figures of a day, as who asks may be told them: by a room below this one.
using AskIndicators = std::function<std::vector<IndicatorLine>(const http::Request&, Date)>;

/// The answer that was typed and not sent: shown again in its own form.
struct AnswerForm {
  std::string root;
  std::string cause;
  std::string text;
  ui::TextWarning warning{};
};

struct CommitteePage {
  int threshold = 0;
  std::vector<IndicatorLine> indicators;
  std::vector<StructuralLine> structural;
  std::vector<OwnerLine> owners;  // open actions by who must act, most late first
  int open = 0;
  int late = 0;
  int done = 0;
  int unblocked = 0;  // of those done
  std::vector<CommitteeAnswer> answers;
  std::vector<Project> projects;
  AnswerForm answer{};
};

/// What was typed in the form of a project, and what was refused.
struct ProjectForm {
  std::string title;
  std::string causes;
  std::string partners;
  std::string milestones;
  std::vector<ui::FieldError> errors;
  ui::TextWarning warning{};

  std::string error(std::string_view field) const;
};

void add_committee_pages(http::Router& router, const pathways::Workspace& workspace,
                         AskIndicators ask_indicators);

}  // namespace jalon::cells
