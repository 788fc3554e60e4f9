// Pages on what blocks: the aggregation by cause, step and organisation, and from each of them to the people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "http/router.hpp"
#include "pathways/sights_actions.hpp"
#include "pathways/workspace_actions.hpp"
#include "ui/components.hpp"

namespace jalon::pathways {

void add_blockers_pages(http::Router& router, const Workspace& workspace);

/// One row of the aggregation, ready to be shown.
struct ShareRow {
  std::string key;
  std::string label;
  std::string action;  // what is usually done about a cause
  int people = 0;
  std::int64_t gain_days = 0;
  int unlocked = 0;
  int deadlines_saved = 0;
};

/// One person in a share.
struct ShareMember {
  std::string id;
  std::string name;
  std::string step;  // label
  std::string root;  // label; "" when the step is its own root
  std::string cause;
  std::string organisation;
  std::optional<Date> since;
  std::int64_t gain_days = 0;
  bool unlocks = false;
  std::vector<std::string> with;  // labels of what must be lifted together
  std::optional<Date> deadline;
};

/// One page of the people behind a share.
struct MembersPage {
  std::vector<ShareMember> members;
  std::size_t total = 0;   // points, over all pages
  std::size_t people = 0;  // who have them
  ui::Paging paging;
};

/// The aggregation as the caller is told it.
struct SharesPage {
  std::vector<ShareRow> rows;
  bool small_kept_back = false;  // some may be missing, of few people whom the caller is not shown
  bool partial = false;          // points of others are not counted
};

std::vector<ShareRow> share_rows(const Snapshot& snapshot, const std::vector<Share>& shares, ShareBy by);
/// Greatest gain first, then the longest wait.
/// Those whom the caller sees.
std::vector<ShareMember> share_members(const Snapshot& snapshot, const Sights& sights, ShareBy by,
                                       std::string_view key);

}  // namespace jalon::pathways
