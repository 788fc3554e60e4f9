// The rooms as an import sees them: which file goes to which room, and in which order.
#pragma once

#include "exchange/file_kind_actions.hpp"
#include "people/vault_store.hpp"

namespace jalon::app {

/// The vault must outlive the answer.
exchange::Rooms rooms_of_records(people::Vault& vault);

}  // namespace jalon::app
