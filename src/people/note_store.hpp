// Table `person_note`.
#pragma once

#include <string_view>
#include <vector>

#include "people/note.hpp"
#include "store/database.hpp"

namespace jalon::people {

struct SealedNote {
  NoteVersion version;  // without its text
  store::Bytes sealed;
};

/// The number of the version is taken here.
void insert_note(store::Transaction& transaction, NoteVersion version, const store::Bytes& sealed);
/// By (note, ver).
std::vector<SealedNote> note_versions(store::Reader& reader, std::string_view territory, PersonId person);

}  // namespace jalon::people
