// Tables `fortnight_edition` and `fortnight_event`.
#pragma once

#include <string_view>
#include <vector>

#include "fortnight/edition.hpp"
#include "store/database.hpp"

namespace jalon::fortnight {

/// Ordered by start.
std::vector<Edition> all_editions(store::Reader& reader, std::string_view territory);
void insert_edition(store::Transaction& transaction, const Edition& edition);
void update_edition(store::Transaction& transaction, const Edition& edition);

/// Ordered by day, hour, identifier.
std::vector<Event> all_events(store::Reader& reader, std::string_view territory);
std::vector<Event> events_of_edition(store::Reader& reader, std::string_view territory, EditionId edition);
void insert_event(store::Transaction& transaction, const Event& event);
void update_event(store::Transaction& transaction, const Event& event);

}  // namespace jalon::fortnight
