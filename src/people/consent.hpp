// What the person agreed to share beyond the organisation that follows them: which domains, with which
// organisations, from which day, told in which language, collected by whom; and what was taken back.
// Append-only: a withdrawal holds from its day on, and what was shared before stays known of then.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "partners/organisation.hpp"
#include "people/ids.hpp"

namespace jalon::people {

struct ConsentEvent {
  PersonId person;
  std::int64_t ver = 0;              // counts within the person
  std::optional<std::int64_t> ends;  // a withdrawal: the ver of the consent taken back
  std::vector<std::string> domains;  // words of the catalogue ("housing")
  std::vector<partners::OrganisationId> organisations;
  Date on;
  std::string notice_language;  // ISO 639-3, of the notice read to the person
  std::string actor;            // who collected it, or took the withdrawal
  std::string recorded_at;      // ISO instant
};

/// One consent and what became of it.
struct Consent {
  ConsentEvent given;
  std::optional<Date> withdrawn_on;

  bool in_force(Date at) const { return given.on <= at && (!withdrawn_on || at < *withdrawn_on); }
};
/// In the order given.
std::vector<Consent> consents_of(std::span<const ConsentEvent> events);

/// Whether a consent of the person covers this domain for this organisation on that day. On the day of the
/// withdrawal it no longer does.
bool consent_in_force(std::span<const Consent> consents, std::string_view domain,
                      partners::OrganisationId organisation, Date at);

}  // namespace jalon::people
