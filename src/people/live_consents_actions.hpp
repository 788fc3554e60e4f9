// The consents of a territory in memory, by organisation: what each page needs to know of them at once.
//
// Read once, then one person at a time: whoever records or takes back a consent says `refresh`, so that the
// next request knows it; what other programs recorded comes by the outbox (`consents_changed`). Agreements of
// an organisation are made at the first question of a day and kept until some consent changes; they take
// another `state` only when they differ, so that pages derived from them are kept too. Thread-safe. Errors:
// store::Fault.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "partners/visibility.hpp"
#include "people/consent.hpp"
#include "store/database.hpp"

namespace jalon::people {

/// Published when consents change; the payload is a person's id, or "*".
inline constexpr std::string_view consents_changed = "people.consents_changed";

class LiveConsents {
 public:
  LiveConsents(store::Database& database, std::string territory)
      : database_(database), territory_(std::move(territory)) {
    reload();
  }

  const std::string& territory() const { return territory_; }
  void reload();
  void refresh(PersonId person);
  /// What persons share with that organisation on that day.
  std::shared_ptr<const partners::Agreements> toward(partners::OrganisationId organisation, Date today);

 private:
  struct Kept {
    Date day;
    std::uint64_t change = 0;
    std::shared_ptr<const partners::Agreements> agreements;
  };

  store::Database& database_;
  std::string territory_;
  std::mutex mutex_;  // of what follows
  std::unordered_map<PersonId, std::vector<Consent>> consents_;
  std::unordered_map<partners::OrganisationId, Kept> kept_;
  std::uint64_t change_ = 1;
  std::uint64_t states_ = 0;
};

}  // namespace jalon::people
