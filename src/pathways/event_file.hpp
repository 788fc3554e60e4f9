// events.csv: person,step,kind,date,outcome,organisation,cause,recorded_on[,event,corrects].
// An event is known by the sender's `event`, else by (person, step, kind, date). `corrects` names the event
// that the row replaces from recorded_on on; kind `withdrawn` cancels it and needs `corrects`. Refused, by
// cell: no person, a step that the catalogue does not know, a kind outside the contract's words, a missing or
// impossible date, `blocked` without a cause, `withdrawn` without `corrects`, an event that corrects itself,
// codes over 40 bytes (free text has no place in a code), the same event twice with the same recorded_on and
// another content. A line said twice word for word counts once, and is a remark.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "base/import_report.hpp"
#include "pathways/catalogue.hpp"
#include "pathways/facts.hpp"

namespace jalon::pathways {

struct EventRow {
  std::size_t line = 0;
  std::string person;  // the sender's identifier
  StepEvent event;
};

/// In the order of the file. Problems go into `report`; the rows are usable only when there are none.
std::vector<EventRow> read_events(const csv::Document& document, const Catalogue& catalogue,
                                  ImportReport& report);

}  // namespace jalon::pathways
