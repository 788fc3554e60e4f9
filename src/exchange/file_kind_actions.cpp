#include "exchange/file_kind_actions.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"

namespace jalon::exchange {
namespace {

std::string_view stem(std::string_view name) {
  return name.substr(0, name.rfind('.'));
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || c == '_';
}

}  // namespace

const FileKind* kind_of(const std::vector<FileKind>& kinds, std::string_view file_name) {
  const std::string name = ascii_lower(file_name);
  for (const FileKind& kind : kinds) {
    if (kind.name == name) return &kind;
  }
  const FileKind* best = nullptr;
  for (const FileKind& kind : kinds) {
    const std::string_view start = stem(kind.name);
    const bool begins = name.starts_with(start) && name.size() > start.size() &&
                        (!is_letter(name[start.size()]) || name[start.size()] == '_');
    if (begins && (best == nullptr || start.size() > stem(best->name).size())) best = &kind;
  }
  return best;
}

const FileKind* kind_by_columns(const std::vector<FileKind>& kinds, const csv::Document& document) {
  const FileKind* best = nullptr;
  for (const FileKind& kind : kinds) {
    const bool all = std::ranges::all_of(
        kind.columns, [&](const std::string& column) { return document.column(column).has_value(); });
    if (all && (best == nullptr || kind.columns.size() > best->columns.size())) best = &kind;
  }
  return best;
}

std::string most_frequent_territory(const csv::Document& people, const Rooms& rooms) {
  const auto commune = people.column("commune");
  if (!commune) return "";
  std::map<std::string_view, std::size_t> counts;
  for (std::size_t row = 0; row < people.size(); ++row) {
    const std::string_view territory = rooms.territory_of_commune(people.field(row, *commune));
    if (!territory.empty()) ++counts[territory];
  }
  const auto most = std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
  return most == counts.end() ? "" : std::string(most->first);
}

}  // namespace jalon::exchange
