// Use cases on nested notes: write one, correct it, read those of one's own organisation. Whether the caller
// may is asked of `partners::View` (category `notes`); whose notes are read is asked here, by organisation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "people/note.hpp"
#include "people/vault_store.hpp"
#include "store/database.hpp"

namespace jalon::people {

struct NoteDraft {
  PersonId person;
  partners::OrganisationId organisation;  // of the author
  std::string text;
};

/// Refused: person.unknown, person.already_erased, note.empty, note.too_long.
Result<NoteId> write_note(store::Database& database, Vault& vault, store::Command command,
                          const NoteDraft& draft);
/// A colleague may correct it too; the version before stays. Refused: the same, note.unknown (also of another
/// organisation or person), note.unchanged.
Result<void> correct_note(store::Database& database, Vault& vault, store::Command command, NoteId note,
                          const NoteDraft& draft);

/// Those of one organisation about one person, last written first.
std::vector<Note> notes_of(store::Reader& reader, Vault& vault, std::string_view territory, PersonId person,
                           partners::OrganisationId organisation);
/// Those of every organisation: for the person, who may have a copy of everything.
std::vector<Note> all_notes_of(store::Reader& reader, Vault& vault, std::string_view territory,
                               PersonId person);

}  // namespace jalon::people
