// Use cases on editions of the fortnight and their events.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/import_report.hpp"
#include "fortnight/edition_store.hpp"

namespace jalon::fortnight {

/// Read and apply editions.csv and fortnight_events.csv: new ones are added, known ones take what the file
/// says. With a problem in the report nothing is written.
ImportReport import_editions(store::Transaction& transaction, const csv::Document& document,
                             const ImportContext& context);
ImportReport import_events(store::Transaction& transaction, const csv::Document& document,
                           const ImportContext& context);

/// Longest text of a presence, in bytes.
inline constexpr std::size_t longest_presence = 200;

/// Says who of the prefectural corps comes to an event; "" = nobody yet. Refused: event.unknown,
/// presence.too_long, command.already_done.
Result<void> set_presence(store::Database& database, const store::Command& command, EventId event,
                          std::string_view presence);

}  // namespace jalon::fortnight
