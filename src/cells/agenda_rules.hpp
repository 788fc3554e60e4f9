// The dated rules by which an agenda weighs cases: catalogue/agenda.csv, which the committee may change by
// adding a row. Errors name the line: a missing column, a number out of range, no row at all.
#pragma once

#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "cells/agenda.hpp"

namespace jalon::cells {

struct DatedAgendaRules {
  Date valid_from;
  AgendaRules rules;
};

/// Ordered by date.
tl::expected<std::vector<DatedAgendaRules>, std::vector<FileProblem>> read_agenda_rules(
    const csv::Document& document);

/// The rules in force on the day: the latest that had started, else the first there are.
const AgendaRules& rules_at(const std::vector<DatedAgendaRules>& rules, Date at);

/// The rules carried in the program.
const std::vector<DatedAgendaRules>& default_agenda_rules();

}  // namespace jalon::cells
