// Use cases on organisations.
#pragma once

#include "base/import_report.hpp"
#include "partners/organisation_store.hpp"

namespace jalon::partners {

/// Reads and applies organisations.csv: new ones are added, known ones take the name, kind, commune and SIRET
/// of the file. With a problem in the report nothing is written.
ImportReport import_organisations(store::Transaction& transaction, const csv::Document& document,
                                  const ImportContext& context);

/// Adds a remark to the report for each organisation that was named by a file and is described by none.
void remark_on_unknown_organisation(ImportReport& report, const OrganisationBook& book, std::string_view ref,
                                    std::size_t line, std::string_view column);

}  // namespace jalon::partners
