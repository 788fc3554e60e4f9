// references.csv: id,year,value,unit,source,recorded_on. An empty recorded_on: known from the start.
// Refused: no id, a year outside 1900-2199, a value that is not a decimal number (point or comma, no spaces),
// no source, the same id and year twice with the same recorded_on.
#pragma once

#include <cstddef>
#include <vector>

#include "base/csv.hpp"
#include "base/import_report.hpp"
#include "indicators/reference.hpp"

namespace jalon::indicators {

struct ReferenceRow {
  std::size_t line = 0;
  Reference reference;
  bool dated = false;  // recorded_on was given
};

/// Problems go into `report`; the rows are usable only when there are none.
std::vector<ReferenceRow> read_references(const csv::Document& document, ImportReport& report);

}  // namespace jalon::indicators
