// Everything held on one person, for who asks to see it: as the rooms tell it, with who read the file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "people/held_actions.hpp"

namespace jalon::rights {

struct ExportedSection {
  std::string name;
  std::string title;
  std::vector<people::HeldRow> rows;
};

struct PersonExport {
  std::string ref;
  std::string name;  // of the person; "Personne effacée"
  std::string territory;
  std::string made_at;  // ISO instant
  std::string made_by;
  std::string spoken;  // languages of the person, ISO 639-3 codes separated by spaces
  std::vector<ExportedSection> sections;
};

/// Nullopt: unknown in this territory. Who copies says so in the access log first, so that the copy tells it.
std::optional<PersonExport> export_person(store::Reader& reader, people::Vault& vault,
                                          std::string_view territory, people::PersonId person,
                                          const std::vector<people::HeldSection>& sections, Date today);
/// One line of JSON.
std::string to_json(const PersonExport& file);

}  // namespace jalon::rights
