// A signed token (JWS, compact form) taken apart, before anybody believes it.
//
// Refused by read_token (all `oidc.token`, fact `why`): more than 16 KiB, other than three parts, parts that
// are not base64url, a head or claims that are no JSON object or say a name twice, an algorithm other than
// RS256 and ES256 (`none` and the HS ones above all), critical extensions, compression, encryption.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace jalon::oidc {

/// The claims that we read, by kind; what is nested is left aside.
struct Claims {
  std::map<std::string, std::string, std::less<>> texts;
  std::map<std::string, std::int64_t, std::less<>> numbers;  // whole seconds
  std::map<std::string, bool, std::less<>> flags;
  std::map<std::string, std::vector<std::string>, std::less<>> lists;  // of texts alone

  /// "" when it is absent or no text.
  std::string_view text(std::string_view name) const;
  std::optional<std::int64_t> number(std::string_view name) const;
  std::optional<bool> flag(std::string_view name) const;
  /// A list of texts; a text stands for a list of one (`aud`).
  std::vector<std::string> list(std::string_view name) const;
};

struct Token {
  std::string algorithm;  // "RS256" or "ES256"
  std::string key_id;     // "" when the head names none
  std::string signed_text;
  std::string signature;  // bytes
  Claims claims;
};

inline constexpr std::size_t longest_token = 16 * 1024;

Result<Token> read_token(std::string_view text);
/// A JSON object, at most one level deep in what is kept. Refused: oidc.json.
Result<Claims> read_claims(std::string_view json);

}  // namespace jalon::oidc
