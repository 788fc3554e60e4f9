#include "store/outbox.hpp"

namespace jalon::store {
namespace {

const Query insert_event{
    "outbox.insert",
    "INSERT INTO outbox (territory, id, topic, payload, recorded_at) VALUES (?, ?, ?, ?, ?)"};
// Version 7 ids sort by time of creation.
const Query list_pending{
    "outbox.pending",
    "SELECT territory, id, topic, payload, recorded_at FROM outbox ORDER BY id, territory LIMIT ?"};
const Query delete_event{"outbox.done", "DELETE FROM outbox WHERE territory = ? AND id = ?"};

}  // namespace

void add_to_outbox(Transaction& transaction, std::string_view topic, std::string_view payload) {
  transaction.execute(insert_event, {transaction.territory(), transaction.new_id<OutboxEventId>(), topic,
                                     payload, transaction.recorded_at()});
}

std::vector<OutboxEvent> pending_events(Reader& reader, int limit) {
  return reader.list(list_pending, {limit}, [](const Row& row) {
    return OutboxEvent{row.string(0), row.id<OutboxEventId>(1), row.string(2), row.string(3), row.string(4)};
  });
}

void mark_done(Transaction& transaction, OutboxEventId id) {
  transaction.execute(delete_event, {transaction.territory(), id});
}

}  // namespace jalon::store
