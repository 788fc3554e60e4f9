// « Demandes d'accès »: what others ask to read of the files that the caller's organisation follows, with the
// answer; what was opened of them in an emergency; and what the caller asked for.
#pragma once

#include <string>
#include <vector>

#include "http/router.hpp"
#include "rights/opening_lines_actions.hpp"

namespace jalon::rights {

struct OpeningsSheet {
  std::vector<OpeningLine> to_answer;   // oldest first
  std::vector<OpeningLine> about_mine;  // of the files that the organisation follows, latest first
  std::vector<OpeningLine> asked;       // by the caller, latest first
  std::vector<ui::Option> durations;
  std::string refused;  // id of the one whose form was refused
  std::string reason;   // what was typed there
  std::vector<ui::FieldError> errors;
  ui::TextWarning warning{};
};

/// Must outlive the router.
void add_opening_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::rights
