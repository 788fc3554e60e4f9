// enrolments.csv: person,place,kind,date,hours[,recorded_on].
// An enrolment event is known by (person, place, kind, date). Refused: no person or place, a kind outside the
// contract's words, a missing or impossible date, the same event twice with other hours. A line said twice
// word for word counts once, and is a remark.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "base/import_report.hpp"
#include "schemes/place.hpp"

namespace jalon::schemes {

struct EnrolmentRow {
  std::size_t line = 0;
  std::string person;  // the senders' identifiers
  std::string place;
  EnrolmentEvent event;
  bool dated = false;  // recorded_on was given
};

/// In the order of the file. Problems go into `report`; the rows are usable only when there are none.
std::vector<EnrolmentRow> read_enrolments(const csv::Document& document, ImportReport& report);

}  // namespace jalon::schemes
