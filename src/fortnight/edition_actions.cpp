#include "fortnight/edition_actions.hpp"

#include "base/string_map.hpp"
#include "fortnight/edition_file.hpp"
#include "partners/organisation_actions.hpp"

namespace jalon::fortnight {
namespace {

template <class Record>
StringMap<Record> by_ref(std::vector<Record> records) {
  StringMap<Record> map;
  for (auto& record : records) {
    std::string ref = record.ref;
    map.emplace(std::move(ref), std::move(record));
  }
  return map;
}

/// Adds, updates or leaves one record, and counts it.
template <class Record, class Insert, class Update>
void put(store::Transaction& transaction, const StringMap<Record>& known, Record sent, ImportReport& report,
         Insert insert, Update update) {
  const auto found = known.find(sent.ref);
  if (found == known.end()) {
    sent.id = transaction.new_id<decltype(sent.id)>();
    insert(transaction, sent);
    ++report.added;
    return;
  }
  sent.id = found->second.id;
  if (sent == found->second) {
    ++report.unchanged;
    return;
  }
  update(transaction, sent);
  ++report.changed;
}

}  // namespace

ImportReport import_editions(store::Transaction& transaction, const csv::Document& document,
                             const ImportContext&) {
  ImportReport report = report_on(document);
  const auto rows = read_editions(document, report);
  if (!report.accepted()) return report;
  const auto known = by_ref(all_editions(transaction, transaction.territory()));
  for (const EditionRow& row : rows) {
    put(transaction, known, row.edition, report, insert_edition, update_edition);
  }
  return report;
}

ImportReport import_events(store::Transaction& transaction, const csv::Document& document,
                           const ImportContext&) {
  ImportReport report = report_on(document);
  const auto rows = read_fortnight_events(document, report);
  const auto editions = by_ref(all_editions(transaction, transaction.territory()));
  for (const EventRow& row : rows) {
    if (row.edition.empty() || editions.contains(row.edition)) continue;
    report.problems.push_back({report.file, row.line, "edition", row.edition,
                               "une édition de editions.csv est attendue, celle-ci est inconnue"});
  }
  if (!report.accepted()) return report;

  partners::OrganisationBook organisations(transaction, transaction.territory());
  const auto known = by_ref(all_events(transaction, transaction.territory()));
  for (const EventRow& row : rows) {
    partners::remark_on_unknown_organisation(report, organisations, row.organisation, row.line,
                                             "organisation");
    Event sent = row.event;
    sent.edition = editions.find(row.edition)->second.id;
    sent.organisation = organisations.find_or_add(row.organisation, transaction);
    put(transaction, known, std::move(sent), report, insert_event, update_event);
  }
  return report;
}

Result<void> set_presence(store::Database& database, const store::Command& command, EventId event,
                          std::string_view presence) {
  if (presence.size() > longest_presence) return refuse("presence.too_long");
  store::Command named = command;
  named.action = "fortnight.set_presence";
  named.object = event.text();
  return database.write(named, [&](store::Transaction& transaction) -> Result<void> {
    for (Event& known : all_events(transaction, transaction.territory())) {
      if (known.id != event) continue;
      known.prefectural_presence = presence;
      update_event(transaction, known);
      return {};
    }
    return refuse("event.unknown", {{"event", event.text()}});
  });
}

}  // namespace jalon::fortnight
