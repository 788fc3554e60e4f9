// Pages of one case of a cell: what it looks at, what is decided, and what became of it.
#pragma once

#include <string>
#include <vector>

#include "cells/case_sheet_actions.hpp"
#include "http/router.hpp"

namespace jalon::cells {

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

void add_decision_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::cells
