// Whom a provider's word lets in.
#include "partners/provider_rules.hpp"

#include <gmock/gmock.h>

#include "partners/provider_words.hpp"

namespace jalon::partners {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

AccountId account_id(int n) {
  return *AccountId::parse("018f0000-0000-7000-8000-00000000000" + std::to_string(n));
}
OrganisationId organisation_id(int n) {
  return *OrganisationId::parse("018f0000-0000-7000-8000-00000000010" + std::to_string(n));
}

class Admitting : public ::testing::Test {
 protected:
  Admitting() {
    rules.second_factor_amr = {"mfa"};
    rules.second_factor_acr = {"eidas2"};
    identity.subject = "sub-1";
    identity.email = "lea@cecler.example";
    identity.siret = "77920000000011";
    identity.amr = {"pwd"};
    known.organisations = {organisation_id(1)};
    known.by_email = account(1, Account::State::invited, {Role::referent});
    known.invited = true;
  }
  static Account account(int n, Account::State state, Roles roles) {
    Account made;
    made.id = account_id(n);
    made.state = state;
    made.roles = roles;
    if (!roles.has(Role::administrator)) made.organisation = organisation_id(1);
    return made;
  }
  std::string verdict() const {
    const auto admitted = admit(rules, identity, known);
    return admitted ? "" : admitted.error().code;
  }
  ProviderRules rules;
  Identity identity;
  KnownIdentity known;
};

TEST_F(Admitting, TiesAnInvitedAccountOnceThenKnowsIt) {
  const auto first = admit(rules, identity, known);
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->link);
  known.linked = account(1, Account::State::active, {Role::referent});
  known.by_email.reset();
  known.invited = false;
  const auto then = admit(rules, identity, known);
  ASSERT_TRUE(then);
  EXPECT_FALSE(then->link);
}

TEST_F(Admitting, AnAddressAloneOpensNothingThatWasNotOffered) {
  known.invited = false;
  EXPECT_EQ(verdict(), "provider.not_linked");
  known.by_email->state = Account::State::active;
  EXPECT_EQ(verdict(), "provider.not_linked");
  known.invited = true;
  EXPECT_EQ(verdict(), "") << "an administrator gave a new link";
  identity.email_denied = true;
  EXPECT_EQ(verdict(), "provider.email_unverified");
  identity.email_denied = false;
  known.linked_otherwise = true;
  EXPECT_EQ(verdict(), "provider.other_identity");
}

TEST_F(Admitting, TheOrganisationIsAskedForAtEachSignIn) {
  known.linked = account(1, Account::State::active, {Role::referent});
  known.organisations = {organisation_id(2)};
  EXPECT_EQ(verdict(), "provider.organisation_other");
  known.organisations = {organisation_id(2), organisation_id(1)};
  EXPECT_EQ(verdict(), "") << "several may share a SIRET";
  known.organisations.clear();
  EXPECT_EQ(verdict(), "provider.organisation_unknown");
  known.linked = account(1, Account::State::active, {Role::administrator});
  identity.amr = {"mfa"};
  EXPECT_EQ(verdict(), "provider.organisation_unknown") << "nor does an administrator come from nowhere";
}

TEST_F(Admitting, ClosedAndFictionalAccountsStayShut) {
  known.by_email->state = Account::State::disabled;
  EXPECT_EQ(verdict(), "provider.account_disabled");
  known.linked = account(2, Account::State::disabled, {Role::referent});
  EXPECT_EQ(verdict(), "provider.account_disabled");
  known.linked.reset();
  known.by_email = account(1, Account::State::active, {Role::referent});
  known.by_email->fictional = true;
  EXPECT_EQ(verdict(), "provider.account_unknown");
  known.by_email.reset();
  EXPECT_EQ(verdict(), "provider.account_unknown");
}

TEST_F(Admitting, WhoOpensMuchSignedInWithTwoFactors) {
  for (const Role role : {Role::coordinator, Role::administrator}) {
    known.by_email = account(1, Account::State::invited, {role});
    identity.amr = {"pwd", "mail"};
    EXPECT_EQ(verdict(), "provider.second_factor");
    identity.amr = {"pwd", "mfa"};
    EXPECT_EQ(verdict(), "");
    EXPECT_TRUE(admit(rules, identity, known)->second_factor);
    identity.amr = {"pwd"};
    identity.acr = "eidas2";
    EXPECT_EQ(verdict(), "");
    identity.acr = "";
  }
  known.by_email = account(1, Account::State::invited, {Role::referent});
  EXPECT_EQ(verdict(), "");
  known.by_email->has_code = true;
  EXPECT_EQ(verdict(), "provider.second_factor") << "their own code is not walked around";
  rules.second_factor_amr.clear();
  identity.amr = {"mfa"};
  EXPECT_EQ(verdict(), "provider.second_factor") << "nothing counts unless the file says so";
}

TEST_F(Admitting, OnesOwnAccountIsTiedWithoutAnInvitationButNotToAnIdentityInUse) {
  known.invited = false;
  known.by_email.reset();
  known.asking = account(3, Account::State::active, {Role::referent});
  EXPECT_EQ(verdict(), "");
  EXPECT_EQ(admit(rules, identity, known)->account.id, account_id(3));
  known.linked = account(1, Account::State::active, {Role::referent});
  EXPECT_EQ(verdict(), "provider.identity_taken");
  known.linked = account(3, Account::State::active, {Role::referent});
  EXPECT_EQ(verdict(), "");
}

TEST(Siret, IsFourteenDigits) {
  EXPECT_EQ(clean_siret("130 025 265 00013"), "13002526500013");
  for (const char* wrong : {"", "130025265", "1300252650001X", "130025265000130"}) {
    EXPECT_EQ(clean_siret(wrong), "") << wrong;
  }
}

TEST(ProviderWords, SayWhatToDoForEachRefusalAndNothingThatTheProviderSent) {
  for (const char* code :
       {"provider.organisation_unknown", "provider.account_unknown", "provider.second_factor",
        "provider.state", "oidc.code", "oidc.provider_down", "oidc.signature", "oidc.client"}) {
    const auto problem =
        provider_problem({code, {{"why", "trop secret"}, {"siret", "77920000000011"}}, {}}, "Essai");
    EXPECT_FALSE(problem.title.empty()) << code;
    EXPECT_FALSE(problem.advice.empty()) << code;
    for (const auto& text : {problem.title, problem.text, problem.advice}) {
      EXPECT_THAT(text, Not(HasSubstr("{"))) << code;
      EXPECT_THAT(text, Not(HasSubstr("trop secret"))) << code;
    }
  }
  EXPECT_THAT(
      provider_problem({"provider.organisation_unknown", {{"siret", "77920000000011"}}, {}}, "Essai").text,
      HasSubstr("77920000000011"));
}

}  // namespace
}  // namespace jalon::partners
