// The agenda of a technical cell: which blocking points to examine in the minutes at hand, grouped by what
// can be lifted together, with the organisations to invite.
//
// A group gathers the cases that share a root step and its cause: one discussion with one organisation lifts
// them together. Discussing a group costs `minutes_per_group` once, then `minutes_per_case` for each case
// kept. The worth of a case = days gained by lifting its root + weights for what days do not say (a goal that
// becomes reachable, a deadline about to break, a case never examined). The agenda is the selection of
// greatest total worth that fits in the minutes: exact, by dynamic programming over minutes (multiple-choice
// knapsack: a group contributes its k best cases, k = 0, 1, 2...). Equal worth is broken by the longest wait,
// then by the identifiers, never by the order of the input. Actions decided at earlier cells come first and
// are paid first: `minutes_per_follow_up` each. Refused: nothing is judged here; weights come from a dated
// rule file (catalogue/agenda.toml). No nationality, no origin, no score about a person: only pathways.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"

namespace jalon::cells {

/// Weights and durations in force at the date of the cell; see catalogue/agenda.toml.
struct AgendaRules {
  std::string version;  // valid_from of the rules, printed on the agenda
  int minutes_per_group = 0;
  int minutes_per_case = 0;
  int minutes_per_follow_up = 0;
  std::int64_t unlock_worth = 0;          // a goal that goes from never to a date, in days
  std::int64_t deadline_worth = 0;        // a deadline that breaks within `deadline_within` days, in days
  int deadline_within = 0;                // days
  std::int64_t never_examined_worth = 0;  // in days
  int structural_people = 0;              // a cause shared by at least this many people goes to the committee
};

/// One blocking point of one person, as the pathway engine computed it.
struct Case {
  std::string person;             // our identifier
  std::string step;               // the blocked step
  std::string root;               // the step to lift
  std::string cause;              // code of the taxonomy, or computed cause
  std::string organisation;       // who can lift it
  std::vector<std::string> with;  // steps that must be lifted together with the root
  Date since;
  std::int64_t gain_days = 0;
  int unlocks = 0;
  std::optional<Date> deadline;     // the clock that breaks, if any
  std::optional<Date> examined_on;  // last cell that saw this case
};

struct AgendaCase {
  Case about;
  std::int64_t worth = 0;
  std::vector<std::string>
      reasons;  // codes that explain the worth: "gain", "unlock", "deadline", "never_examined"
};

struct AgendaGroup {
  std::string root;
  std::string cause;
  std::string organisation;
  std::vector<AgendaCase> cases;    // worthiest first
  std::vector<AgendaCase> put_off;  // same group, no minutes left for them
  int minutes = 0;
  std::int64_t worth = 0;
  std::int64_t gain_days = 0;
  int unlocks = 0;
  int people = 0;
};

struct Agenda {
  std::vector<AgendaGroup> groups;   // worthiest per minute first
  std::vector<AgendaGroup> put_off;  // groups for which no minute was left
  std::vector<std::string> invited;  // organisations to invite, those with most cases first
  int minutes = 0;                   // at hand
  int follow_up_minutes = 0;
  int planned_minutes = 0;  // follow-ups included
  std::int64_t worth = 0;
};

/// The worth of one case on the day of the cell, and why.
AgendaCase weigh(const Case& about, const AgendaRules& rules, Date at);

/// The best agenda for `minutes` on `at`, after `follow_ups` earlier decisions have been reviewed.
Agenda build_agenda(const std::vector<Case>& cases, const AgendaRules& rules, Date at, int minutes,
                    int follow_ups);

}  // namespace jalon::cells
