#include "people/consent_store.hpp"

#include "base/text.hpp"

namespace jalon::people {
namespace {

const store::Query last_query{
    "people.consent_last",
    "SELECT COALESCE(MAX(ver), 0) FROM person_consent WHERE territory = ? AND person = ?"};
const store::Query insert_query{"people.consent_insert",
                                "INSERT INTO person_consent (territory, person, ver, ends, domains, "
                                "organisations, on_day, notice_language,"
                                " recorded_at, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query of_person_query{
    "people.consents_of",
    "SELECT person, ver, ends, domains, organisations, on_day, notice_language, recorded_at, actor"
    " FROM person_consent WHERE territory = ? AND person = ? ORDER BY ver"};
const store::Query all_query{
    "people.consents",
    "SELECT person, ver, ends, domains, organisations, on_day, notice_language, recorded_at, actor"
    " FROM person_consent WHERE territory = ? ORDER BY person, ver"};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

ConsentEvent to_event(const store::Row& row) {
  ConsentEvent event;
  event.person = row.id<PersonId>(0);
  event.ver = row.integer(1);
  if (!row.is_null(2)) event.ends = row.integer(2);
  for (const std::string_view word : split(row.text(3), ' ')) {
    if (!word.empty()) event.domains.emplace_back(word);
  }
  for (const std::string_view word : split(row.text(4), ' ')) {
    if (const auto id = partners::OrganisationId::parse(word)) event.organisations.push_back(*id);
  }
  event.on = row.date(5);
  event.notice_language = row.string(6);
  event.recorded_at = row.string(7);
  event.actor = row.string(8);
  return event;
}

}  // namespace

ConsentWriter::ConsentWriter(store::Transaction& transaction)
    : transaction_(transaction), batch_(transaction.batch(insert_query)) {}

void ConsentWriter::add(const ConsentEvent& event) {
  std::vector<std::string> organisations;
  for (const auto& id : event.organisations) organisations.push_back(id.text());
  batch_->add({transaction_.territory(), event.person, event.ver, event.ends, joined(event.domains),
               joined(organisations), event.on, event.notice_language, transaction_.recorded_at(),
               event.actor});
}

std::int64_t insert_consent(store::Transaction& transaction, const ConsentEvent& event) {
  ConsentEvent numbered = event;
  numbered.ver = transaction.count(last_query, {transaction.territory(), event.person}) + 1;
  ConsentWriter writer(transaction);
  writer.add(numbered);
  writer.finish();
  return numbered.ver;
}

std::vector<ConsentEvent> consent_events(store::Reader& reader, std::string_view territory, PersonId person) {
  return reader.list(of_person_query, {territory, person}, to_event);
}

void each_consent_event(store::Reader& reader, std::string_view territory,
                        const std::function<void(const ConsentEvent&)>& visit) {
  reader.each(all_query, {territory}, [&](const store::Row& row) { visit(to_event(row)); });
}

}  // namespace jalon::people
