// Use cases on reference figures.
#pragma once

#include "base/import_report.hpp"
#include "indicators/reference_store.hpp"

namespace jalon::indicators {

/// Reads and applies references.csv. A known figure sent with another value is recorded on its recorded_on
/// when that is a later day, else today: what was believed before stays. With a problem in the report nothing
/// is written.
ImportReport import_references(store::Transaction& transaction, const csv::Document& document,
                               const ImportContext& context);

}  // namespace jalon::indicators
