// What is told of a file of events before it is written: rows about somebody's health, which are left out,
// and words about an outcome that seem to hold what is never stored, which stay (their author decides) but
// should be read again.
#pragma once

#include <vector>

#include "pathways/catalogue.hpp"
#include "pathways/event_file.hpp"

namespace jalon::pathways {

/// Takes out the rows that say something of a person's health, and what only withdraws them; tells the first
/// fifty cell by cell, the others by their number.
void leave_health_out(std::vector<EventRow>& rows, const Catalogue& catalogue, ImportReport& report);

/// Tells the first fifty cells, the others by their number.
void remark_sensitive_outcomes(const std::vector<EventRow>& rows, const Catalogue& catalogue,
                               ImportReport& report);

}  // namespace jalon::pathways
