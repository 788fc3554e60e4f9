#include "oidc/claims.hpp"

#include <algorithm>

#include "oidc/base64url.hpp"
#include "oidc/keys.hpp"

namespace jalon::oidc {
namespace {

bool holds(const std::vector<std::string>& list, std::string_view value) {
  return std::ranges::find(list, value) != list.end();
}

Result<void> check_parties(const Claims& claims, const Expected& expected) {
  if (claims.text("iss") != expected.issuer) return refuse("oidc.issuer");
  const auto audience = claims.list("aud");
  const auto party = claims.text("azp");
  if (!holds(audience, expected.client_id) || (audience.size() > 1 && party.empty()) ||
      (!party.empty() && party != expected.client_id)) {
    return refuse("oidc.audience");
  }
  return {};
}

Result<void> check_instants(const Claims& claims, const Expected& expected) {
  const auto now = expected.now_seconds;
  const auto skew = expected.skew_seconds;
  const auto expires = claims.number("exp");
  const auto made = claims.number("iat");
  if (!expires || *expires + skew <= now) return refuse("oidc.expired");
  if (!made || *made - skew > now) return refuse("oidc.early");
  if (const auto from = claims.number("nbf"); from && *from - skew > now) return refuse("oidc.early");
  if (*made + oldest_token_seconds + skew < now) return refuse("oidc.old");
  return {};
}

bool is_subject(std::string_view subject) {
  constexpr std::size_t longest = 255;
  return !subject.empty() && subject.size() <= longest;
}

}  // namespace

Result<void> check_id_token(const Claims& claims, const Expected& expected) {
  if (const auto good = check_parties(claims, expected); !good) return good;
  if (!is_subject(claims.text("sub"))) return refuse("oidc.subject");
  if (const auto good = check_instants(claims, expected); !good) return good;
  if (expected.nonce.empty() || claims.text("nonce") != expected.nonce) return refuse("oidc.nonce");
  if (const auto hash = claims.text("at_hash"); !hash.empty() && !expected.access_token.empty()) {
    if (hash != to_base64url(sha256(expected.access_token).substr(0, 16))) return refuse("oidc.access_token");
  }
  if (!expected.acr.empty() && !holds(expected.acr, claims.text("acr"))) return refuse("oidc.acr");
  if (expected.amr && claims.list("amr").empty()) return refuse("oidc.amr");
  return {};
}

Result<void> check_user_info(const Claims& claims, std::string_view subject, const Expected& expected,
                             bool was_signed) {
  if (subject.empty() || claims.text("sub") != subject) return refuse("oidc.subject");
  if (!was_signed) return {};
  if (const auto good = check_parties(claims, expected); !good) return good;
  const auto expires = claims.number("exp");
  if (expires && *expires + expected.skew_seconds <= expected.now_seconds) return refuse("oidc.expired");
  return {};
}

}  // namespace jalon::oidc
