// places.csv:
// place,scheme,step,organisation,capacity,starts_on,ends_on,commune,hours,min_age,max_age,min_french,
// max_french,household_min,household_max,funder,cost_eur[,includes,recorded_on]. One row is one session or
// dwelling. Refused: no place, scheme or capacity, a place twice, a step that the catalogue does not know (in
// step or includes), numbers, dates, levels and communes that are none, an end before the start, a minimum
// over its maximum.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "base/import_report.hpp"
#include "pathways/catalogue.hpp"
#include "schemes/place.hpp"

namespace jalon::schemes {

struct PlaceRow {
  std::size_t line = 0;
  Place place;
  std::string organisation;         // the sender's identifier
  std::optional<Date> recorded_on;  // empty = known from the start
};

/// In the order of the file. Problems go into `report`; the rows are usable only when there are none.
std::vector<PlaceRow> read_places(const csv::Document& document, const pathways::Catalogue& catalogue,
                                  ImportReport& report);

}  // namespace jalon::schemes
