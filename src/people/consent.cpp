#include "people/consent.hpp"

#include <algorithm>

namespace jalon::people {

std::vector<Consent> consents_of(std::span<const ConsentEvent> events) {
  std::vector<Consent> consents;
  for (const ConsentEvent& event : events) {
    if (!event.ends) {
      consents.push_back({event, std::nullopt});
      continue;
    }
    const auto found =
        std::ranges::find(consents, *event.ends, [](const Consent& one) { return one.given.ver; });
    if (found == consents.end()) continue;
    found->withdrawn_on = std::min(found->withdrawn_on.value_or(event.on), event.on);
  }
  return consents;
}

bool consent_in_force(std::span<const Consent> consents, std::string_view domain,
                      partners::OrganisationId organisation, Date at) {
  return std::ranges::any_of(consents, [&](const Consent& consent) {
    return consent.in_force(at) &&
           std::ranges::find(consent.given.domains, domain) != consent.given.domains.end() &&
           std::ranges::find(consent.given.organisations, organisation) != consent.given.organisations.end();
  });
}

}  // namespace jalon::people
