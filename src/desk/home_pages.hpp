// The home page: what happens today, at one glance.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "desk/directory_actions.hpp"
#include "http/router.hpp"
#include "pathways/told_shares_actions.hpp"
#include "pathways/workspace_actions.hpp"
#include "ui/components.hpp"

namespace jalon::desk {

/// A root cause at the top of the ranking.
struct TopCause {
  std::string code;
  std::string label;
  int people = 0;
  std::int64_t gain_days = 0;
  int unlocked = 0;
  std::vector<std::string> lifters;  // organisations that can lift it, those concerned most often first
  bool listed = true;                // the caller is shown each of these people
};

/// A clock that breaks soon.
struct BreakingDeadline {
  std::string person;  // id
  std::string name;
  std::string step;  // label
  Date on;
  int days_left = 0;
};

/// Meetings of one kind on one day.
struct NextMeeting {
  Date held_on;
  int days_left = 0;
  std::string place;  // where, all of them
  bool committee = false;
};

struct HomeSheet {
  std::vector<ui::Counter> counters;
  std::vector<TopCause> causes;
  std::vector<BreakingDeadline> deadlines;  // soonest first
  std::size_t people_with_deadline = 0;     // as the counter says: each once
  std::vector<NextMeeting> meetings;
  bool partial = false;              // people and points are those that the caller sees, not all there are
  bool causes_count_unseen = false;  // numbers of causes count people whom the caller is not shown
};

/// The first of the causes as the caller is told them; `everybody`: whom they are shown.
std::vector<TopCause> top_causes(const pathways::Snapshot& snapshot, const pathways::ToldShares& told,
                                 const Directory& everybody, std::size_t limit);
/// Of `within` days, soonest first; each person once per clock.
std::vector<BreakingDeadline> breaking_deadlines(const pathways::Snapshot& snapshot,
                                                 const Directory& everybody, int within);

void add_home_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::desk
