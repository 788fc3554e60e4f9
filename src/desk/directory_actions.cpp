#include "desk/directory_actions.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "partners/territory.hpp"
#include "pathways/causes.hpp"

namespace jalon::desk {
namespace {

using pathways::Snapshot;
using pathways::Standing;

std::vector<DirectoryEntry> entries_by_name(const Snapshot& snapshot) {
  std::vector<DirectoryEntry> entries;
  entries.reserve(snapshot.lines.size());
  for (const auto& [id, line] : snapshot.lines) {
    entries.push_back({&line, snapshot.board.standing(id.bytes()), people::display_name(line.identity),
                       people::fold_names(line.identity)});
  }
  std::ranges::sort(entries, {}, [](const DirectoryEntry& one) {
    return std::tuple(std::string_view(one.name), std::string_view(one.line->ref));
  });
  return entries;
}

/// Indexes of entries, lowest key first; the order of names among equals.
template <class Key>
std::vector<std::uint32_t> ordered(const std::vector<DirectoryEntry>& entries, Key&& key) {
  std::vector<std::int64_t> keys;
  keys.reserve(entries.size());
  for (const DirectoryEntry& one : entries) keys.push_back(key(one.standing));
  std::vector<std::uint32_t> order(entries.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t index) { return keys[index]; });
  return order;
}

std::int64_t less_gain(const Standing* standing) {
  constexpr std::int64_t goal_opened = 100'000;  // days: before any number of days gained
  if (standing == nullptr) return 0;
  return -std::int64_t{standing->best_days} - (standing->unlocks ? goal_opened : 0);
}

std::vector<ui::Option> options_of(const std::map<std::string, std::string>& labels) {
  std::vector<std::pair<std::string, std::string>> sorted;  // label, value
  for (const auto& [value, label] : labels) sorted.emplace_back(label, value);
  std::ranges::sort(sorted);
  std::vector<ui::Option> options;
  for (auto& [label, value] : sorted) options.push_back({value, label, ""});
  return options;
}

PeopleChoices choices(const Snapshot& snapshot) {
  std::map<std::string, std::string> communes;
  std::map<std::string, std::string> referents;
  std::map<std::string, std::string> causes;
  for (const auto& [id, line] : snapshot.lines) {
    if (!line.commune.empty()) communes.try_emplace(line.commune, partners::commune_name(line.commune));
    if (line.referent) {
      referents.try_emplace(line.referent->text(), snapshot.organisation_named(line.referent->bytes()));
    }
  }
  for (const auto& share : snapshot.board.shares(pathways::ShareBy::cause)) {
    causes[share.key] = pathways::cause_label(share.key);
  }
  return {options_of(communes), options_of(referents), options_of(causes)};
}

}  // namespace

std::int32_t oldest_point(const Standing* standing) {
  std::int32_t oldest = pathways::no_day;
  if (standing == nullptr) return oldest;
  for (const auto& blocker : standing->blockers) oldest = std::min(oldest, blocker.since);
  return oldest;
}

std::shared_ptr<const Directory> directory(const Snapshot& snapshot) {
  return snapshot.derived.get<Directory>("", [&] {
    Directory made;
    made.entries = entries_by_name(snapshot);
    made.by_gain = ordered(made.entries, less_gain);
    made.by_oldest = ordered(made.entries, oldest_point);
    made.choices = choices(snapshot);
    return made;
  });
}

}  // namespace jalon::desk
