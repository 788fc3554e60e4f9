// What a token of a provider must say before its bearer is believed. Strings and instants in, a verdict out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "oidc/token.hpp"

namespace jalon::oidc {

/// What is expected of the token about a sign-in.
struct Expected {
  std::string issuer;
  std::string client_id;
  std::string nonce;             // that the sign-in began with
  std::string access_token;      // that came with it; "" = nothing to compare
  std::vector<std::string> acr;  // levels taken; empty = any
  bool amr = false;              // the way of signing in must be told
  std::int64_t now_seconds = 0;
  std::int64_t skew_seconds = 0;  // clocks may differ by less than that
};

/// A token is made for the sign-in that waits for it: one that is older is a leftover.
inline constexpr std::int64_t oldest_token_seconds = 300;

/// Refused: oidc.issuer, oidc.audience, oidc.subject, oidc.expired, oidc.early (made later than now),
/// oidc.old, oidc.nonce, oidc.access_token, oidc.acr, oidc.amr.
Result<void> check_id_token(const Claims& claims, const Expected& expected);

/// User-info must be of the same person; when signed, also by and for those expected. Refused: oidc.subject,
/// oidc.issuer, oidc.audience, oidc.expired.
Result<void> check_user_info(const Claims& claims, std::string_view subject, const Expected& expected,
                             bool was_signed);

}  // namespace jalon::oidc
