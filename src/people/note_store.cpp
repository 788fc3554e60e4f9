#include "people/note_store.hpp"

namespace jalon::people {
namespace {

const store::Query last_query{
    "people.note_last", "SELECT COALESCE(MAX(ver), 0) FROM person_note WHERE territory = ? AND note = ?"};
const store::Query insert_query{
    "people.note_insert",
    "INSERT INTO person_note (territory, note, ver, person, organisation, sealed, recorded_at, actor)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query of_person_query{
    "people.notes_of",
    "SELECT note, ver, person, organisation, sealed, recorded_at, actor FROM person_note"
    " WHERE territory = ? AND person = ? ORDER BY note, ver"};

}  // namespace

void insert_note(store::Transaction& transaction, NoteVersion version, const store::Bytes& sealed) {
  version.ver = transaction.count(last_query, {transaction.territory(), version.note}) + 1;
  transaction.execute(insert_query, {transaction.territory(), version.note, version.ver, version.person,
                                     version.organisation, sealed, transaction.recorded_at(), version.actor});
}

std::vector<SealedNote> note_versions(store::Reader& reader, std::string_view territory, PersonId person) {
  return reader.list(of_person_query, {territory, person}, [](const store::Row& row) {
    SealedNote note;
    note.version.note = row.id<NoteId>(0);
    note.version.ver = row.integer(1);
    note.version.person = row.id<PersonId>(2);
    note.version.organisation = row.id<partners::OrganisationId>(3);
    note.sealed = row.bytes(4);
    note.version.recorded_at = row.string(5);
    note.version.actor = row.string(6);
    return note;
  });
}

}  // namespace jalon::people
