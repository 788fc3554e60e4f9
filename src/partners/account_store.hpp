// Tables `account`, `account_recovery`, `account_invitation`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "partners/account.hpp"
#include "store/database.hpp"

namespace jalon::partners {

/// What only signing in looks at.
struct AccountLock {
  std::string password;              // "" until the invitation was accepted
  std::optional<store::Bytes> code;  // sealed
  std::int64_t code_step = 0;
};

bool any_account(store::Reader& reader, std::string_view territory);
/// Ordered by name.
std::vector<Account> all_accounts(store::Reader& reader, std::string_view territory);
std::optional<Account> find_account(store::Reader& reader, std::string_view territory, AccountId id);
std::optional<Account> find_account(store::Reader& reader, std::string_view territory,
                                    std::string_view email);
AccountLock account_lock(store::Reader& reader, std::string_view territory, AccountId id);

void insert_account(store::Transaction& transaction, const Account& account);
/// Name, organisation and roles.
void update_account(store::Transaction& transaction, const Account& account);
void set_account_state(store::Transaction& transaction, AccountId id, Account::State state);
void set_account_password(store::Transaction& transaction, AccountId id, std::string_view hash);
/// Null forgets the one-time code.
void set_account_code(store::Transaction& transaction, AccountId id,
                      const std::optional<store::Bytes>& sealed, std::int64_t step);
/// False when the step, or a later one, was used in the meantime.
bool use_code_step(store::Transaction& transaction, AccountId id, std::int64_t step);

void replace_recovery(store::Transaction& transaction, AccountId id, const std::vector<store::Bytes>& hashes);
std::int64_t count_recovery(store::Reader& reader, std::string_view territory, AccountId id);
/// True when it was one: it is gone now.
bool use_recovery(store::Transaction& transaction, AccountId id, const store::Bytes& hash);

struct Invitation {
  std::optional<AccountId> account;  // nullopt: makes the first administrator
  std::int64_t expires_ms = 0;
};
std::optional<Invitation> find_invitation(store::Reader& reader, std::string_view territory,
                                          const store::Bytes& hash);
/// In place of those there were for this account.
void put_invitation(store::Transaction& transaction, const store::Bytes& hash, const Invitation& invitation);
/// False when somebody used it in the meantime.
bool use_invitation(store::Transaction& transaction, const store::Bytes& hash);
/// When the link of the account stops working; 0 when there is none.
std::int64_t invitation_ends(store::Reader& reader, std::string_view territory, AccountId account);
void drop_invitations(store::Transaction& transaction, std::optional<AccountId> account);

}  // namespace jalon::partners
