// Erasure: the person's key is destroyed, so that name, birth date and every text sealed with it become
// unreadable for ever, here and in every copy of the database. The pathway stays, nameless, for the figures.
#pragma once

#include <string_view>

#include "people/ids.hpp"
#include "people/right.hpp"
#include "people/vault_store.hpp"
#include "store/database.hpp"

namespace jalon::people {

/// Blanks the identity, takes the terms out of the search, ends the follow-up on `event.on` where it had not
/// ended, and writes the erasure down. The key is destroyed after the commit: `destroy_erased_keys`. Refused:
/// person.unknown, person.already_erased.
Result<void> erase_in(store::Transaction& transaction, Vault& vault, const RightEvent& event);

/// Destroys the keys of everybody whose erasure is written down: also those that a crash, or a copy of the
/// key file put back, had left. Returns how many were destroyed.
std::size_t destroy_erased_keys(store::Database& database, Vault& vault, std::string_view territory);

/// The whole: one transaction, then the key. `reason`: a word of right_reasons.
Result<void> erase_identity(store::Database& database, Vault& vault, store::Command command, PersonId person,
                            std::string_view reason, Date on);

}  // namespace jalon::people
