#include "people/note_actions.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "people/note_store.hpp"
#include "people/person_store.hpp"
#include "people/right_store.hpp"

namespace jalon::people {
namespace {

constexpr std::string_view note_field = "note";

Result<void> check(store::Reader& reader, std::string_view territory, const NoteDraft& draft) {
  if (!person_ref(reader, territory, draft.person)) return refuse("person.unknown");
  if (rights_state(reader, territory, draft.person).erased_on) return refuse("person.already_erased");
  if (trim(draft.text).empty()) return refuse("note.empty");
  if (draft.text.size() > longest_note) return refuse("note.too_long");
  return {};
}

void write(store::Transaction& transaction, Vault& vault, const NoteDraft& draft, NoteId note,
           const std::string& actor) {
  NoteVersion version;
  version.note = note;
  version.person = draft.person;
  version.organisation = draft.organisation;
  version.actor = actor;
  const store::Bytes sealed = vault.seal(draft.person.bytes(), note_field, trim(draft.text));
  vault.flush();
  insert_note(transaction, version, sealed);
}

}  // namespace

Result<NoteId> write_note(store::Database& database, Vault& vault, store::Command command,
                          const NoteDraft& draft) {
  command.action = "people.note_written";
  command.object = draft.person.text();
  return database.write(command, [&](store::Transaction& transaction) -> Result<NoteId> {
    if (auto checked = check(transaction, command.territory, draft); !checked) {
      return tl::unexpected(checked.error());
    }
    const auto note = transaction.new_id<NoteId>();
    write(transaction, vault, draft, note, command.actor);
    return note;
  });
}

Result<void> correct_note(store::Database& database, Vault& vault, store::Command command, NoteId note,
                          const NoteDraft& draft) {
  command.action = "people.note_corrected";
  command.object = draft.person.text();
  return database.write(command, [&](store::Transaction& transaction) -> Result<void> {
    if (auto checked = check(transaction, command.territory, draft); !checked) return checked;
    const auto own = notes_of(transaction, vault, command.territory, draft.person, draft.organisation);
    const auto found = std::ranges::find(own, note, [](const Note& one) { return one.first().note; });
    if (found == own.end()) return refuse("note.unknown");
    if (found->now().text == trim(draft.text)) return refuse("note.unchanged");
    write(transaction, vault, draft, note, command.actor);
    return {};
  });
}

std::vector<Note> notes_of(store::Reader& reader, Vault& vault, std::string_view territory, PersonId person,
                           partners::OrganisationId organisation) {
  std::vector<NoteVersion> versions;
  for (SealedNote& one : note_versions(reader, territory, person)) {
    if (one.version.organisation != organisation) continue;  // before it is opened
    one.version.text = vault.open(person.bytes(), note_field, one.sealed).value_or("");
    versions.push_back(std::move(one.version));
  }
  return notes_of_versions(versions);
}

std::vector<Note> all_notes_of(store::Reader& reader, Vault& vault, std::string_view territory,
                               PersonId person) {
  std::vector<NoteVersion> versions;
  for (SealedNote& one : note_versions(reader, territory, person)) {
    one.version.text = vault.open(person.bytes(), note_field, one.sealed).value_or("");
    versions.push_back(std::move(one.version));
  }
  return notes_of_versions(versions);
}

}  // namespace jalon::people
