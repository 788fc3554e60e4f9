// What is known of a person at a moment, as the records keep it: one version of it per thing learnt.
#pragma once

#include <optional>
#include <string>

#include "base/date.hpp"
#include "partners/organisation.hpp"
#include "people/identity.hpp"
#include "people/ids.hpp"
#include "people/person.hpp"

namespace jalon::people {

/// What does not identify. Empty: unknown.
struct Situation {
  std::optional<HouseholdId> household;
  std::optional<ProtectionStatus> status;
  std::optional<Date> protected_on;
  std::optional<Date> arrived_on;
  std::string commune;    // INSEE code
  std::string languages;  // ISO 639-3 codes separated by one space
  std::optional<FrenchLevel> french_level;
  std::optional<FamilyRole> family_role;
  std::optional<partners::OrganisationId> referent;
  std::optional<bool> reader;
  std::optional<bool> foreign_licence;
  std::optional<Date> left_on;
  std::string goals;  // in the grammar of prerequisites; "" = the default goals

  bool operator==(const Situation&) const = default;
};

/// A person as known on some day.
struct KnownPerson {
  PersonId id;
  std::string ref;  // the sender's identifier
  Date recorded_on;
  Situation situation;
  Identity identity;  // empty when `erased`
  bool erased = false;
  bool set_aside = false;  // restricted, or objected to: kept, and not used
};

/// Page of a list.
inline constexpr std::size_t page_size = 50;

}  // namespace jalon::people
