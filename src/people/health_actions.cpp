#include "people/health_actions.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "partners/account_store.hpp"
#include "people/person_store.hpp"
#include "people/right_store.hpp"

namespace jalon::people {
namespace {

constexpr std::string_view health_field = "health";

bool named(store::Reader& reader, std::string_view territory, partners::AccountId account) {
  const auto readers = health_readers(reader, territory);
  return std::ranges::find(readers, account) != readers.end();
}

bool is_on(store::Reader& reader, std::string_view territory, Date today) {
  const auto events = hosting_events(reader, territory);
  return hosting_in_force(events, today) != nullptr;
}

/// "terminal:alice (Claire Roux)"
std::string signature(const std::string& actor, std::string_view by) {
  return trim(by).empty() ? actor : actor + " (" + std::string(trim(by)) + ")";
}

}  // namespace

Result<void> acknowledge_hosting(store::Database& database, store::Command command, const HostingDraft& draft,
                                 Date today) {
  if (trim(draft.host).empty()) return refuse("hosting.host_missing");
  if (trim(draft.certificate).empty()) return refuse("hosting.certificate_missing");
  if (draft.until < today) return refuse("hosting.until_past");
  if (draft.until > today + longest_certificate_days) return refuse("hosting.until_too_far");
  command.action = "people.health_hosting_acknowledged";
  command.object = std::string(trim(draft.host)) + ", " + std::string(trim(draft.certificate)) + ", " +
                   to_iso(draft.until);
  return database.write(command, [&](store::Transaction& transaction) -> Result<void> {
    if (!partners::any_account(transaction, command.territory)) return refuse("hosting.no_account");
    HostingEvent event;
    event.host = trim(draft.host);
    event.certificate = trim(draft.certificate);
    event.until = draft.until;
    event.on = today;
    event.actor = signature(command.actor, draft.by);
    insert_hosting(transaction, event);
    return {};
  });
}

Result<std::int64_t> withdraw_hosting(store::Database& database, store::Command command, Date today,
                                      std::string_view by) {
  command.action = "people.health_hosting_withdrawn";
  command.object = "*";
  return database.write(command, [&](store::Transaction& transaction) -> Result<std::int64_t> {
    const auto events = hosting_events(transaction, command.territory);
    if (events.empty() || !events.back().acknowledged) return refuse("hosting.not_on");
    HostingEvent event;
    event.acknowledged = false;
    event.host = events.back().host;
    event.certificate = events.back().certificate;
    event.on = today;
    event.actor = signature(command.actor, by);
    insert_hosting(transaction, event);
    return delete_all_health(transaction);
  });
}

Result<void> name_for_health(store::Database& database, store::Command command, partners::AccountId account,
                             bool name) {
  command.action = name ? "people.health_reader_named" : "people.health_reader_removed";
  command.object = account.text();
  return database.write(command, [&](store::Transaction& transaction) -> Result<void> {
    if (!partners::find_account(transaction, command.territory, account)) return refuse("account.unknown");
    if (named(transaction, command.territory, account) == name) {
      return refuse(name ? "health.named_already" : "health.not_named");
    }
    insert_health_reader(transaction, account, name, command.actor);
    return {};
  });
}

HealthDesk health_desk(store::Reader& reader, std::string_view territory, Date today) {
  HealthDesk desk;
  desk.history = hosting_events(reader, territory);
  desk.on = hosting_in_force(desk.history, today) != nullptr;
  if (const HostingEvent* ended = hosting_ended(desk.history, today)) desk.ended = *ended;
  desk.files = count_health_files(reader, territory);
  desk.readers = health_readers(reader, territory);
  return desk;
}

bool may_read_health(store::Reader& reader, std::string_view territory, partners::AccountId account,
                     Date today) {
  return is_on(reader, territory, today) && named(reader, territory, account);
}

std::vector<HealthRecord> health_of(store::Reader& reader, Vault& vault, std::string_view territory,
                                    PersonId person) {
  std::vector<HealthRecord> records;
  for (SealedHealth& row : health_rows(reader, territory, person)) {
    const auto words = vault.open(person.bytes(), health_field, row.sealed);
    const auto flags = words ? parse_health(*words) : std::nullopt;
    if (flags) records.push_back({*flags, std::move(row.recorded_at), std::move(row.actor)});
  }
  return records;
}

Result<void> record_health(store::Database& database, Vault& vault, store::Command command,
                           const HealthDraft& draft, Date today) {
  command.action = "people.health_recorded";
  command.object = draft.person.text();
  return database.write(command, [&](store::Transaction& transaction) -> Result<void> {
    if (!is_on(transaction, command.territory, today)) return refuse("health.off");
    if (!named(transaction, command.territory, draft.account)) return refuse("health.not_named");
    if (!person_ref(transaction, command.territory, draft.person)) return refuse("person.unknown");
    if (rights_state(transaction, command.territory, draft.person).erased_on) {
      return refuse("person.already_erased");
    }
    const auto known = health_of(transaction, vault, command.territory, draft.person);
    if ((known.empty() ? HealthFlags{} : known.back().flags) == draft.flags)
      return refuse("health.unchanged");
    const store::Bytes sealed = vault.seal(draft.person.bytes(), health_field, to_words(draft.flags));
    vault.flush();
    insert_health(transaction, draft.person, sealed, command.actor);
    return {};
  });
}

}  // namespace jalon::people
