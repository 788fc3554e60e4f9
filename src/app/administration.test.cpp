// The administrator's pages: who has an account, inviting, changing, closing, opening again, as a browser
// does.
#include "app/gate.test.hpp"
#include "partners/account_actions.hpp"

namespace jalon::app {
namespace {

using partners::Role;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Administration : public GateTest {
 protected:
  /// Signed in, with their code set up.
  const std::string& administrator() {
    if (cookie_.empty()) {
      admin_ = member("admin@example.fr", Role::administrator);
      cookie_ = "jalon_session=" + session_of(admin_);
    }
    return cookie_;
  }
  /// Without the code that the door would ask for.
  std::string session_of(const partners::AccountId& account) {
    std::string token;
    const auto opened = app_->database().write(
        {desk().territory, {}, "test", "test.open_session", "session"},
        [&](store::Transaction& transaction) -> Result<void> {
          partners::set_account_code(transaction, account, store::Bytes{1, 2, 3}, 0);
          const auto found = partners::find_account(transaction, desk().territory, account);
          token = partners::open_session(transaction, desk(), *found, {}, {{}, true}).session;
          return {};
        });
    EXPECT_TRUE(opened);
    return token;
  }
  std::string post(const std::string& path, const std::string& body) {
    return ask("POST", path, body, administrator());
  }
  std::string get(const std::string& path) { return ask("GET", path, "", administrator()); }
  std::string invitation(const std::string& role = "role_referent=1") {
    return "nom=Zo%C3%A9+Petit&adresse=zoe%40example.fr&organisme=" + organisation("CECLER").text() + "&" +
           role;
  }
  static std::string link_in(const std::string& page) {
    const auto at = page.find("/invitation/");
    return at == std::string::npos ? "" : page.substr(at, page.find('"', at) - at);
  }
  std::optional<partners::Account> account(std::string_view email) {
    return app_->database().read(
        [&](store::Reader& reader) { return partners::find_account(reader, desk().territory, email); });
  }
  std::string page_of(std::string_view email) { return "/comptes/" + account(email)->id.text(); }

  partners::AccountId admin_;
  std::string cookie_;
};

TEST_F(Administration, AnInvitationGivesALinkOnceThatOpensTheAccount) {
  EXPECT_THAT(get("/comptes"), AllOf(HasSubstr(" 200 "), HasSubstr("admin@example.fr")));
  const std::string made = post("/comptes", invitation());
  const std::string link = link_in(made);
  ASSERT_FALSE(link.empty()) << made;
  EXPECT_THAT(get("/comptes"),
              AllOf(HasSubstr("zoe@example.fr"), HasSubstr("Invité"), Not(HasSubstr("/invitation/"))));
  EXPECT_THAT(ask("GET", link), HasSubstr("Bienvenue, Zoé Petit"));
  EXPECT_THAT(
      ask("POST", link,
          "adresse=zoe%40example.fr&motdepasse=cheval+agrafe+pile+correct&encore=cheval+agrafe+pile+correct"),
      HasSubstr(" 303 "));
  EXPECT_EQ(account("zoe@example.fr")->state, partners::Account::State::active);
}

TEST_F(Administration, WhatIsWrongIsToldAndNothingTypedIsLost) {
  EXPECT_THAT(post("/comptes", invitation("")), AllOf(HasSubstr(" 422 "), HasSubstr("Aucun rôle"),
                                                      HasSubstr("Zoé Petit"), HasSubstr("zoe@example.fr")));
  EXPECT_THAT(post("/comptes", invitation("role_referent=1&role_administrator=1")),
              HasSubstr("ne se cumule"));
  EXPECT_THAT(post("/comptes", "nom=&adresse=pas+une+adresse&role_referent=1"), HasSubstr("pas une adresse"));
  EXPECT_FALSE(account("zoe@example.fr"));
  EXPECT_THAT(post("/comptes", invitation()), HasSubstr(" 200 "));
  EXPECT_THAT(post("/comptes", invitation()), AllOf(HasSubstr(" 422 "), HasSubstr("existe déjà")));
}

TEST_F(Administration, OtherRolesHoldAtOnce) {
  const auto zoe = member("zoe@example.fr", Role::referent);
  const std::string hers = "jalon_session=" + session_of(zoe);
  EXPECT_THAT(ask("GET", "/comite", "", hers), HasSubstr(" 403 "));
  EXPECT_THAT(post(page_of("zoe@example.fr"),
                   "nom=Zo%C3%A9&organisme=" + organisation("CECLER").text() + "&role_committee_member=1"),
              HasSubstr(" 303 "));
  EXPECT_THAT(ask("GET", "/comite", "", hers), HasSubstr(" 200 "));
  EXPECT_THAT(ask("GET", "/dossiers", "", hers), HasSubstr(" 403 "));
}

TEST_F(Administration, ClosingEndsTheSessionsAndOpeningAgainBringsNothingBack) {
  const auto zoe = member("zoe@example.fr", Role::referent);
  const std::string hers = "jalon_session=" + session_of(zoe);
  const std::string page = page_of("zoe@example.fr");
  EXPECT_THAT(ask("GET", "/compte", "", hers), HasSubstr(" 200 "));
  EXPECT_THAT(post(page + "/fermeture", ""), HasSubstr(" 303 "));
  EXPECT_THAT(ask("GET", "/compte", "", hers), HasSubstr(" 303 "));
  const std::string reopened = post(page + "/lien", "");
  EXPECT_THAT(reopened, HasSubstr("/invitation/"));
  EXPECT_EQ(account("zoe@example.fr")->state, partners::Account::State::invited);
  EXPECT_FALSE(account("zoe@example.fr")->has_code);
  EXPECT_THAT(ask("GET", "/compte", "", hers), HasSubstr(" 303 "));
  EXPECT_THAT(ask("GET", link_in(reopened)), HasSubstr(" 200 "));
}

TEST_F(Administration, NobodyChangesTheirOwnAccountHereAndOneAdministratorIsLeft) {
  (void)administrator();
  const std::string own = page_of("admin@example.fr");
  for (const char* end : {"", "/lien", "/fermeture"}) {
    EXPECT_THAT(post(own + end, "nom=Moi&role_referent=1&organisme=" + organisation("CECLER").text()),
                AllOf(HasSubstr(" 422 "), HasSubstr("votre propre compte")))
        << end;
  }
  EXPECT_EQ(account("admin@example.fr")->roles, partners::Roles{Role::administrator});
  EXPECT_EQ(partners::change_account(desk(), "terminal",
                                     {admin_, "", "Moi", organisation("CECLER"), {Role::referent}})
                .error()
                .code,
            "account.last_administrator");
}

TEST_F(Administration, AFictionalAdministratorLooksAndChangesNothing) {
  const std::string fictional = "jalon_session=" + session(Role::administrator, "");
  (void)session(Role::referent, "CECLER");
  const std::string referent = page_of("referent@cecler.example");
  EXPECT_THAT(ask("GET", "/comptes", "", fictional), HasSubstr(" 200 "));
  EXPECT_THAT(ask("GET", referent, "", fictional), HasSubstr("rien n’y est changé"));
  EXPECT_THAT(ask("POST", "/comptes", invitation(), fictional),
              AllOf(HasSubstr(" 422 "), HasSubstr("Votre compte est fictif")));
  for (const char* end : {"", "/lien", "/fermeture"}) {
    EXPECT_THAT(ask("POST", referent + end, "nom=Moi&role_colleague=1", fictional), HasSubstr(" 422 "))
        << end;
  }
  EXPECT_FALSE(account("zoe@example.fr"));
  EXPECT_EQ(account("referent@cecler.example")->state, partners::Account::State::active);
}

TEST_F(Administration, OtherRolesFindNothingHere) {
  const auto zoe = member("zoe@example.fr", Role::data_protection);
  const std::string hers = "jalon_session=" + session_of(zoe);
  EXPECT_THAT(ask("GET", "/comptes", "", hers), HasSubstr(" 403 "));
  EXPECT_THAT(ask("POST", "/comptes", invitation(), hers), HasSubstr(" 403 "));
  EXPECT_THAT(get("/comptes/0192aaaa-0000-7000-8000-000000000000"), HasSubstr(" 404 "));
  EXPECT_THAT(get("/comptes/x"), HasSubstr(" 404 "));
}

}  // namespace
}  // namespace jalon::app
