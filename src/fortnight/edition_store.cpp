#include "fortnight/edition_store.hpp"

namespace jalon::fortnight {
namespace {

const store::Query editions_query{
    "fortnight.editions",
    "SELECT id, ref, starts_on, ends_on, region, exits_until FROM fortnight_edition"
    " WHERE territory = ? ORDER BY starts_on, ref"};
const store::Query insert_edition_query{
    "fortnight.insert_edition",
    "INSERT INTO fortnight_edition (territory, id, ref, starts_on, ends_on, region, exits_until)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"};
const store::Query update_edition_query{
    "fortnight.update_edition",
    "UPDATE fortnight_edition SET starts_on = ?, ends_on = ?, region = ?, exits_until = ?"
    " WHERE territory = ? AND id = ?"};
const store::Query events_query{
    "fortnight.events",
    "SELECT id, ref, edition, title, held_on, starts_at, ends_at, commune, place, organisation,"
    " prefectural_presence FROM fortnight_event WHERE territory = ? ORDER BY held_on, starts_at, ref"};
const store::Query insert_event_query{
    "fortnight.insert_event",
    "INSERT INTO fortnight_event (territory, id, ref, edition, title, held_on, starts_at, ends_at, commune, "
    "place,"
    " organisation, prefectural_presence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query update_event_query{
    "fortnight.update_event",
    "UPDATE fortnight_event SET edition = ?, title = ?, held_on = ?, starts_at = ?, ends_at = ?, commune = ?,"
    " place = ?, organisation = ?, prefectural_presence = ? WHERE territory = ? AND id = ?"};

}  // namespace

std::vector<Edition> all_editions(store::Reader& reader, std::string_view territory) {
  return reader.list(editions_query, {territory}, [](const store::Row& row) {
    return Edition{row.id<EditionId>(0), row.string(1), row.date(2),
                   row.date(3),          row.string(4), row.optional_date(5)};
  });
}

void insert_edition(store::Transaction& transaction, const Edition& edition) {
  transaction.execute(insert_edition_query,
                      {transaction.territory(), edition.id, edition.ref, edition.starts_on, edition.ends_on,
                       edition.region, edition.exits_until});
}

void update_edition(store::Transaction& transaction, const Edition& edition) {
  transaction.execute(update_edition_query, {edition.starts_on, edition.ends_on, edition.region,
                                             edition.exits_until, transaction.territory(), edition.id});
}

std::vector<Event> all_events(store::Reader& reader, std::string_view territory) {
  return reader.list(events_query, {territory}, [](const store::Row& row) {
    return Event{row.id<EventId>(0),   row.string(1),
                 row.id<EditionId>(2), row.string(3),
                 row.date(4),          row.string(5),
                 row.string(6),        row.string(7),
                 row.string(8),        row.optional_id<partners::OrganisationId>(9),
                 row.string(10)};
  });
}

std::vector<Event> events_of_edition(store::Reader& reader, std::string_view territory, EditionId edition) {
  auto events = all_events(reader, territory);  // a programme is hundreds of rows at most
  std::erase_if(events, [&](const Event& event) { return event.edition != edition; });
  return events;
}

void insert_event(store::Transaction& transaction, const Event& event) {
  transaction.execute(insert_event_query,
                      {transaction.territory(), event.id, event.ref, event.edition, event.title,
                       event.held_on, event.starts_at, event.ends_at, event.commune, event.place,
                       event.organisation, event.prefectural_presence});
}

void update_event(store::Transaction& transaction, const Event& event) {
  transaction.execute(update_event_query, {event.edition, event.title, event.held_on, event.starts_at,
                                           event.ends_at, event.commune, event.place, event.organisation,
                                           event.prefectural_presence, transaction.territory(), event.id});
}

}  // namespace jalon::fortnight
