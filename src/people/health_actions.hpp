// Use cases on health: the acknowledgement of certified hosting, the accounts named for it, and the two flags
// of a person. Each is one line of audit that says who acknowledged, withdrew, named or recorded, and when.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "people/health_store.hpp"
#include "people/vault_store.hpp"

namespace jalon::people {

/// A longer promise than a certificate lasts (three years) is a typing error.
inline constexpr int longest_certificate_days = 3 * 366;

struct HostingDraft {
  std::string host;         // who is certified
  std::string certificate;  // its reference
  Date until;               // the last day of the certificate
  std::string by = {};      // who acknowledges, where the actor is a machine's account; "" = the actor
};

/// Switches health on, or renews it. Refused: hosting.host_missing, hosting.certificate_missing,
/// hosting.until_past, hosting.until_too_far, hosting.no_account (nobody could be named).
Result<void> acknowledge_hosting(store::Database& database, store::Command command, const HostingDraft& draft,
                                 Date today);
/// Switches it off and deletes every flag that was kept; answers how many. Refused: hosting.not_on (nothing
/// was acknowledged, or it was withdrawn already).
Result<std::int64_t> withdraw_hosting(store::Database& database, store::Command command, Date today,
                                      std::string_view by = {});

/// Refused: account.unknown, health.named_already, health.not_named.
Result<void> name_for_health(store::Database& database, store::Command command, partners::AccountId account,
                             bool named);

struct HealthDesk {
  std::vector<HostingEvent> history;  // oldest first
  bool on = false;
  std::optional<HostingEvent> ended;  // the certificate that has, and nothing has followed
  std::int64_t files = 0;             // that hold some, sealed
  std::vector<partners::AccountId> readers;
};
HealthDesk health_desk(store::Reader& reader, std::string_view territory, Date today);
/// Health is on, and this account is named for it: what else it takes is the visibility matrix's.
bool may_read_health(store::Reader& reader, std::string_view territory, partners::AccountId account,
                     Date today);

struct HealthRecord {
  HealthFlags flags;
  std::string recorded_at;
  std::string actor;
};
/// Oldest first; those whose key is gone are left out.
std::vector<HealthRecord> health_of(store::Reader& reader, Vault& vault, std::string_view territory,
                                    PersonId person);

struct HealthDraft {
  PersonId person;
  partners::AccountId account;  // who records
  HealthFlags flags;
};
/// Refused: health.off, health.not_named, person.unknown, person.already_erased, health.unchanged.
Result<void> record_health(store::Database& database, Vault& vault, store::Command command,
                           const HealthDraft& draft, Date today);

}  // namespace jalon::people
