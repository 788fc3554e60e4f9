// Use cases on accounts: who may sign in, and what they sign in with.
//
// A new account, or one that lost its password, gets a link that works once and expires; the person chooses
// the password behind it, so that nobody else ever knows it. `actor` is who does it: an account's id, or
// "terminal" for the command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "partners/account_store.hpp"
#include "partners/secrets_store.hpp"

namespace jalon::partners {

/// What accounts stand on. The clock is the machine's, even where the pages live on another day.
struct AccountDesk {
  store::Database& database;
  const Secrets& secrets;
  const Clock& clock;
  std::string territory;
};

inline constexpr std::int64_t invitation_ms = 3LL * 24 * 3600 * 1000;
inline constexpr std::int64_t first_link_ms = 24LL * 3600 * 1000;

struct Link {
  std::string
      token;  // the end of the address /invitation/<token>; known to nobody else, the database included
  std::int64_t expires_ms = 0;
};

/// `http://127.0.0.1:8063/invitation/<token>`; `site` is what stands before the path.
std::string link_address(std::string site, const Link& link);

bool has_accounts(const AccountDesk& desk);
/// The link that makes the first administrator; the earlier ones stop working. Refused: account.exist.
Result<Link> offer_first_account(const AccountDesk& desk, std::string_view actor);

/// Adds the account, invited. Refused: those of check_account, account.email_taken, organisation.unknown.
Result<Link> invite(const AccountDesk& desk, std::string_view actor, Account account);
/// Takes the password, the one-time code, the sessions, the known devices and the identities of providers
/// away, and gives a link to choose a password anew, or to tie an identity anew. Refused: account.unknown,
/// account.disabled, account.fictional.
Result<Link> reset_account(const AccountDesk& desk, std::string_view actor, AccountId account);
/// Ends the sessions at once. Refused: account.unknown, account.last_administrator.
Result<void> disable_account(const AccountDesk& desk, std::string_view actor, AccountId account);

/// Opens a closed account again, as if it were invited anew: nothing it signed in with comes back. Refused:
/// account.unknown, account.not_closed, account.fictional.
Result<Link> reopen_account(const AccountDesk& desk, std::string_view actor, AccountId account);
/// Another name, organisation or other roles; what is open in its name follows at the next page. Refused:
/// those of check_account, account.unknown, account.fictional, organisation.unknown,
/// account.last_administrator.
Result<void> change_account(const AccountDesk& desk, std::string_view actor, const Account& changed);

/// Who a link is for; nullopt when it is unknown, used or expired: all the same to who holds it.
struct Welcome {
  bool first = false;  // makes the first administrator: address and name are asked for
  std::string email;
  std::string name;
};
std::optional<Welcome> see_link(const AccountDesk& desk, std::string_view token);
/// Chooses the password; `email` and `name` are read for the first account only. Refused: link.gone, those of
/// check_password and check_account.
Result<AccountId> accept_link(const AccountDesk& desk, std::string_view token, std::string_view password,
                              std::string_view email, std::string_view name);

/// Refused: password.wrong, sign_in.wait (fact `seconds`), those of check_password. Ends the other sessions.
Result<void> change_password(const AccountDesk& desk, const Caller& caller, std::string_view current,
                             std::string_view wanted);
/// Takes the secret once a code of it was typed; gives ten recovery codes, shown once. Refused:
/// password.wrong, sign_in.wait, code.wrong.
Result<std::vector<std::string>> set_up_code(const AccountDesk& desk, const Caller& caller,
                                             const CodeSecret& secret, std::string_view typed,
                                             std::string_view password);

/// For the demonstration: accounts without a password, entered by a click on this machine only. Those whose
/// address is known already are left alone. Refused: account.real_exist when the territory has a real
/// account.
Result<void> add_fictional_accounts(const AccountDesk& desk, const std::vector<Account>& accounts);

}  // namespace jalon::partners
