// One case before the cell, as the caller may be shown it; a point or a step that they are not shown is as
// one that does not exist.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cells/agenda_sheet_actions.hpp"

namespace jalon::cells {

/// Of a case, in the agenda it was opened from.
struct Neighbours {
  std::int64_t rank = 0;  // from 1
  std::int64_t of = 0;
  std::optional<CaseLine> previous;
  std::optional<CaseLine> next;
};

/// What the cell looks at: only what may be shared about the blocking point.
struct CaseSheet {
  std::string person;
  std::string name;
  std::optional<int> age;
  std::string commune;
  std::string step;
  std::string step_label;
  std::string root;
  std::string root_label;
  std::string cause;
  std::string cause_label;
  std::string action;
  std::string organisation;
  std::vector<std::string> with;
  std::optional<Date> since;
  std::optional<Date> deadline;
  std::int64_t gain_days = 0;
  int unlocks = 0;
  bool blocked = true;  // false: the point is gone since
  int others = 0;       // people with the same root and cause
  std::vector<FollowUpLine> earlier;
  int minutes = 0;  // of the agenda
  std::optional<Neighbours> around;
};

/// Nullopt: unknown, or not shown to the caller.
std::optional<CaseSheet> case_sheet(const pathways::Workspace& workspace, const partners::View& view, Date at,
                                    const UuidBytes& person, std::string_view step);

/// Where a case stands in the agenda it was opened from, and the cases beside it.
std::optional<Neighbours> neighbours(const AgendaPage& agenda, const CaseSheet& sheet);

}  // namespace jalon::cells
