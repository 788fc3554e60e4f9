#include "people/note.hpp"

#include <algorithm>
#include <functional>

namespace jalon::people {

std::vector<Note> notes_of_versions(std::span<const NoteVersion> versions) {
  std::vector<Note> notes;
  for (const NoteVersion& version : versions) {
    if (notes.empty() || notes.back().first().note != version.note) notes.emplace_back();
    notes.back().versions.push_back(version);
  }
  // Identifiers grow with time, so that two notes of one instant keep an order.
  std::ranges::sort(notes, std::greater<>{},
                    [](const Note& note) { return std::pair(note.first().recorded_at, note.first().note); });
  return notes;
}

}  // namespace jalon::people
