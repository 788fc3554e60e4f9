#include "partners/organisation_file.hpp"

#include <algorithm>

#include "base/first_lines.hpp"
#include "base/record_reader.hpp"
#include "partners/territory.hpp"

namespace jalon::partners {
namespace {

bool is_siret(std::string_view text) {
  return text.size() == 14 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::vector<OrganisationRow> read_organisations(const csv::Document& document, ImportReport& report) {
  RecordReader reader(document);
  const auto ref = reader.required("organisation");
  const auto name = reader.required("name");
  const auto kind = reader.required("kind");
  const auto commune = reader.required("commune");
  const auto siret = reader.required("siret");

  std::vector<OrganisationRow> rows;
  FirstLines seen;
  for (std::size_t i = 0; i < reader.size(); ++i) {
    reader.go_to(i);
    OrganisationRow row;
    row.line = reader.line();
    const std::string_view id = reader.required_text(ref);
    if (!id.empty()) seen.first(reader, ref, id);
    row.organisation.ref = id;
    row.organisation.name = reader.required_text(name);
    row.organisation.kind = reader.text(kind);
    row.organisation.commune = read_commune(reader, commune);
    row.organisation.siret = reader.text(siret);
    std::erase(row.organisation.siret, ' ');
    if (!row.organisation.siret.empty() && !is_siret(row.organisation.siret)) {
      reader.problem(siret, "un numéro SIRET de 14 chiffres est attendu");
    }
    rows.push_back(std::move(row));
  }
  report.ignored_columns = reader.ignored_columns();
  report.problems = reader.take_problems();
  return rows;
}

}  // namespace jalon::partners
