// meetings.csv: meeting,kind,date,commune,organisation with kind = cell, committee.
// Refused: no identifier, an identifier twice, another kind, no date, a commune that is not an INSEE code.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "base/import_report.hpp"
#include "cells/meeting.hpp"

namespace jalon::cells {

struct MeetingRow {
  std::size_t line = 0;
  Meeting meeting;           // without id and organisation
  std::string organisation;  // the sender's identifier
};

/// Problems go into `report`; the rows are usable only when there are none.
std::vector<MeetingRow> read_meetings(const csv::Document& document, ImportReport& report);

}  // namespace jalon::cells
