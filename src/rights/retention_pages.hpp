// « Conservation »: the files whose term comes near or has come, and the button that announces and erases. It
// names nobody: the sender's identifier, the organisation to be told. It keeps the access log as the nightly
// command does: months that are over are sealed, those past their term leave.
#pragma once

#include <string>
#include <vector>

#include "http/router.hpp"
#include "pathways/workspace_actions.hpp"
#include "rights/retention_actions.hpp"
#include "ui/components.hpp"

namespace jalon::rights {

struct TermLine {
  const FileTerm* file = nullptr;
  ui::Badge badge;
};

struct RetentionSheet {
  RetentionReport report;
  std::vector<TermLine> lines;  // of the page shown; those due first
  ui::Paging paging;
  std::string missing;  // what the form lacked; "" = nothing
  bool today = false;
  bool can_apply = false;
};

/// Both must outlive the router.
void add_retention_pages(http::Router& router, const pathways::Workspace& workspace,
                         const std::vector<people::ContactSource>& contacts);

}  // namespace jalon::rights
