#include "partners/territory.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "base/embedded.hpp"

namespace jalon::embedded {
std::span<const EmbeddedFile> communes();
}

namespace jalon::partners {
namespace {

struct Named {
  std::string_view code;
  std::string_view name;
};

/// catalogue/communes.tsv, sorted by code: départements and communes, past ones included.
const std::vector<Named>& names() {
  static const std::vector<Named> table = [] {
    std::vector<Named> rows;
    std::string_view text = embedded::communes().front().bytes;
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(text.size(), line.size() + 1));
      const std::size_t tab = line.find('\t');
      if (tab != std::string_view::npos) rows.push_back({line.substr(0, tab), line.substr(tab + 1)});
    }
    return rows;
  }();
  return table;
}

std::string_view name_of(std::string_view code) {
  const auto& table = names();
  const auto found = std::ranges::lower_bound(table, code, {}, &Named::code);
  return found != table.end() && found->code == code ? found->name : code;
}

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool is_commune_code(std::string_view text) {
  if (text.size() != 5) return false;
  return all_digits(text) ||
         (text[0] == '2' && (text[1] == 'A' || text[1] == 'B') && all_digits(text.substr(2)));
}

std::string_view department_of_commune(std::string_view commune) {
  if (!is_commune_code(commune)) return {};
  return commune.substr(0, commune.starts_with("97") || commune.starts_with("98") ? 3 : 2);
}

bool is_department_code(std::string_view text) {
  if (text.size() == 3) return (text.starts_with("97") || text.starts_with("98")) && all_digits(text);
  return text.size() == 2 && (all_digits(text) || text == "2A" || text == "2B");
}

std::string_view department_name(std::string_view code) {
  return name_of(code);
}

std::string_view commune_name(std::string_view code) {
  return name_of(code);
}

std::string_view region_name(std::string_view code) {
  // The code of a region may be that of a département (75, 84), hence a list of its own.
  constexpr std::pair<std::string_view, std::string_view> regions[] = {{"01", "Guadeloupe"},
                                                                       {"02", "Martinique"},
                                                                       {"03", "Guyane"},
                                                                       {"04", "La Réunion"},
                                                                       {"06", "Mayotte"},
                                                                       {"11", "Île-de-France"},
                                                                       {"24", "Centre-Val de Loire"},
                                                                       {"27", "Bourgogne-Franche-Comté"},
                                                                       {"28", "Normandie"},
                                                                       {"32", "Hauts-de-France"},
                                                                       {"44", "Grand Est"},
                                                                       {"52", "Pays de la Loire"},
                                                                       {"53", "Bretagne"},
                                                                       {"75", "Nouvelle-Aquitaine"},
                                                                       {"76", "Occitanie"},
                                                                       {"84", "Auvergne-Rhône-Alpes"},
                                                                       {"93", "Provence-Alpes-Côte d’Azur"},
                                                                       {"94", "Corse"}};
  for (const auto& [known, name] : regions) {
    if (known == code) return name;
  }
  return code;
}

std::string_view read_commune(RecordReader& reader, RecordReader::Column column) {
  const std::string_view value = reader.text(column);
  if (value.empty() || is_commune_code(value)) return value;
  reader.problem(column, "un code INSEE de commune à 5 caractères est attendu, comme 63113");
  return {};
}

}  // namespace jalon::partners
