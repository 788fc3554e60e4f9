// organisations.csv: organisation,name,kind,commune,siret.
// Refused: no identifier, no name, an identifier twice, a commune that is not an INSEE code, a SIRET that has
// not 14 digits.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "base/import_report.hpp"
#include "partners/organisation.hpp"

namespace jalon::partners {

struct OrganisationRow {
  std::size_t line = 0;
  Organisation organisation;  // without id
};

/// Problems go into `report`; the rows are usable only when there are none.
std::vector<OrganisationRow> read_organisations(const csv::Document& document, ImportReport& report);

}  // namespace jalon::partners
