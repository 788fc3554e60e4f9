// « Qui a ouvert les dossiers »: the access log, for the data-protection officer. It names who read, never
// the person: they are told by the sender's identifier. What was opened in an emergency stands above it, with
// its reason, until the delegate says whether it was justified.
#pragma once

#include <string>
#include <vector>

#include "http/router.hpp"
#include "pathways/workspace_actions.hpp"
#include "rights/opening_lines_actions.hpp"
#include "ui/components.hpp"

namespace jalon::rights {

struct AccessLine {
  std::string when;  // "12/10/2018 à 9 h 30"
  std::string who;
  std::string ref;
  std::string purpose;
  std::string from;
};

struct AccessSheet {
  std::string hosting_ended;             // the day; "" = no certificate of a host of health data has
  std::string ref;                       // of one person; "" = everybody
  std::vector<OpeningLine> emergencies;  // those to review first
  std::int64_t to_review = 0;
  std::string refused;  // id of the one whose review was refused
  std::string reason;   // what was typed there
  ui::TextWarning warning{};
  std::vector<ui::FieldError> errors;
  std::int64_t total = 0;
  std::vector<AccessLine> lines;  // of the page shown, latest first
  ui::Paging paging;
};

/// Must outlive the router.
void add_access_log_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::rights
