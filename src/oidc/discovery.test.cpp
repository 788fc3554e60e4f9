#include "oidc/discovery.hpp"

#include <gmock/gmock.h>

namespace jalon::oidc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Settings settings() {
  Settings made;
  made.issuer = "https://idp.example/api/v2";
  made.client_id = "jalon";
  made.client_secret = "secret";
  made.return_address = "https://jalon.example/connexion/retour";
  made.leave_address = "https://jalon.example/deconnexion/retour";
  return made;
}

std::string document(const std::string& changed = "", const std::string& to = "") {
  std::string text = R"({"issuer":"https://idp.example/api/v2",
    "authorization_endpoint":"https://idp.example/api/v2/authorize","token_endpoint":"https://idp.example/api/v2/token",
    "userinfo_endpoint":"https://idp.example/api/v2/userinfo","jwks_uri":"https://idp.example/api/v2/jwks",
    "end_session_endpoint":"https://idp.example/api/v2/session/end",
    "id_token_signing_alg_values_supported":["RS256","ES256","HS256"]})";
  if (!changed.empty()) text.replace(text.find(changed), changed.size(), to);
  return text;
}

TEST(Discovery, IsReadWhenItIsOfOurIssuer) {
  const auto found = read_discovery(document(), settings());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->token, "https://idp.example/api/v2/token");
  EXPECT_EQ(discovery_address("https://idp.example/api/v2/"),
            "https://idp.example/api/v2/.well-known/openid-configuration");
  EXPECT_FALSE(
      read_discovery(document("\"https://idp.example/api/v2\"", "\"https://idp.example\""), settings()));
  EXPECT_FALSE(read_discovery("[]", settings()));
}

TEST(Discovery, SendsNothingToHostsThatNobodyDeclared) {
  const std::string endpoint = "https://idp.example/api/v2/token";
  for (const char* wrong : {"", "http://idp.example/api/v2/token", "https://voleur.example/token",
                            "https://idp.example:8443/token", "https://idp.example@voleur.example/token",
                            "https://idp.example.voleur.example/token", "/token",
                            "https://voleur.example\\@idp.example/", "ftp://idp.example/token"}) {
    EXPECT_FALSE(read_discovery(document(endpoint, wrong), settings())) << wrong;
  }
  EXPECT_FALSE(
      read_discovery(document("https://idp.example/api/v2/session/end", "javascript:alert(1)"), settings()));
  Settings wider = settings();
  wider.hosts = {"jetons.example"};
  EXPECT_TRUE(read_discovery(document(endpoint, "https://jetons.example/token"), wider));
  EXPECT_FALSE(read_discovery(document(endpoint, "http://jetons.example/token"), wider));
}

TEST(Discovery, IsRefusedWhenTheProviderSignsWithNoneOfOurAlgorithms) {
  Settings only = settings();
  only.algorithms = {"ES256"};
  EXPECT_TRUE(read_discovery(document(), only));
  EXPECT_FALSE(read_discovery(document("\"ES256\",", ""), only));
}

TEST(Addresses, EscapeWhatTheyCarry) {
  const auto found = *read_discovery(document(), settings());
  const std::string there = authorization_address(found, settings(), {"é&state", "nonce", "verifier"});
  EXPECT_THAT(there, HasSubstr("state=%C3%A9%26state"));
  EXPECT_THAT(there, HasSubstr("redirect_uri=https%3A%2F%2Fjalon.example%2Fconnexion%2Fretour"));
  EXPECT_THAT(there, HasSubstr("code_challenge_method=S256"));
  EXPECT_THAT(there, Not(HasSubstr("verifier")));
  EXPECT_THAT(there, Not(HasSubstr("secret")));
  const std::string out = end_session_address(found, settings(), "jeton", "etat");
  EXPECT_EQ(out,
            "https://idp.example/api/v2/session/end?id_token_hint=jeton&state=etat&post_logout_redirect_uri="
            "https%3A%2F%2Fjalon.example%2Fdeconnexion%2Fretour");
}

TEST(Addresses, AreCalledInClearOnThisMachineOnly) {
  for (const char* good :
       {"https://idp.example", "http://127.0.0.1:80/a", "http://[::1]/", "http://localhost"}) {
    EXPECT_TRUE(may_be_called(good)) << good;
  }
  for (const char* wrong : {"http://idp.example", "http://127.0.0.1.voleur.example", "http://localhostile",
                            "http://127.0.0.1@voleur.example/", "file:///etc/passwd", "https://", ""}) {
    EXPECT_FALSE(may_be_called(wrong)) << wrong;
  }
}

TEST(Settings, ThatProtectNothingAreRefused) {
  EXPECT_TRUE(check_settings(settings()));
  const auto refused = [](auto change) {
    Settings changed = settings();
    change(changed);
    return !check_settings(changed);
  };
  EXPECT_TRUE(refused([](Settings& s) { s.issuer = "http://idp.example"; }));
  EXPECT_TRUE(refused([](Settings& s) { s.issuer = "https://idp.example?a=b"; }));
  EXPECT_TRUE(refused([](Settings& s) { s.return_address = "http://jalon.example/connexion/retour"; }));
  EXPECT_TRUE(refused([](Settings& s) { s.algorithms = {"RS256", "none"}; }));
  EXPECT_TRUE(refused([](Settings& s) { s.algorithms = {}; }));
  EXPECT_TRUE(refused([](Settings& s) { s.client_secret = ""; }));
  EXPECT_TRUE(refused([](Settings& s) { s.scopes = {"email"}; }));
  EXPECT_TRUE(refused([](Settings& s) { s.clock_skew_seconds = 301; }));
  EXPECT_TRUE(refused([](Settings& s) { s.at_once = 8; })) << "as many as there are workers";
  EXPECT_TRUE(refused([](Settings& s) { s.call_seconds = 0; }));
}

}  // namespace
}  // namespace jalon::oidc
