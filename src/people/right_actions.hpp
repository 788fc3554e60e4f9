// The person exercises a right: one action, one transaction, one line in the file's own list.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "people/identity.hpp"
#include "people/right.hpp"
#include "people/vault_store.hpp"
#include "store/database.hpp"

namespace jalon::people {

/// The field under which the words given with a right are sealed.
inline constexpr std::string_view right_field = "right";

struct RightDraft {
  PersonId person;
  RightKind kind = RightKind::access;
  Date on;
  std::string reason;  // a word of right_reasons, for the kinds that have some
  std::string text;
};

/// access, restricted, released, objected, objection_lifted, objection_refused. Refused: person.unknown,
/// person.already_erased, right.kind (another one), right.reason_missing, right.text_missing (a refused
/// objection says why), right.in_force (restricted or objected already), right.not_in_force (nothing to end).
Result<void> exercise_right(store::Database& database, Vault& vault, store::Command command,
                            const RightDraft& draft);

/// Adds a version with this identity; what was known before stays known of then. Refused: person.unknown,
/// person.already_erased, right.reason_missing, right.name_missing, right.nothing_changed.
Result<void> rectify_identity(store::Database& database, Vault& vault, store::Command command,
                              const RightDraft& draft, const Identity& identity);

/// In order, with their words.
std::vector<RightEvent> rights_exercised(store::Reader& reader, Vault& vault, std::string_view territory,
                                         PersonId person);

}  // namespace jalon::people
