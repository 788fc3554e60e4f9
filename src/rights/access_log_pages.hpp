// « Qui a ouvert les dossiers »: the access log, for the data-protection officer. It names who read, never
// the person: they are told by the sender's identifier.
#pragma once

#include <string>
#include <vector>

#include "http/router.hpp"
#include "pathways/workspace_actions.hpp"
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
  std::string ref;  // of one person; "" = everybody
  std::int64_t total = 0;
  std::vector<AccessLine> lines;  // of the page shown, latest first
  ui::Paging paging;
};

/// Must outlive the router.
void add_access_log_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::rights
