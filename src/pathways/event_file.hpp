// events.csv: person,step,kind,date,outcome,organisation,cause,recorded_on[,event,corrects].
// An event is known by the sender's `event`, else by (person, step, kind, date). `corrects` names the event
// that the row replaces from recorded_on on; kind `withdrawn` cancels it and needs `corrects`. Refused, by
// cell: no person, a step that the catalogue does not know, a kind outside the contract's words, a missing or
// impossible date, `blocked` without a cause, `withdrawn` without `corrects`, an event that corrects itself,
// codes over 40 bytes (free text has no place in a code), the same event twice with the same recorded_on and
// another content. A line said twice word for word counts once, and is a remark.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "base/import_report.hpp"
#include "pathways/catalogue.hpp"
#include "pathways/facts.hpp"

namespace jalon::pathways {

/// As the file says it: what is text looks at the document, since there may be millions of rows.
struct EventRow {
  std::string_view person;  // the sender's identifier
  std::string_view outcome;
  std::string_view organisation;
  std::string_view cause;
  std::string_view event;
  std::string_view corrects;
  std::optional<Date> recorded_on;
  Date date;
  std::uint32_t line = 0;
  StepIndex step = 0;
  EventKind kind = EventKind::requested;

  Date known_on() const { return recorded_on.value_or(date); }
  StepEvent step_event() const;
};

/// In the order of the file; `document` must outlive them. Problems go into `report`; the rows are usable
/// only when there are none.
std::vector<EventRow> read_events(const csv::Document& document, const Catalogue& catalogue,
                                  ImportReport& report);

}  // namespace jalon::pathways
