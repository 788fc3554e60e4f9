// What a provider publishes of itself, and the addresses that the browser is sent to.
//
// Refused by read_discovery: another issuer than ours, an endpoint that is missing, that is not https or that
// stands on a host which the settings do not name (whoever could change that document would else receive our
// secret), a provider that signs with none of our algorithms.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "oidc/settings.hpp"

namespace jalon::oidc {

struct Discovery {
  std::string authorization;
  std::string token;
  std::string user_info;
  std::string keys;
  std::string end_session;    // "" = the provider has none
  bool names_itself = false;  // it says `iss` when the browser comes back
};

/// `ISSUER/.well-known/openid-configuration`
std::string discovery_address(std::string_view issuer);
/// Refused: oidc.discovery, fact `why`: our own words, for the log.
Result<Discovery> read_discovery(std::string_view json, const Settings& settings);

/// What one sign-in begins with; each random, of 32 characters at least, and kept by the browser that left.
struct Started {
  std::string state;
  std::string nonce;
  std::string verifier;  // of PKCE
};

std::string authorization_address(const Discovery& discovery, const Settings& settings,
                                  const Started& started);
/// "" when the provider has no such page or we no address to come back to.
std::string end_session_address(const Discovery& discovery, const Settings& settings,
                                std::string_view id_token, std::string_view state);

}  // namespace jalon::oidc
