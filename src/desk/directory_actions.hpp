// Everybody of a board in the orders that lists offer, with what a search compares: made once for each state
// of the board (Derived), so that a page only walks along it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "pathways/live_board_actions.hpp"
#include "pathways/sights_actions.hpp"
#include "ui/components.hpp"

namespace jalon::desk {

/// The first day of a person's oldest blocking point; no_day without one, or for who left (null).
std::int32_t oldest_point(const pathways::Standing* standing);

struct DirectoryEntry {
  const pathways::Line* line = nullptr;
  const pathways::Standing* standing = nullptr;  // null for those who left
  std::string name;
  people::FoldedNames folded;
  bool partial = false;                      // the caller does not see all of the file
  const partners::Opened* opened = nullptr;  // it opens by what is open to the caller alone
};

/// What the filters of the list offer, by label.
struct PeopleChoices {
  std::vector<ui::Option> communes;
  std::vector<ui::Option> referents;
  std::vector<ui::Option> causes;
};

struct Directory {
  partners::View view;                   // of whom it was made for
  std::vector<pathways::Standing> seen;  // of the entries, where the caller does not see all of them
  std::vector<DirectoryEntry> entries;   // by name, then the sender's identifier
  std::vector<std::uint32_t> by_gain;    // indexes of entries: a goal opened first, then days; equal: by name
  std::vector<std::uint32_t> by_oldest;  // the oldest blocking point first; equal: by name
  PeopleChoices choices;
};

/// Those whose files open for the caller, as the caller sees them. Points into the snapshot: to be used while
/// it is held.
std::shared_ptr<const Directory> directory(const pathways::Snapshot& snapshot,
                                           const pathways::Sights& sights);

}  // namespace jalon::desk
