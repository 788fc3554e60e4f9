// Nested notes: what the people of one organisation write down about a person for each other. A note belongs
// to its author's organisation and is read by nobody else. It is a free text about a person: sealed with
// their key, erased with it. Corrected by a later version; the earlier ones stay and are shown.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "partners/organisation.hpp"
#include "people/ids.hpp"

namespace jalon::people {

struct NoteTag;
using NoteId = Id<NoteTag>;

inline constexpr std::size_t longest_note = 4000;  // bytes

/// One version: the first writes the note, the others correct it.
struct NoteVersion {
  NoteId note;
  std::int64_t ver = 0;
  PersonId person;
  partners::OrganisationId organisation;
  std::string text;         // "" when the person was erased
  std::string recorded_at;  // ISO instant
  std::string actor;
};

struct Note {
  std::vector<NoteVersion> versions;  // oldest first, never empty

  const NoteVersion& first() const { return versions.front(); }
  const NoteVersion& now() const { return versions.back(); }
  bool corrected() const { return versions.size() > 1; }
};

/// The notes written last come first. `versions`: of one person, by (note, ver).
std::vector<Note> notes_of_versions(std::span<const NoteVersion> versions);

}  // namespace jalon::people
