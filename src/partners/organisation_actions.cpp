#include "partners/organisation_actions.hpp"

#include <algorithm>

#include "partners/organisation_file.hpp"

namespace jalon::partners {

ImportReport import_organisations(store::Transaction& transaction, const csv::Document& document,
                                  const ImportContext&) {
  ImportReport report = report_on(document);
  const auto rows = read_organisations(document, report);
  if (!report.accepted()) return report;

  StringMap<Organisation> known;
  for (auto& organisation : all_organisations(transaction, transaction.territory())) {
    std::string ref = organisation.ref;
    known.emplace(std::move(ref), std::move(organisation));
  }
  for (const OrganisationRow& row : rows) {
    Organisation sent = row.organisation;
    const auto found = known.find(sent.ref);
    if (found == known.end()) {
      sent.id = transaction.new_id<OrganisationId>();
      insert_organisation(transaction, sent);
      ++report.added;
      continue;
    }
    sent.id = found->second.id;
    if (sent == found->second) {
      ++report.unchanged;
      continue;
    }
    update_organisation(transaction, sent);
    ++report.changed;
  }
  return report;
}

void remark_on_unknown_organisation(ImportReport& report, const OrganisationBook& book, std::string_view ref,
                                    std::size_t line, std::string_view column) {
  if (ref.empty() || report.remarks.size() > most_problems_told || book.find(ref)) return;
  const bool told = std::ranges::any_of(report.remarks, [&](const FileProblem& remark) {
    return remark.column == column && remark.value == ref;
  });
  if (told) return;
  tell(report.remarks, {report.file, line, std::string(column), std::string(ref),
                        "organisation inconnue, ajoutée avec cet identifiant pour nom"});
}

}  // namespace jalon::partners
