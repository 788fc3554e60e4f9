#include "people/live_consents_actions.hpp"

#include <algorithm>

#include "people/consent_store.hpp"

namespace jalon::people {
namespace {

partners::DomainSet domains_shared(const std::vector<Consent>& consents,
                                   partners::OrganisationId organisation, Date today) {
  partners::DomainSet shared = 0;
  for (const Consent& consent : consents) {
    if (!consent.in_force(today)) continue;
    if (std::ranges::find(consent.given.organisations, organisation) == consent.given.organisations.end()) {
      continue;
    }
    for (const std::string& domain : consent.given.domains) shared |= partners::visibility().bit(domain);
  }
  return shared;
}

}  // namespace

void LiveConsents::reload() {
  const std::lock_guard lock(mutex_);
  std::unordered_map<PersonId, std::vector<ConsentEvent>> events;
  database_.read([&](store::Reader& reader) {
    events.clear();
    each_consent_event(reader, territory_,
                       [&](const ConsentEvent& event) { events[event.person].push_back(event); });
  });
  consents_.clear();
  for (const auto& [person, of_person] : events) consents_.emplace(person, consents_of(of_person));
  ++change_;
}

void LiveConsents::refresh(PersonId person) {
  // Read under the lock: of two at once, the one that reads last is the one that stays.
  const std::lock_guard lock(mutex_);
  const auto events =
      database_.read([&](store::Reader& reader) { return consent_events(reader, territory_, person); });
  consents_[person] = consents_of(events);
  ++change_;
}

std::shared_ptr<const partners::Agreements> LiveConsents::toward(partners::OrganisationId organisation,
                                                                 Date today) {
  const std::lock_guard lock(mutex_);
  Kept& kept = kept_[organisation];
  if (kept.agreements && kept.day == today && kept.change == change_) return kept.agreements;
  auto made = std::make_shared<partners::Agreements>();
  for (const auto& [person, consents] : consents_) {
    const partners::DomainSet shared = domains_shared(consents, organisation, today);
    if (shared != 0) made->of.emplace(person.bytes(), shared);
  }
  const bool same = kept.agreements ? kept.agreements->of == made->of : false;
  kept.day = today;
  kept.change = change_;
  if (!same) {
    made->state = made->of.empty() && !kept.agreements ? 0 : ++states_;
    kept.agreements = std::move(made);
  }
  return kept.agreements;
}

}  // namespace jalon::people
