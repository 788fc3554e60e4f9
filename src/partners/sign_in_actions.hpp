// Use cases of signing in and out, and of the sessions that follow.
//
// What is answered never tells whether an account exists: an unknown address, a wrong password, a missing or
// wrong code and a disabled account take the same time and get the same refusal.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "partners/account_actions.hpp"
#include "partners/session.hpp"

namespace jalon::partners {

struct Credentials {
  std::string email;
  std::string password;
  std::string code;    // a one-time code, or a recovery code; "" when the account has none
  std::string device;  // the token of the known device, or ""
  std::string peer;    // the address that asks
  std::string agent;   // the browser's name for itself
};

struct SignedIn {
  std::string session;  // tokens, for the cookies
  std::string device;
};

/// What a provider of identities adds to the session that it opens.
struct ByProvider {
  std::function<std::string(const SessionId&)> seal_token;  // its token, for signing out there; empty: none
  bool second_factor = false;
};
/// In the transaction that let the person in.
SignedIn open_session(store::Transaction& transaction, const AccountDesk& desk, const Account& account,
                      const Credentials& from, const ByProvider& provider = {});

/// Refused: sign_in.refused, sign_in.wait (fact `seconds`).
Result<SignedIn> sign_in(const AccountDesk& desk, const Credentials& credentials);
/// Who proves to be that account, without a session and without a word written: for a terminal beside a
/// server that holds the file. The attempt is not counted, waits begun elsewhere are kept, and a recovery
/// code proves nothing, since it could not be used up. Refused as by sign_in.
Result<Caller> recognise_unwritten(const AccountDesk& desk, const Credentials& credentials);
/// After a link was accepted: the person has just proved who they are by it. Refused: sign_in.refused.
Result<SignedIn> sign_in_by_link(const AccountDesk& desk, AccountId account, const Credentials& from);
/// For the demonstration; the page offers it on this machine only. Refused: sign_in.refused for any account
/// that is not fictional.
Result<SignedIn> sign_in_as_fictional(const AccountDesk& desk, AccountId account, const Credentials& from);

/// The same without a session: for a terminal of the demonstration. Refused: sign_in.refused.
Result<Caller> caller_of_fictional(const AccountDesk& desk, AccountId account);

void sign_out(const AccountDesk& desk, std::string_view session_token);
/// Who holds this token, if the session is alive; notes that it was seen.
std::optional<Caller> caller_of(const AccountDesk& desk, std::string_view session_token);

/// The caller's own that are alive, the most recent first.
std::vector<Session> sessions(const AccountDesk& desk, const Caller& caller);
/// Refused: session.unknown.
Result<void> revoke_session(const AccountDesk& desk, const Caller& caller, SessionId session);
/// All but the caller's present one.
Result<void> revoke_other_sessions(const AccountDesk& desk, const Caller& caller);

}  // namespace jalon::partners
