// The tab "Santé" of a file: two boxes, "referral needed" and "appointment done", and who ticked them when.
// It exists where health was switched on (people/health.hpp), for the accounts named for it whose
// organisation follows the person; for everybody else it answers as an unknown file. Each reading is logged.
#pragma once

#include <string>
#include <vector>

#include "desk/dossier_actions.hpp"
#include "http/router.hpp"

namespace jalon::desk {

struct HealthLine {
  std::string when;
  std::string author;
  bool referral_needed = false;
  bool appointment_done = false;
};

struct HealthSheet {
  bool referral_needed = false;
  bool appointment_done = false;
  std::vector<HealthLine> lines;  // latest first
  std::vector<ui::FieldError> errors;
};

void add_health_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::desk
