// One step of one person: what it is, what it waits for, who waits for it, what happened, and the form that
// records what has just happened. After recording, the message says what it changed.
#pragma once

#include <string>
#include <vector>

#include "desk/dossier_pages.hpp"
#include "http/router.hpp"
#include "pathways/step_sheet.hpp"

namespace jalon::desk {

/// The step as the catalogue tells it.
struct StepNote {
  std::string id;
  std::string label;
  std::string domain;
  std::string deliverer;
  pathways::Prose eligibility;
  pathways::Prose legal_basis;
  pathways::Prose legal_deadline;
  int typ_days = 0;
  int max_days = 0;
};

/// What was typed, and what is offered.
struct EventForm {
  std::string kind;
  std::string date;     // ISO
  std::string outcome;  // a code
  std::string text;     // other words about it
  std::string organisation;
  std::string cause;
  std::string seen;      // version of the pathway that is shown
  std::string corrects;  // number of the event that this one replaces; "" = something new
  bool writes = true;    // the caller's organisation may record something here
  std::vector<ui::FieldError> errors;
  ui::TextWarning warning{};
  std::vector<ui::Option> kinds;
  std::vector<ui::Option> quick;  // what usually comes next: recorded by one click, today
  std::vector<ui::Option> organisations;
  std::vector<ui::Option> causes;
  std::vector<ui::Option> outcomes;

  std::string error(std::string_view field) const;
};

/// The refusal in French, field by field.
std::vector<ui::FieldError> form_errors(const Refusal& refusal);

void add_step_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::desk
