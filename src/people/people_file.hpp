// people.csv:
// person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,languages,
// french_level,family_role,referent_organisation[,reader,foreign_licence,left_on,recorded_on,goals].
// Refused: no person, a person twice, a status, level or role outside the contract's words, a commune that is
// not an INSEE code, a language that is not an ISO 639-3 code, a bad date. reader and foreign_licence:
// yes/no, true/false, 1/0, oui/non; empty = unknown. goals (ours): the person's own goals, in the grammar of
// prerequisites (`L06|L13;E08`); they replace the default.
#pragma once

#include <vector>

#include "base/csv.hpp"
#include "base/import_report.hpp"
#include "people/person.hpp"

namespace jalon::people {

/// Problems go into `report`; the rows are usable only when there are none. In the order of the file.
std::vector<PersonRow> read_people(const csv::Document& document, ImportReport& report);

}  // namespace jalon::people
