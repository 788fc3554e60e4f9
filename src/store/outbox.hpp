// The outbox: events written in the transaction that caused them, handed over later to the rooms that
// subscribed.
//
// The dispatcher (`app/outbox_dispatcher`) reads the pending events, tells the subscribers, then removes
// them: whoever is told must bear to be told twice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/database.hpp"

namespace jalon::store {

struct EventTag;
using OutboxEventId = Id<EventTag>;

struct OutboxEvent {
  std::string territory;
  OutboxEventId id;
  std::string topic;
  std::string payload;
  std::string recorded_at;  // ISO instant
};

void add_to_outbox(Transaction& transaction, std::string_view topic, std::string_view payload);

/// Events of every territory not yet done, in the order in which they were published, at most `limit`.
std::vector<OutboxEvent> pending_events(Reader& reader, int limit);

/// Removes an event of the transaction's territory.
void mark_done(Transaction& transaction, OutboxEventId id);

}  // namespace jalon::store
