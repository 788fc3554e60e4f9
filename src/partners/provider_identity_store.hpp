// Tables `provider_identity`, `provider_return`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "partners/account.hpp"
#include "store/database.hpp"

namespace jalon::partners {

std::optional<AccountId> account_of_identity(store::Reader& reader, std::string_view territory,
                                             std::string_view issuer, std::string_view subject);
/// Whether the account is tied to an identity of this issuer.
bool has_identity(store::Reader& reader, std::string_view territory, std::string_view issuer,
                  AccountId account);
void insert_identity(store::Transaction& transaction, std::string_view issuer, std::string_view subject,
                     AccountId account);
void forget_identities(store::Transaction& transaction, AccountId account);

/// False when this return was taken before. Forgets those older than `forget_before_ms`.
bool take_return(store::Transaction& transaction, const store::Bytes& hash, std::int64_t now_ms,
                 std::int64_t forget_before_ms);

}  // namespace jalon::partners
