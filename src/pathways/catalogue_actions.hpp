// Use cases on the catalogue of steps.
#pragma once

#include <string_view>

#include "base/import_report.hpp"
#include "pathways/catalogue.hpp"
#include "store/database.hpp"

namespace jalon::pathways {

/// The catalogue in force for a territory: the one it was given, else the program's. It judges no pathway by
/// the steps about health, of which nothing is recorded.
Catalogue load_catalogue(store::Reader& reader, std::string_view territory);

/// Reads and keeps steps.csv; every check of the catalogue applies. The same file again changes nothing.
ImportReport import_catalogue(store::Transaction& transaction, const csv::Document& document,
                              const ImportContext& context);

}  // namespace jalon::pathways
