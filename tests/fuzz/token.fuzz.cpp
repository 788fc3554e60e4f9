// What a provider of identities answers: a token, its keys, what it publishes. The first byte says which;
// nothing that was made up is ever believed, and what is kept of it is text.
#include "base/text.hpp"
#include "fuzzing.hpp"
#include "oidc/base64url.hpp"
#include "oidc/claims.hpp"
#include "oidc/discovery.hpp"
#include "oidc/keys.hpp"
#include "oidc/testing_tokens.hpp"

using namespace jalon;
using fuzzing::promise;

namespace {

void is_sound(const oidc::Claims& claims) {
  for (const auto& [name, value] : claims.texts) {
    promise(is_valid_utf8(name) && is_valid_utf8(value), "claims are UTF-8");
  }
  oidc::Expected expected;
  expected.issuer = "https://idp.example/api/v2";
  expected.client_id = "jalon";
  expected.nonce = "a nonce that no input guesses, of 256 random bits";
  promise(!oidc::check_id_token(claims, expected), "no claim is believed without the nonce");
}

void feed_token(std::string_view text) {
  static const oidc::Keys keys = *oidc::Keys::read(oidc::testing::keys_json);
  const auto token = oidc::read_token(text);
  if (!token) return;
  promise(token->algorithm == "RS256" || token->algorithm == "ES256", "two algorithms");
  promise(!token->signature.empty() && text.starts_with(token->signed_text),
          "a signature, and what it is of");
  is_sound(token->claims);
  if (keys.check(*token)) {
    promise(text == oidc::testing::rs256_token || text == oidc::testing::es256_token,
            "only what the keys signed is believed");
  }
}

void feed_discovery(std::string_view text) {
  oidc::Settings settings;
  settings.issuer = "https://idp.example/api/v2";
  const auto found = oidc::read_discovery(text, settings);
  if (!found) return;
  for (const auto& endpoint : {found->authorization, found->token, found->user_info, found->keys}) {
    promise(oidc::origin_of(endpoint) == "https://idp.example", "endpoints stand at the issuer's");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto text = fuzzing::text_of(data + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      feed_token(text);
      break;
    case 1: {
      const auto keys = oidc::Keys::read(text);
      promise(!keys || keys->size() > 0, "keys, or a refusal");
      if (keys) (void)keys->check(*oidc::read_token(oidc::testing::rs256_token));
      break;
    }
    case 2:
      feed_discovery(text);
      break;
    default:
      if (const auto claims = oidc::read_claims(text)) is_sound(*claims);
      if (const auto bytes = oidc::from_base64url(text)) {
        promise(oidc::to_base64url(*bytes) == text, "one text for the same bytes");
      }
  }
  return 0;
}
