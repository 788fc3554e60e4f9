#include "people/erasure_actions.hpp"

#include <algorithm>

#include "people/people_actions.hpp"
#include "people/person_store.hpp"
#include "people/right_store.hpp"

namespace jalon::people {

Result<void> erase_in(store::Transaction& transaction, Vault& vault, const RightEvent& event) {
  const PersonId person = event.person;
  const std::string territory = transaction.territory();
  const auto versions = versions_of(transaction, territory, person);
  if (versions.empty()) return refuse("person.unknown", {{"person", person.text()}});
  if (rights_state(transaction, territory, person).erased_on) {
    return refuse("person.already_erased", {{"person", person.text()}});
  }
  std::vector<std::int64_t> terms;
  std::int64_t last_ver = 0;
  for (const PersonVersion& version : versions) {
    last_ver = std::max(last_ver, version.ver);
    const auto text = vault.open(person.bytes(), "identity", version.sealed);
    const auto identity = text ? unpack(*text) : std::nullopt;
    if (!identity) continue;
    for (const auto& word : index_words(*identity)) terms.push_back(vault.term(word));
  }
  delete_terms(transaction, person, terms);
  blank_sealed(transaction, person);
  const PersonVersion& last = versions.back();
  if (!last.situation.left_on || *last.situation.left_on > event.on) {
    PersonVersion closed{person, last_ver + 1, std::max(event.on, last.rec_on), last.situation, {}};
    closed.situation.left_on = event.on;
    PersonWriter writer(transaction);
    writer.add_version(closed);
    writer.finish();
  }
  RightEvent erased = event;
  erased.kind = RightKind::erased;
  insert_right(transaction, erased, {});
  transaction.publish(people_changed, person.text());
  return {};
}

std::size_t destroy_erased_keys(store::Database& database, Vault& vault, std::string_view territory) {
  const auto states = database.read([&](store::Reader& reader) { return rights_states(reader, territory); });
  std::size_t destroyed = 0;
  for (const auto& [person, state] : states) {
    if (state.erased_on && vault.erase(person.bytes())) ++destroyed;
  }
  return destroyed;
}

Result<void> erase_identity(store::Database& database, Vault& vault, store::Command command, PersonId person,
                            std::string_view reason, Date on) {
  command.action = "people.erase";
  command.object = person.text();
  RightEvent event;
  event.person = person;
  event.on = on;
  event.reason = reason;
  event.actor = command.actor;
  auto erased = database.write(
      command, [&](store::Transaction& transaction) { return erase_in(transaction, vault, event); });
  // The key goes last: were it to go first and the transaction fail, the terms could not be found any more.
  if (erased || erased.error().code == "command.already_done") vault.erase(person.bytes());
  return erased;
}

}  // namespace jalon::people
