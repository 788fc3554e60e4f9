// The public keys of a provider (JWKS), and whether one of them signed a token. The only user of OpenSSL.
//
// Kept of a set: RSA keys of 2048 to 8192 bits and P-256 ones, meant for signing. A key says one algorithm; a
// token is checked with a key of its own algorithm only, so that no key is taken for another kind.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "oidc/token.hpp"

namespace jalon::oidc {

class Key;

class Keys {
 public:
  Keys() = default;
  /// Refused: oidc.keys (no JSON, or not one key that we take).
  static Result<Keys> read(std::string_view json);

  std::size_t size() const { return keys_.size(); }
  /// Refused: oidc.key_unknown (read the keys again), oidc.signature.
  Result<void> check(const Token& token) const;

 private:
  std::vector<std::shared_ptr<const Key>> keys_;
};

/// SHA-256, as bytes: of the PKCE verifier, of an access token.
std::string sha256(std::string_view text);

}  // namespace jalon::oidc
