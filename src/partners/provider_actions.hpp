// Use cases of signing in through a provider of identities: leaving, coming back, signing out there.
//
// Between leaving and coming back nothing is stored: the browser keeps what began, sealed, for ten minutes.
// Coming back takes place once, whatever the provider would accept again.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "oidc/provider.hpp"
#include "partners/provider_rules.hpp"
#include "partners/sign_in_actions.hpp"

namespace jalon::partners {

struct ProviderDesk {
  const AccountDesk& accounts;
  oidc::Provider& provider;
  const ProviderRules& rules;
  std::function<void(const std::string&)> note;  // the server's log: our own words, never what came
};

inline constexpr std::int64_t provider_return_ms = 10LL * 60 * 1000;

struct Departure {
  std::string address;  // where the browser goes
  std::string kept;     // what it keeps until it comes back
};
/// `tie`: the account, signed in, that wants to be tied to the identity that comes back. Refused:
/// provider.busy, those of oidc::Provider::departure.
Result<Departure> depart(const ProviderDesk& desk, std::string_view back, std::optional<AccountId> tie);

struct Arriving {
  std::string state;
  std::string code;
  std::string issuer;
  bool declined = false;  // the provider sends an error instead of a code
  std::string kept;       // by the browser since it left
  Caller caller;          // who it is signed in as already
  Credentials from;       // device, address, name of the browser
};
struct Arrival {
  std::optional<Refusal> refusal;  // provider.*, oidc.*: see provider_words.hpp
  SignedIn signed_in;
  std::string back = "/";
  bool tied = false;     // the account and the identity have just been tied
  std::string id_token;  // of somebody identified and refused: for signing out there
};
Arrival arrive(const ProviderDesk& desk, const Arriving& arriving);

/// Where to sign out of the provider; "" when it has no such page or does not answer.
std::string end_session_at_provider(const ProviderDesk& desk, std::string_view id_token,
                                    std::string_view state);
/// The provider's token of a session that it opened, or "".
std::string provider_token_of(const AccountDesk& desk, std::string_view session_token);

}  // namespace jalon::partners
