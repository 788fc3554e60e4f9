// The person's consent to share: given, taken back.
#pragma once

#include <string_view>

#include "people/consent.hpp"
#include "store/database.hpp"

namespace jalon::people {

/// Refused: person.unknown, person.already_erased, consent.domains_missing, consent.organisations_missing,
/// consent.language_missing (three letters), consent.in_future (`today`). Answers its number.
Result<std::int64_t> give_consent(store::Database& database, store::Command command,
                                  const ConsentEvent& draft, Date today);

/// Holds at once. Refused: consent.unknown, consent.withdrawn_already.
Result<void> withdraw_consent(store::Database& database, store::Command command, PersonId person,
                              std::int64_t ver, Date today);

}  // namespace jalon::people
