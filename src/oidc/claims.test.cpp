#include "oidc/claims.hpp"

#include <gmock/gmock.h>

#include "oidc/testing_tokens.hpp"

namespace jalon::oidc {
namespace {

class IdToken : public ::testing::Test {
 protected:
  IdToken() {
    expected.issuer = "https://idp.example/api/v2";
    expected.client_id = "jalon";
    expected.nonce = std::string(32, 'n');
    expected.amr = true;
    expected.now_seconds = 2000000010;
    expected.skew_seconds = 30;
  }
  std::string verdict() const {
    const auto checked = check_id_token(claims, expected);
    return checked ? "" : checked.error().code;
  }
  Claims claims = read_token(testing::rs256_token)->claims;
  Expected expected;
};

TEST_F(IdToken, IsBelievedWhenItSaysWhatIsExpected) {
  EXPECT_EQ(verdict(), "");
}

TEST_F(IdToken, IsForUsByTheIssuerThatWeAsked) {
  claims.texts["iss"] = "https://idp.example/api/v2/";
  EXPECT_EQ(verdict(), "oidc.issuer");
  claims.texts["iss"] = expected.issuer;
  claims.texts["aud"] = "autre";
  EXPECT_EQ(verdict(), "oidc.audience");
  claims.texts.erase("aud");
  EXPECT_EQ(verdict(), "oidc.audience");
  claims.lists["aud"] = {"autre", "jalon"};
  EXPECT_EQ(verdict(), "oidc.audience") << "several, and not said which one asked";
  claims.texts["azp"] = "autre";
  EXPECT_EQ(verdict(), "oidc.audience");
  claims.texts["azp"] = "jalon";
  EXPECT_EQ(verdict(), "");
}

TEST_F(IdToken, LivesFromItsMakingToItsEndWithClocksThatDiffer) {
  const auto at = [&](std::int64_t seconds) {
    expected.now_seconds = seconds;
    return verdict();
  };
  EXPECT_EQ(at(2000000000 - 30), "");
  EXPECT_EQ(at(2000000000 - 31), "oidc.early");
  EXPECT_EQ(at(2000000060 + 29), "");
  EXPECT_EQ(at(2000000060 + 30), "oidc.expired");
  claims.numbers["exp"] = 2000009999;
  EXPECT_EQ(at(2000000000 + oldest_token_seconds + 31), "oidc.old");
  expected.now_seconds = 2000000010;
  claims.numbers["nbf"] = 2000000041;
  EXPECT_EQ(verdict(), "oidc.early");
  claims.numbers.erase("nbf");
  claims.numbers.erase("iat");
  EXPECT_EQ(verdict(), "oidc.early");
  claims.numbers.erase("exp");
  EXPECT_EQ(verdict(), "oidc.expired");
}

TEST_F(IdToken, AnswersTheSignInThatAsked) {
  claims.texts["nonce"] = "autre";
  EXPECT_EQ(verdict(), "oidc.nonce");
  claims.texts.erase("nonce");
  EXPECT_EQ(verdict(), "oidc.nonce");
  expected.nonce.clear();
  EXPECT_EQ(verdict(), "oidc.nonce") << "nothing is never equal to nothing";
}

TEST_F(IdToken, NamesSomebodyAndHowTheySignedIn) {
  expected.acr = {"eidas3"};
  EXPECT_EQ(verdict(), "oidc.acr");
  expected.acr = {"eidas3", "eidas2"};
  EXPECT_EQ(verdict(), "");
  claims.lists.erase("amr");
  EXPECT_EQ(verdict(), "oidc.amr");
  expected.amr = false;
  EXPECT_EQ(verdict(), "");
  claims.texts["sub"] = std::string(256, 'a');
  EXPECT_EQ(verdict(), "oidc.subject");
  claims.texts.erase("sub");
  EXPECT_EQ(verdict(), "oidc.subject");
}

TEST_F(IdToken, UserInfoIsOfTheSamePersonAndForUs) {
  const auto user_info = [&](bool was_signed) {
    const auto checked = check_user_info(claims, "sub-1", expected, was_signed);
    return checked ? "" : checked.error().code;
  };
  EXPECT_EQ(user_info(true), "");
  claims.texts["aud"] = "autre";
  EXPECT_EQ(user_info(true), "oidc.audience");
  EXPECT_EQ(user_info(false), "") << "plain user-info names no audience";
  claims.texts["sub"] = "sub-2";
  EXPECT_EQ(user_info(false), "oidc.subject");
  EXPECT_FALSE(check_user_info({}, "", expected, false)) << "nobody is not nobody's equal";
}

}  // namespace
}  // namespace jalon::oidc
