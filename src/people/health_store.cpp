#include "people/health_store.hpp"

namespace jalon::people {
namespace {

const store::Query hosting_query{
    "people.health_hosting",
    "SELECT ver, kind, host, certificate, until_on, on_day, actor FROM health_hosting WHERE territory = ?"
    " ORDER BY ver"};
const store::Query hosting_last_query{"people.health_hosting_last",
                                      "SELECT COALESCE(MAX(ver), 0) FROM health_hosting WHERE territory = ?"};
const store::Query hosting_insert_query{"people.health_hosting_insert",
                                        "INSERT INTO health_hosting (territory, ver, kind, host, "
                                        "certificate, until_on, on_day, recorded_at, actor)"
                                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query readers_query{
    "people.health_readers",
    "SELECT r.account FROM health_reader r WHERE r.territory = ? AND r.kind = 'named' AND NOT EXISTS"
    " (SELECT 1 FROM health_reader l WHERE l.territory = r.territory AND l.account = r.account"
    " AND l.ver > r.ver) ORDER BY r.account"};
const store::Query reader_last_query{
    "people.health_reader_last",
    "SELECT COALESCE(MAX(ver), 0) FROM health_reader WHERE territory = ? AND account = ?"};
const store::Query reader_insert_query{"people.health_reader_insert",
                                       "INSERT INTO health_reader (territory, account, ver, kind, "
                                       "recorded_at, actor) VALUES (?, ?, ?, ?, ?, ?)"};
const store::Query health_query{
    "people.health",
    "SELECT sealed, recorded_at, actor FROM person_health WHERE territory = ? AND person = ?"
    " ORDER BY ver"};
const store::Query health_files_query{"people.health_files",
                                      "SELECT COUNT(DISTINCT person) FROM person_health WHERE territory = ?"};
const store::Query health_last_query{
    "people.health_last",
    "SELECT COALESCE(MAX(ver), 0) FROM person_health WHERE territory = ? AND person = ?"};
const store::Query health_insert_query{"people.health_insert",
                                       "INSERT INTO person_health (territory, person, ver, sealed, "
                                       "recorded_at, actor) VALUES (?, ?, ?, ?, ?, ?)"};
const store::Query health_count_query{"people.health_count",
                                      "SELECT COUNT(*) FROM person_health WHERE territory = ?"};
const store::Query health_delete_query{"people.health_delete",
                                       "DELETE FROM person_health WHERE territory = ?"};

}  // namespace

std::vector<HostingEvent> hosting_events(store::Reader& reader, std::string_view territory) {
  return reader.list(hosting_query, {territory}, [](const store::Row& row) {
    HostingEvent event;
    event.ver = row.integer(0);
    event.acknowledged = row.text(1) == "acknowledged";
    event.host = row.string(2);
    event.certificate = row.string(3);
    event.until = row.optional_date(4);
    event.on = row.date(5);
    event.actor = row.string(6);
    return event;
  });
}

void insert_hosting(store::Transaction& transaction, HostingEvent event) {
  event.ver = transaction.count(hosting_last_query, {transaction.territory()}) + 1;
  transaction.execute(
      hosting_insert_query,
      {transaction.territory(), event.ver, event.acknowledged ? "acknowledged" : "withdrawn", event.host,
       event.certificate, event.until, event.on, transaction.recorded_at(), event.actor});
}

std::vector<partners::AccountId> health_readers(store::Reader& reader, std::string_view territory) {
  return reader.list(readers_query, {territory},
                     [](const store::Row& row) { return row.id<partners::AccountId>(0); });
}

void insert_health_reader(store::Transaction& transaction, partners::AccountId account, bool named,
                          const std::string& actor) {
  const std::int64_t ver = transaction.count(reader_last_query, {transaction.territory(), account}) + 1;
  transaction.execute(reader_insert_query, {transaction.territory(), account, ver,
                                            named ? "named" : "removed", transaction.recorded_at(), actor});
}

std::vector<SealedHealth> health_rows(store::Reader& reader, std::string_view territory, PersonId person) {
  return reader.list(health_query, {territory, person}, [](const store::Row& row) {
    return SealedHealth{row.bytes(0), row.string(1), row.string(2)};
  });
}

void insert_health(store::Transaction& transaction, PersonId person, const store::Bytes& sealed,
                   const std::string& actor) {
  const std::int64_t ver = transaction.count(health_last_query, {transaction.territory(), person}) + 1;
  transaction.execute(health_insert_query,
                      {transaction.territory(), person, ver, sealed, transaction.recorded_at(), actor});
}

std::int64_t count_health_files(store::Reader& reader, std::string_view territory) {
  return reader.count(health_files_query, {territory});
}

std::int64_t delete_all_health(store::Transaction& transaction) {
  const std::int64_t rows = transaction.count(health_count_query, {transaction.territory()});
  transaction.execute(health_delete_query, {transaction.territory()});
  return rows;
}

}  // namespace jalon::people
