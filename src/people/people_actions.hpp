// Use cases on people: the import of people.csv, search, lists, a file, a household, the access log.
// `known_at` is the day whose knowledge is asked for; Date::never() = everything known.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/import_report.hpp"
#include "people/access_chain_store.hpp"
#include "people/situation.hpp"
#include "people/vault_store.hpp"
#include "store/database.hpp"

namespace jalon::people {

/// Published in the outbox when what is known of people changed: the payload is a person's id, or "*".
inline constexpr std::string_view people_changed = "people.changed";

/// Reads and applies people.csv. A new person is added; a row that says something else than what is known
/// adds a version, recorded on its recorded_on, else today. Possible duplicates are remarks. With a problem
/// in the report nothing is written.
ImportReport import_people(store::Transaction& transaction, const csv::Document& document,
                           const ImportContext& context, Vault& vault);

/// Every person known at `known_at`, in the order of their ids.
void each_person(store::Reader& reader, Vault& vault, std::string_view territory, Date known_at,
                 const std::function<void(const KnownPerson&)>& visit);
std::optional<KnownPerson> find_person(store::Reader& reader, Vault& vault, std::string_view territory,
                                       PersonId person, Date known_at = Date::never());
/// The person, first, and who lives with them; the person alone when the household is unknown.
std::vector<KnownPerson> household_of(store::Reader& reader, Vault& vault, std::string_view territory,
                                      PersonId person, Date known_at = Date::never());

/// Whose names begin with the words typed, accents and case aside, ordered by name; at most `limit`. Also
/// found by birth date and by the sender's identifier. Too short a search (one letter) finds nobody.
std::vector<KnownPerson> search(store::Reader& reader, Vault& vault, std::string_view territory,
                                std::string_view typed, std::size_t limit = page_size);

/// Adds a line to the access log: somebody opened this file, from the address `peer`.
Result<void> record_access(store::Database& database, std::string_view territory, std::string_view actor,
                           PersonId person, std::string_view purpose, std::string_view peer = {});

/// A line for each of these, together.
Result<void> record_accesses(store::Database& database, std::string_view territory,
                             std::span<const PersonId> persons, const AccessWords& words);

}  // namespace jalon::people
