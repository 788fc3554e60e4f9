// A provider asked through a transport of the test's own: what is kept, what is asked again, what is refused.
#include "oidc/provider.hpp"

#include <gmock/gmock.h>

#include <map>

#include "oidc/testing_tokens.hpp"

namespace jalon::oidc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class AskedProvider : public ::testing::Test {
 protected:
  AskedProvider() {
    settings.issuer = "https://idp.example/api/v2";
    settings.client_id = "jalon";
    settings.client_secret = "un secret";
    settings.return_address = "https://jalon.example/connexion/retour";
    settings.signed_user_info = false;  // the keys of the test signed no user-info
    answers["openid-configuration"] = {200, "application/json", R"({"issuer":"https://idp.example/api/v2",
      "authorization_endpoint":"https://idp.example/a","token_endpoint":"https://idp.example/token",
      "userinfo_endpoint":"https://idp.example/userinfo","jwks_uri":"https://idp.example/jwks"})"};
    answers["jwks"] = {200, "application/json", std::string(testing::keys_json)};
    answers["token"] = {
        200, "application/json",
        R"({"access_token":"acces","id_token":")" + std::string(testing::rs256_token) + "\"}"};
    answers["userinfo"] = {200, "application/json", R"({"sub":"sub-1","email":"lea@cecler.example"})"};
  }
  Provider& provider() {
    if (!made) {
      made = std::make_unique<Provider>(settings, clock, [this](const Call& call) -> Result<Answer> {
        const std::string what = call.address.substr(call.address.rfind('/') + 1);
        ++calls[what];
        last[what] = call;
        return answers.at(what);
      });
    }
    return *made;
  }
  Result<Identified> identify(const std::string& issuer = "") {
    const auto place = provider().take_place();
    return provider().identify(*place, {"state", std::string(32, 'n'), "verifier"}, {"code", issuer});
  }
  std::string refusal() {
    const auto who = identify();
    return who ? "" : who.error().code;
  }

  Settings settings;
  FixedClock clock{2000000010LL * 1000};
  std::map<std::string, Answer> answers;
  std::map<std::string, int> calls;
  std::map<std::string, Call> last;
  std::unique_ptr<Provider> made;
};

TEST_F(AskedProvider, SaysWhoCameBack) {
  const auto who = identify();
  ASSERT_TRUE(who) << who.error().code;
  EXPECT_EQ(who->token.text("sub"), "sub-1");
  EXPECT_EQ(who->user_info.text("email"), "lea@cecler.example");
  EXPECT_THAT(last["token"].form, HasSubstr("client_secret=un%20secret"));
  EXPECT_THAT(last["token"].form, HasSubstr("code_verifier=verifier"));
  EXPECT_EQ(last["userinfo"].authorization, "Bearer acces");
}

TEST_F(AskedProvider, IsReadOnceAndAgainWhenItsTimeIsOver) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(refusal(), "");
  EXPECT_EQ(calls["openid-configuration"], 1);
  EXPECT_EQ(calls["jwks"], 1);
  clock.set(clock.now_ms() - 1);  // a clock that stepped back keeps nothing
  EXPECT_EQ(refusal(), "");
  EXPECT_EQ(calls["jwks"], 2);
}

TEST_F(AskedProvider, UnknownKeysAreAskedForOnceASignIn) {
  answers["jwks"].body.replace(answers["jwks"].body.find("\"r\""), 3, "\"z\"");
  EXPECT_EQ(refusal(), "oidc.key_unknown");
  EXPECT_EQ(calls["jwks"], 2);
  answers["jwks"].body = testing::keys_json;
  EXPECT_EQ(refusal(), "");
  EXPECT_EQ(calls["jwks"], 3);
}

TEST_F(AskedProvider, TakesTheAlgorithmsThatTheSettingsName) {
  settings.algorithms = {"ES256"};
  EXPECT_EQ(refusal(), "oidc.algorithm");
}

TEST_F(AskedProvider, SendsItsSecretInTheHeaderWhenTold) {
  settings.authentication = Settings::Authentication::basic;
  EXPECT_EQ(refusal(), "");
  EXPECT_EQ(last["token"].authorization, "Basic amFsb246dW4lMjBzZWNyZXQ=");  // jalon:un%20secret
  EXPECT_THAT(last["token"].form, Not(HasSubstr("secret")));
}

TEST_F(AskedProvider, TellsAnExpiredCodeFromASecretThatIsRefused) {
  answers["token"] = {400, "application/json", R"({"error":"invalid_grant"})"};
  EXPECT_EQ(refusal(), "oidc.code");
  answers["token"] = {401, "application/json", R"({"error":"invalid_client"})"};
  EXPECT_EQ(refusal(), "oidc.client");
  answers["token"] = {500, "text/html", "<h1>un secret"};
  const auto refused = identify();
  EXPECT_EQ(refused.error().code, "oidc.provider_answer");
  EXPECT_THAT(std::string(refused.error().fact("why")), Not(HasSubstr("un secret")));
}

TEST_F(AskedProvider, UserInfoMustBeSignedUnlessTheSettingsSayOtherwise) {
  settings.signed_user_info = true;
  EXPECT_EQ(refusal(), "oidc.user_info_unsigned");
}

TEST_F(AskedProvider, AnotherProvidersReturnIsRefusedBeforeTheCodeIsSent) {
  EXPECT_EQ(identify("https://autre.example").error().code, "oidc.issuer");
  EXPECT_EQ(calls["token"], 0);
}

TEST_F(AskedProvider, HasAFewPlacesGivenBackWhenTheyGo) {
  settings.at_once = 2;
  {
    const auto one = provider().take_place();
    auto two = provider().take_place();
    EXPECT_TRUE(one && two);
    EXPECT_FALSE(provider().take_place());
    const Provider::Place moved = std::move(*two);
    EXPECT_FALSE(provider().take_place());
  }
  const auto one = provider().take_place();
  const auto two = provider().take_place();
  EXPECT_TRUE(one && two);
  EXPECT_FALSE(provider().take_place());
}

}  // namespace
}  // namespace jalon::oidc
