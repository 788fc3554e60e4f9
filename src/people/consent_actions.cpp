#include "people/consent_actions.hpp"

#include <algorithm>

#include "people/consent_store.hpp"
#include "people/live_consents_actions.hpp"
#include "people/people_actions.hpp"
#include "people/person_store.hpp"
#include "people/right_store.hpp"

namespace jalon::people {
namespace {

constexpr std::size_t letters_of_a_language = 3;

}  // namespace

Result<std::int64_t> give_consent(store::Database& database, store::Command command,
                                  const ConsentEvent& draft, Date today) {
  command.action = "people.consent";
  command.object = draft.person.text();
  if (draft.domains.empty()) return refuse("consent.domains_missing");
  if (draft.organisations.empty()) return refuse("consent.organisations_missing");
  if (draft.notice_language.size() != letters_of_a_language) return refuse("consent.language_missing");
  if (draft.on > today) return refuse("consent.in_future");
  return database.write(command, [&](store::Transaction& transaction) -> Result<std::int64_t> {
    if (!person_ref(transaction, command.territory, draft.person)) return refuse("person.unknown");
    if (rights_state(transaction, command.territory, draft.person).erased_on) {
      return refuse("person.already_erased");
    }
    ConsentEvent given = draft;
    given.ends.reset();
    given.actor = command.actor;
    const std::int64_t ver = insert_consent(transaction, given);
    transaction.publish(consents_changed, draft.person.text());
    return ver;
  });
}

Result<void> withdraw_consent(store::Database& database, store::Command command, PersonId person,
                              std::int64_t ver, Date today) {
  command.action = "people.consent_withdrawn";
  command.object = person.text();
  return database.write(command, [&](store::Transaction& transaction) -> Result<void> {
    const auto consents = consents_of(consent_events(transaction, command.territory, person));
    const auto found = std::ranges::find(consents, ver, [](const Consent& one) { return one.given.ver; });
    if (found == consents.end()) return refuse("consent.unknown");
    if (found->withdrawn_on) return refuse("consent.withdrawn_already");
    ConsentEvent end;
    end.person = person;
    end.ends = ver;
    end.on = today;
    end.actor = command.actor;
    insert_consent(transaction, end);
    transaction.publish(consents_changed, person.text());
    return {};
  });
}

}  // namespace jalon::people
