// Use cases on meetings.
#pragma once

#include "base/import_report.hpp"
#include "cells/meeting_store.hpp"

namespace jalon::cells {

/// Reads and applies meetings.csv: new ones are added, known ones take the date, place and organiser of the
/// file. With a problem in the report nothing is written.
ImportReport import_meetings(store::Transaction& transaction, const csv::Document& document,
                             const ImportContext& context);

}  // namespace jalon::cells
