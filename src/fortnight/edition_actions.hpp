// Use cases on editions of the fortnight and their events.
#pragma once

#include "base/import_report.hpp"
#include "fortnight/edition_store.hpp"

namespace jalon::fortnight {

/// Read and apply editions.csv and fortnight_events.csv: new ones are added, known ones take what the file
/// says. With a problem in the report nothing is written.
ImportReport import_editions(store::Transaction& transaction, const csv::Document& document,
                             const ImportContext& context);
ImportReport import_events(store::Transaction& transaction, const csv::Document& document,
                           const ImportContext& context);

}  // namespace jalon::fortnight
