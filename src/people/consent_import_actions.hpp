// The import of consents.csv.
#pragma once

#include "base/import_report.hpp"
#include "store/database.hpp"

namespace jalon::people {

/// A row is known by its person, day, domains, organisations and language: sent again it changes nothing,
/// sent again with a withdrawal it takes the consent back. A person whom people.csv does not name refuses the
/// file. With a problem in the report nothing is written.
ImportReport import_consents(store::Transaction& transaction, const csv::Document& document,
                             const ImportContext& context);

}  // namespace jalon::people
