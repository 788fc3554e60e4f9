#include "pathways/catalogue_actions.hpp"

#include <stdexcept>

#include "pathways/catalogue_file.hpp"
#include "pathways/catalogue_store.hpp"

namespace jalon::pathways {
namespace {

/// The document written anew in one form, so that the encoding and the quotes of the sender make no
/// difference.
std::string written(const csv::Document& document) {
  std::string text;
  csv::write_row(text, document.header());
  std::vector<std::string_view> fields(document.header().size());
  for (std::size_t row = 0; row < document.size(); ++row) {
    for (std::size_t column = 0; column < fields.size(); ++column)
      fields[column] = document.field(row, column);
    csv::write_row(text, fields);
  }
  return text;
}

}  // namespace

Catalogue load_catalogue(store::Reader& reader, std::string_view territory) {
  const auto content = stored_catalogue(reader, territory);
  if (!content) {
    Catalogue own = default_catalogue();
    own.leave_health_out();
    return own;
  }
  auto catalogue = read_catalogue("steps.csv", *content);
  // It was checked when it came in: only a program that became stricter can refuse it now.
  if (!catalogue) {
    throw store::Fault("le catalogue d’étapes de cette base n’est plus accepté par ce programme\u00a0: " +
                       to_french(catalogue.error().front()));
  }
  catalogue->leave_health_out();
  return std::move(*catalogue);
}

ImportReport import_catalogue(store::Transaction& transaction, const csv::Document& document,
                              const ImportContext&) {
  ImportReport report = report_on(document);
  auto catalogue = read_catalogue(document);
  if (!catalogue) {
    report.problems = std::move(catalogue.error());
    return report;
  }
  const std::string content = written(document);
  const auto known = stored_catalogue(transaction, transaction.territory());
  if (known == content) {
    report.unchanged = document.size();
    return report;
  }
  // The program's own catalogue need not be stored: a territory that uses it follows its updates.
  if (!known) {
    const auto own = csv::Document::parse("steps.csv", default_catalogue_text());
    if (own && written(*own) == content) {
      report.unchanged = document.size();
      return report;
    }
  }
  insert_catalogue(transaction, content);
  (known ? report.changed : report.added) = document.size();
  return report;
}

}  // namespace jalon::pathways
