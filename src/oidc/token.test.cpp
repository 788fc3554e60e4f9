// Tokens and keys: what is taken apart, what is believed.
#include "oidc/token.hpp"

#include <gmock/gmock.h>

#include "oidc/base64url.hpp"
#include "oidc/keys.hpp"
#include "oidc/testing_tokens.hpp"

namespace jalon::oidc {
namespace {

using ::testing::ElementsAre;

std::string token_of(std::string_view head, std::string_view body, std::string_view signature = "signature") {
  return to_base64url(head) + "." + to_base64url(body) + "." + to_base64url(signature);
}
std::string code_of(const Result<Token>& token) {
  return token ? "" : token.error().code;
}
constexpr std::string_view head = R"({"alg":"RS256","kid":"r"})";

TEST(Base64Url, SaysBytesInOneWayOnly) {
  EXPECT_EQ(to_base64url(""), "");
  EXPECT_EQ(to_base64url("\xff\xfe"), "__4");
  EXPECT_EQ(from_base64url("__4"), "\xff\xfe");
  for (const char* wrong : {"__5", "__4=", "_", "a b", "+/", "é"}) {
    EXPECT_EQ(from_base64url(wrong), std::nullopt) << wrong;
  }
}

TEST(Token, IsTakenApartWithItsClaims) {
  const auto token = read_token(testing::rs256_token);
  ASSERT_TRUE(token);
  EXPECT_EQ(token->algorithm, "RS256");
  EXPECT_EQ(token->key_id, "r");
  EXPECT_EQ(token->signature.size(), 256u);
  EXPECT_EQ(token->claims.text("sub"), "sub-1");
  EXPECT_EQ(token->claims.number("exp"), 2000000060);
  EXPECT_THAT(token->claims.list("amr"), ElementsAre("pwd", "mfa"));
  EXPECT_THAT(token->claims.list("aud"), ElementsAre("jalon"));
}

TEST(Token, IsRefusedWhenItIsNoTokenOfOurs) {
  const std::string good = token_of(head, "{}");
  ASSERT_TRUE(read_token(good));
  for (const std::string& wrong :
       {std::string(), std::string("a.b"), good + ".x", good.substr(0, good.rfind('.') + 1), "." + good,
        token_of(head, "[]"), token_of(head, R"({"sub":"a","sub":"b"})"), token_of(head, "{} {}"),
        token_of(head, "{\"sub\":\"\xff\"}"), token_of("", "{}"), good + "=",
        token_of(head, "{\"a\":" + std::string(200, '[') + std::string(200, ']') + "}"),
        token_of(head, "{\"a\":\"" + std::string(longest_token, 'a') + "\"}")}) {
    EXPECT_EQ(code_of(read_token(wrong)), "oidc.token") << wrong.substr(0, 80);
  }
}

TEST(Token, ChoosesNoAlgorithmButTwo) {
  for (const char* wrong :
       {R"({"alg":"none"})", R"({"alg":"None"})", R"({"alg":"HS256"})", R"({"alg":"RS384"})", R"({})",
        R"({"alg":["RS256"]})", R"({"alg":"RS256","crit":["exp"]})", R"({"alg":"RS256","b64":false})",
        R"({"alg":"RS256","zip":"DEF"})", R"({"alg":"RS256","enc":"A128GCM"})"}) {
    EXPECT_EQ(code_of(read_token(token_of(wrong, "{}"))), "oidc.token") << wrong;
  }
}

TEST(Keys, BelieveWhatTheySignedAndNothingElse) {
  const auto keys = Keys::read(testing::keys_json);
  ASSERT_TRUE(keys);
  EXPECT_EQ(keys->size(), 2u);
  for (const auto text : {testing::rs256_token, testing::es256_token}) {
    auto token = *read_token(text);
    EXPECT_TRUE(keys->check(token)) << token.algorithm;
    Token changed = token;
    changed.signed_text.back() ^= 1;
    EXPECT_EQ(keys->check(changed).error().code, "oidc.signature");
    changed = token;
    changed.signature.back() ^= 1;
    EXPECT_EQ(keys->check(changed).error().code, "oidc.signature");
    changed = token;
    changed.signature.clear();
    EXPECT_EQ(keys->check(changed).error().code, "oidc.signature");
    changed = token;
    changed.key_id = "autre";
    EXPECT_EQ(keys->check(changed).error().code, "oidc.key_unknown");
    // The other kind of key is never asked, whatever the token says.
    changed = token;
    changed.algorithm = token.algorithm == "RS256" ? "ES256" : "RS256";
    EXPECT_EQ(keys->check(changed).error().code, "oidc.key_unknown");
    token.key_id.clear();
    EXPECT_TRUE(keys->check(token)) << "a token may leave its key unnamed";
  }
}

TEST(Keys, AreNotTakenWhenTheyAreWeakOrForSomethingElse) {
  const std::string good(testing::keys_json);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
    return Keys::read(text);
  };
  for (const std::string& wrong :
       {std::string("{}"), std::string("[]"), std::string(R"({"keys":[]})"), std::string(R"({"keys":[3]})"),
        std::string(testing::weak_keys_json), std::string(R"({"keys":[{"kty":"oct","k":"AAAA","kid":"r"}]})"),
        std::string(R"({"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]})")}) {
    EXPECT_FALSE(Keys::read(wrong)) << wrong;
  }
  EXPECT_FALSE(with(R"("use":"sig")", R"("use":"enc")"));
  EXPECT_EQ(with("P-256", "P-384")->size(), 1u);
  EXPECT_EQ(with("RS256", "PS256")->size(), 1u);
}

}  // namespace
}  // namespace jalon::oidc
