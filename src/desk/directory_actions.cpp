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
                       people::fold_names(line.identity), false});
  }
  std::ranges::sort(entries, {}, [](const DirectoryEntry& one) {
    return std::tuple(std::string_view(one.name), std::string_view(one.line->ref));
  });
  return entries;
}

/// Takes out who does not open for the caller; the standings of the others become what the caller sees.
void keep_to(Directory& made, const Snapshot& snapshot, const pathways::Sights& sights) {
  std::erase_if(made.entries, [&](const DirectoryEntry& one) { return !sights.opens(*one.line); });
  made.seen.reserve(made.entries.size());  // entries point into it
  for (DirectoryEntry& one : made.entries) {
    const partners::Relation relation = sights.relation(*one.line);
    one.partial = !sights.view().sees_all(relation);
    const partners::Opened* opened = made.view.opened(one.line->id.bytes());
    if (opened != nullptr && (opened->emergency || !made.view.opens(relation.of_organisation()))) {
      one.opened = opened;
    }
    if (one.standing == nullptr) continue;
    made.seen.push_back(sights.shown(snapshot.board, *one.standing, relation));
    one.standing = &made.seen.back();
  }
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

template <class Labels>
std::vector<ui::Option> options_of(const Labels& labels) {
  std::vector<std::pair<std::string, std::string>> sorted;  // label, value
  for (const auto& [value, label] : labels) sorted.emplace_back(label, value);
  std::ranges::sort(sorted);
  std::vector<ui::Option> options;
  for (auto& [label, value] : sorted) options.push_back({value, label, ""});
  return options;
}

PeopleChoices choices(const Snapshot& snapshot, const std::vector<DirectoryEntry>& entries) {
  std::map<std::string, std::string> communes;
  std::map<std::string, std::string> referents;
  std::map<std::string, std::string, std::less<>> causes;
  for (const DirectoryEntry& one : entries) {
    const pathways::Line& line = *one.line;
    if (!line.commune.empty()) communes.try_emplace(line.commune, partners::commune_name(line.commune));
    if (line.referent) {
      referents.try_emplace(line.referent->text(), snapshot.organisation_named(line.referent->bytes()));
    }
  }
  for (const DirectoryEntry& one : entries) {
    if (one.standing == nullptr) continue;
    for (const auto& blocker : one.standing->blockers) {
      const std::string_view code = snapshot.board.key(blocker, pathways::ShareBy::cause);
      if (!causes.contains(code)) causes.emplace(code, pathways::cause_label(code));
    }
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

std::shared_ptr<const Directory> directory(const Snapshot& snapshot, const pathways::Sights& sights) {
  return snapshot.derived.get<Directory>(sights.view().key(), [&] {
    Directory made;
    made.view = sights.view();
    made.entries = entries_by_name(snapshot);
    if (!sights.everything()) keep_to(made, snapshot, sights);
    made.by_gain = ordered(made.entries, less_gain);
    made.by_oldest = ordered(made.entries, oldest_point);
    made.choices = choices(snapshot, made.entries);
    return made;
  });
}

}  // namespace jalon::desk
