#include "rights/person_export_actions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "people/health_actions.hpp"
#include "people/people_actions.hpp"

namespace jalon::rights {
namespace {

/// Past the end of the certificate of the host nobody reads the two flags on health, whoever hands the copy
/// over; it says so whether there are any or not.
void keep_ended_health_sealed(PersonExport& file, const people::HealthDesk& desk) {
  if (!desk.ended) return;
  const auto section = std::ranges::find(file.sections, "health", &ExportedSection::name);
  if (section == file.sections.end()) return;
  section->rows = {{{"note", "Remarque",
                     "S’il y en a, gardées scellées\u00a0: le certificat de l’hébergeur a pris fin le " +
                         to_french(*desk.ended->until) +
                         ". Le délégué les remet une fois un certificat en cours reconnu, ou les efface."}}};
}

}  // namespace

std::optional<PersonExport> export_person(store::Reader& reader, people::Vault& vault,
                                          std::string_view territory, people::PersonId person,
                                          const std::vector<people::HeldSection>& sections, Date today) {
  const auto known = people::find_person(reader, vault, territory, person);
  if (!known) return std::nullopt;
  PersonExport file;
  file.ref = known->ref;
  file.name = people::display_name(known->identity);
  file.territory = territory;
  file.spoken = known->situation.languages;
  for (const people::HeldSection& section : sections) {
    file.sections.push_back({section.name, section.title, section.rows(reader, vault, territory, person)});
  }
  keep_ended_health_sealed(file, people::health_desk(reader, territory, today));
  return file;
}

std::string to_json(const PersonExport& file) {
  using Json = nlohmann::ordered_json;
  Json sections = Json::object();
  for (const ExportedSection& section : file.sections) {
    Json rows = Json::array();
    for (const people::HeldRow& row : section.rows) {
      Json line = Json::object();
      for (const people::HeldValue& value : row) line[value.name] = value.value;
      rows.push_back(std::move(line));
    }
    sections[section.name] = {{"title", section.title}, {"rows", std::move(rows)}};
  }
  return Json{{"person", file.ref},      {"name", file.name},       {"territory", file.territory},
              {"made_at", file.made_at}, {"made_by", file.made_by}, {"sections", std::move(sections)}}
      .dump();
}

}  // namespace jalon::rights
