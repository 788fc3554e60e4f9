#include "people/opening_store.hpp"

namespace jalon::people {
namespace {

const store::Query last_query{
    "people.opening_last",
    "SELECT COALESCE(MAX(ver), 0) FROM person_opening WHERE territory = ? AND about = ?"};
const store::Query insert_query{
    "people.opening_insert",
    "INSERT INTO person_opening (territory, about, ver, kind, person, account, categories, hours, at_ms,"
    " until_ms, sealed, recorded_at, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query one_query{
    "people.opening",
    "SELECT about, ver, kind, person, account, categories, hours, at_ms, until_ms, sealed, actor"
    " FROM person_opening WHERE territory = ? AND about = ? ORDER BY about, ver"};
const store::Query of_person_query{
    "people.openings_of_person",
    "SELECT about, ver, kind, person, account, categories, hours, at_ms, until_ms, sealed, actor"
    " FROM person_opening WHERE territory = ? AND person = ? ORDER BY about, ver"};
const store::Query of_account_query{
    "people.openings_of_account",
    "SELECT about, ver, kind, person, account, categories, hours, at_ms, until_ms, sealed, actor"
    " FROM person_opening WHERE territory = ? AND account = ? ORDER BY about, ver"};
const store::Query between_query{
    "people.openings_between",
    "SELECT about, ver, kind, person, account, categories, hours, at_ms, until_ms, sealed, actor"
    " FROM person_opening WHERE territory = ? AND account = ? AND person = ? ORDER BY about, ver"};
const store::Query emergencies_query{
    "people.emergencies",
    "SELECT o.about, o.ver, o.kind, o.person, o.account, o.categories, o.hours, o.at_ms, o.until_ms,"
    " o.sealed, o.actor FROM person_opening f JOIN person_opening o ON o.territory = f.territory"
    " AND o.about = f.about WHERE f.territory = ? AND f.kind = 'emergency' ORDER BY o.about, o.ver"};
const store::Query all_query{
    "people.openings",
    "SELECT about, ver, kind, person, account, categories, hours, at_ms, until_ms, sealed, actor"
    " FROM person_opening WHERE territory = ? ORDER BY about, ver"};
const store::Query asked_query{
    "people.openings_asked",
    "SELECT a.person FROM person_opening a WHERE a.territory = ? AND a.kind = 'asked' AND NOT EXISTS"
    " (SELECT 1 FROM person_opening b WHERE b.territory = a.territory AND b.about = a.about AND b.ver > 1)"};

SealedOpening to_event(const store::Row& row) {
  SealedOpening read;
  OpeningEvent& event = read.event;
  event.about = row.id<OpeningId>(0);
  event.ver = row.integer(1);
  event.kind = parse_opening(row.text(2)).value_or(OpeningKind::refused);
  event.person = row.id<PersonId>(3);
  event.account = row.id<partners::AccountId>(4);
  event.categories = parse_categories(row.text(5));
  event.hours = row.integer(6);
  event.at_ms = row.integer(7);
  event.until_ms = row.integer(8);
  read.sealed = row.bytes(9);
  event.actor = row.string(10);
  return read;
}

}  // namespace

void insert_opening(store::Transaction& transaction, OpeningEvent event, const store::Bytes& sealed) {
  event.ver = transaction.count(last_query, {transaction.territory(), event.about}) + 1;
  transaction.execute(insert_query,
                      {transaction.territory(), event.about, event.ver, to_word(event.kind), event.person,
                       event.account, to_words(event.categories), event.hours, event.at_ms, event.until_ms,
                       sealed, transaction.recorded_at(), event.actor});
}

std::vector<SealedOpening> opening_events(store::Reader& reader, std::string_view territory,
                                          OpeningId about) {
  return reader.list(one_query, {territory, about}, to_event);
}

std::vector<SealedOpening> opening_events_of_person(store::Reader& reader, std::string_view territory,
                                                    PersonId person) {
  return reader.list(of_person_query, {territory, person}, to_event);
}

std::vector<SealedOpening> opening_events_of_account(store::Reader& reader, std::string_view territory,
                                                     partners::AccountId account) {
  return reader.list(of_account_query, {territory, account}, to_event);
}

std::vector<SealedOpening> opening_events_between(store::Reader& reader, std::string_view territory,
                                                  partners::AccountId account, PersonId person) {
  return reader.list(between_query, {territory, account, person}, to_event);
}

std::vector<SealedOpening> emergency_events(store::Reader& reader, std::string_view territory) {
  return reader.list(emergencies_query, {territory}, to_event);
}

std::vector<PersonId> persons_asked_about(store::Reader& reader, std::string_view territory) {
  return reader.list(asked_query, {territory}, [](const store::Row& row) { return row.id<PersonId>(0); });
}

std::vector<SealedOpening> all_opening_events(store::Reader& reader, std::string_view territory) {
  return reader.list(all_query, {territory}, to_event);
}

}  // namespace jalon::people
