// editions.csv: edition,starts_on,ends_on,region,exits_until.
// fortnight_events.csv:
// event,edition,title,date,starts_at,ends_at,commune,place,organisation,prefectural_presence. Times are
// `14:00` or `14h00`. Refused: no identifier, an identifier twice, no edition, title or date, dates and times
// that are none, an end before the start, a commune that is not an INSEE code.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "base/import_report.hpp"
#include "fortnight/edition.hpp"

namespace jalon::fortnight {

struct EditionRow {
  std::size_t line = 0;
  Edition edition;  // without id
};

struct EventRow {
  std::size_t line = 0;
  Event event;          // without id, edition and organisation
  std::string edition;  // the senders' identifiers
  std::string organisation;
};

/// Problems go into `report`; the rows are usable only when there are none.
std::vector<EditionRow> read_editions(const csv::Document& document, ImportReport& report);
std::vector<EventRow> read_fortnight_events(const csv::Document& document, ImportReport& report);

}  // namespace jalon::fortnight
