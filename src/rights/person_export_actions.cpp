#include "rights/person_export_actions.hpp"

#include <nlohmann/json.hpp>

#include "people/people_actions.hpp"

namespace jalon::rights {

std::optional<PersonExport> export_person(store::Reader& reader, people::Vault& vault,
                                          std::string_view territory, people::PersonId person,
                                          const std::vector<people::HeldSection>& sections) {
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
