// What a provider of identities is asked with: where it is, who we are for it, what we take from it.
//
// Refused by check_settings: an issuer that is not https (but for this machine itself), addresses of ours
// that are not https either, an algorithm that is neither RS256 nor ES256, limits that protect nothing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace jalon::oidc {

struct Settings {
  enum class Authentication { post, basic };  // how our secret reaches the token endpoint

  std::string issuer;  // "https://auth.example/api/v2", exactly as the provider says it
  std::string client_id;
  std::string client_secret;  // never logged, never shown
  Authentication authentication = Authentication::post;
  std::string return_address;  // of ours, where the browser comes back; declared at the provider
  std::string leave_address;   // of ours, where it comes back after signing out
  std::vector<std::string> scopes{"openid"};
  std::vector<std::string> algorithms{"RS256", "ES256"};
  bool pkce = true;                // ProConnect answers an error to any parameter that it does not list
  bool signed_user_info = true;    // false: user-info in plain JSON is taken too
  bool ask_amr = true;             // the way the person signed in must be told
  std::vector<std::string> acr;    // levels taken; empty = any
  std::vector<std::string> hosts;  // where endpoints may stand, besides the issuer's host
  std::string ca_file;             // certificates to trust; "" = the machine's
  int clock_skew_seconds = 30;
  int call_seconds = 4;      // one call to the provider
  int sign_in_seconds = 10;  // all the calls of one sign-in
  int at_once = 3;           // sign-ins that wait for the provider at one time; others are told to wait
  int keep_seconds = 3600;   // what the provider publishes (its addresses, its keys) is read again after that
  std::size_t answer_bytes = 128 * 1024;  // an answer longer than that is cut and refused
};

/// Fact `why`: a French sentence for the operator.
Result<void> check_settings(const Settings& settings);

/// `https://host[:port]` of an absolute address, lower case; "" when it is none, or when it names a user.
std::string origin_of(std::string_view address);
/// May be called: https anywhere, http on 127.0.0.1, [::1] or localhost only.
bool may_be_called(std::string_view address);

}  // namespace jalon::oidc
