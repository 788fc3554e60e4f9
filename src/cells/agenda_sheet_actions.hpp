// The agenda of a cell as a kind of reader is shown it: planned, from the first minute, of the points and
// decisions that they are shown, so that neither its minutes nor whom it invites tell of others.
//
// Made once for each kind of reader and state of the board and of the decisions, and handed to everybody
// after: it holds some thousand lines and takes as long as the département is large.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cells/agenda_cli.hpp"
#include "cells/follow_up_lines_actions.hpp"

namespace jalon::cells {

struct CaseLine {
  std::string person;  // id
  std::string name;
  std::string step;  // id
  std::string step_label;
  std::vector<std::string> with;  // labels
  Date since;
  std::int64_t gain_days = 0;
  int unlocks = 0;
  std::optional<Date> deadline;
  std::vector<std::string> reasons;  // French
  bool current = false;
};

struct GroupSheet {
  std::string root_label;
  std::string cause_label;
  std::string action;  // what is usually done
  std::string organisation;
  int minutes = 0;
  std::int64_t gain_days = 0;
  int unlocks = 0;
  int people = 0;
  std::vector<CaseLine> cases;
  std::vector<CaseLine> put_off;  // no minutes left for them
};

struct AgendaPage {
  Date at;
  std::string place;
  int minutes = 0;
  int planned = 0;
  std::string rules;
  std::vector<FollowUpLine> follow_ups;
  std::vector<GroupSheet> groups;
  std::vector<GroupSheet> put_off;
  std::vector<std::string> invited;
};

std::shared_ptr<const AgendaPage> agenda_for(const pathways::Workspace& workspace, const partners::View& view,
                                             Date at, int minutes);

/// The same before it is put into words, for the command line. `known`: every decision recorded so far.
AgendaSheet told_agenda(const pathways::Snapshot& snapshot, const pathways::Sights& sights,
                        std::vector<FollowUp> known, int minutes);

struct CellDay {
  Date held_on;
  std::string place;
  bool past = false;
};
/// In the order in which they are held.
std::vector<CellDay> cell_days(const pathways::Workspace& workspace, Date at);

}  // namespace jalon::cells
