#include "people/right_store.hpp"

namespace jalon::people {
namespace {

const store::Query last_ver_query{
    "people.right_last", "SELECT COALESCE(MAX(ver), 0) FROM person_right WHERE territory = ? AND person = ?"};
const store::Query insert_query{"people.right_insert",
                                "INSERT INTO person_right (territory, person, ver, kind, on_day, "
                                "last_contact, reason, sealed, recorded_at,"
                                " actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query of_person_query{
    "people.rights_of",
    "SELECT person, ver, kind, on_day, last_contact, reason, sealed, recorded_at, actor FROM person_right"
    " WHERE territory = ? AND person = ? ORDER BY ver"};
const store::Query all_query{
    "people.rights",
    "SELECT person, ver, kind, on_day, last_contact, reason, sealed, recorded_at, actor FROM person_right"
    " WHERE territory = ? ORDER BY person, ver"};

SealedRight to_right(const store::Row& row) {
  SealedRight right;
  right.event.person = row.id<PersonId>(0);
  right.event.ver = row.integer(1);
  right.event.kind = parse_right(row.text(2)).value_or(RightKind::access);
  right.event.on = row.date(3);
  right.event.last_contact = row.optional_date(4);
  right.event.reason = row.string(5);
  right.sealed = row.bytes(6);
  right.event.recorded_at = row.string(7);
  right.event.actor = row.string(8);
  return right;
}

}  // namespace

void insert_right(store::Transaction& transaction, RightEvent event, const store::Bytes& sealed) {
  event.ver = transaction.count(last_ver_query, {transaction.territory(), event.person}) + 1;
  transaction.execute(insert_query,
                      {transaction.territory(), event.person, event.ver, to_word(event.kind), event.on,
                       event.last_contact, event.reason, sealed, transaction.recorded_at(), event.actor});
}

std::vector<SealedRight> rights_of(store::Reader& reader, std::string_view territory, PersonId person) {
  return reader.list(of_person_query, {territory, person}, to_right);
}

void each_right(store::Reader& reader, std::string_view territory,
                const std::function<void(const SealedRight&)>& visit) {
  reader.each(all_query, {territory}, [&](const store::Row& row) { visit(to_right(row)); });
}

RightsState rights_state(store::Reader& reader, std::string_view territory, PersonId person) {
  RightsState state;
  for (const SealedRight& right : rights_of(reader, territory, person)) state.apply(right.event);
  return state;
}

std::unordered_map<PersonId, RightsState> rights_states(store::Reader& reader, std::string_view territory) {
  std::unordered_map<PersonId, RightsState> states;
  each_right(reader, territory,
             [&](const SealedRight& right) { states[right.event.person].apply(right.event); });
  return states;
}

}  // namespace jalon::people
