// The two flags on health through the doors: off by default, on for named accounts once hosting was
// acknowledged, off again at the end of the certificate, and never in anybody else's hands.
#include "app/rights.test.hpp"
#include "people/health_actions.hpp"

namespace jalon::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* label = "Orientation santé nécessaire";

class HealthFlagDoors : public RightsTest {
 protected:
  HealthFlagDoors() : file_("/dossiers/" + person("P1")), health_(file_ + "/sante") {}

  partners::AccountId account_of(Role role, std::string_view organisation_ref) {
    (void)session(role, organisation_ref);
    const std::string email = partners::clean_email(std::string(partners::to_text(role)) + "@" +
                                                    std::string(organisation_ref) + ".example");
    return app_->database().read([&](store::Reader& reader) {
      return partners::find_account(reader, desk().territory, std::string_view(email))->id;
    });
  }
  void switch_on(const char* until = "2019-10-12") {
    (void)session(Role::data_protection, "PREF63");  // without accounts nobody could be named
    const auto on = people::acknowledge_hosting(app_->database(), command(),
                                                {"Hébergeur SA", "HDS-7", *parse_date(until)}, today());
    ASSERT_TRUE(on) << on.error().code;
  }
  void name(Role role, std::string_view organisation_ref) {
    ASSERT_TRUE(
        people::name_for_health(app_->database(), command(), account_of(role, organisation_ref), true));
  }
  int read(const std::string& cookie) { return status(ask("GET", health_, "", cookie)); }
  int write(const std::string& cookie) { return status(ask("POST", health_, "orientation=1", cookie)); }

  std::string file_;
  std::string health_;
};

TEST_F(HealthFlagDoors, AreNowhereByDefaultEvenForANamedAccount) {
  const std::string cookie = held(Role::referent, "CECLER");
  EXPECT_EQ(read(cookie), 404);
  EXPECT_EQ(write(cookie), 404);
  name(Role::referent, "CECLER");
  EXPECT_EQ(read(cookie), 404);
  EXPECT_THAT(ask("GET", file_, "", cookie), Not(HasSubstr("/sante\"")));
}

TEST_F(HealthFlagDoors, OnceOnTheNamedAccountReadsAndWritesThemAndTheReadingIsLogged) {
  switch_on();
  name(Role::referent, "CECLER");
  const std::string cookie = held(Role::referent, "CECLER");
  EXPECT_THAT(ask("GET", file_, "", cookie), HasSubstr("/sante"));
  ASSERT_EQ(write(cookie), 303);
  EXPECT_THAT(ask("GET", health_, "", cookie),
              AllOf(HasSubstr("id=\"champ-orientation\" value=\"1\" checked"),
                    Not(HasSubstr("id=\"champ-rendezvous\" value=\"1\" checked"))));
  EXPECT_EQ(write(cookie), 422) << "nothing changed";
  EXPECT_THAT(ask("GET", file_ + "/historique", "", cookie),
              AllOf(HasSubstr("lecture des indications de santé"), Not(HasSubstr(label))));
}

TEST_F(HealthFlagDoors, NobodyElseReadsThemOrMeetsThemInAListACountOrACopy) {
  switch_on();
  name(Role::referent, "CECLER");
  for (const char* organisation : {"DDETS63", "PREF63", "BAILLEUR"}) name(Role::referent, organisation);
  name(Role::coordinator, "CECLER");
  name(Role::coordinator, "DDETS63");
  agree(persons[0], "DDETS63", {"language", "housing", "employment"});
  agree(persons[0], "BAILLEUR", {"housing"});
  const std::string blocking = ask("GET", "/blocages", "", held(Role::coordinator, "DDETS63"));
  const std::string list = ask("GET", "/dossiers", "", held(Role::coordinator, "DDETS63"));
  ASSERT_EQ(write(held(Role::referent, "CECLER")), 303);
  for (const char* organisation : {"DDETS63", "PREF63", "BAILLEUR", "CECLER"}) {
    for (const Role role : partners::all_roles()) {
      if (std::string_view(organisation) == "CECLER" && role == Role::referent) continue;
      const std::string cookie = held(role, organisation);
      EXPECT_NE(read(cookie), 200) << partners::to_text(role) << " of " << organisation;
      EXPECT_NE(write(cookie), 303) << partners::to_text(role) << " of " << organisation;
      if (role == Role::data_protection) continue;  // hands the whole copy to the person
      for (const char* page : {"", "/parcours", "/menage", "/historique", "/droits/copie"}) {
        EXPECT_THAT(ask("GET", file_ + page, "", cookie), Not(HasSubstr(label)))
            << partners::to_text(role) << " of " << organisation << page;
      }
    }
  }
  EXPECT_EQ(without_tokens(ask("GET", "/blocages", "", held(Role::coordinator, "DDETS63"))),
            without_tokens(blocking));
  EXPECT_EQ(without_tokens(ask("GET", "/dossiers", "", held(Role::coordinator, "DDETS63"))),
            without_tokens(list));
}

TEST_F(HealthFlagDoors, ThePersonsCopyHoldsThemForTheNamedAccountAndTheDelegate) {
  switch_on();
  name(Role::referent, "CECLER");
  ASSERT_EQ(write(held(Role::referent, "CECLER")), 303);
  for (const std::string& cookie : {held(Role::referent, "CECLER"), held(Role::data_protection, "DDETS63")}) {
    EXPECT_THAT(ask("GET", file_ + "/droits/copie", "", cookie), AllOf(HasSubstr(" 200 "), HasSubstr(label)));
  }
}

TEST_F(HealthFlagDoors, AtTheEndOfTheCertificateAndOnceWithdrawnTheyAreOffAgain) {
  (void)session(Role::data_protection, "PREF63");
  const auto on = people::acknowledge_hosting(app_->database(), command(),
                                              {"Hébergeur SA", "HDS-7", today() - 1}, today() - 90);
  ASSERT_TRUE(on);
  name(Role::referent, "CECLER");
  const std::string cookie = held(Role::referent, "CECLER");
  EXPECT_EQ(read(cookie), 404) << "the certificate ended yesterday";
  switch_on();
  ASSERT_EQ(write(cookie), 303);
  const auto off = people::withdraw_hosting(app_->database(), command(), today());
  ASSERT_TRUE(off);
  EXPECT_EQ(*off, 1);
  EXPECT_EQ(read(cookie), 404);
  EXPECT_EQ(write(cookie), 404);
}

TEST_F(HealthFlagDoors, PastTheEndOfTheCertificateTheyAreSealedNothingIsLostAndTheDelegateIsTold) {
  const std::string delegate = held(Role::data_protection, "PREF63");
  const std::string referent = held(Role::referent, "CECLER");
  const people::HostingDraft draft{"Hébergeur SA", "HDS-7", today() - 1};
  ASSERT_TRUE(people::acknowledge_hosting(app_->database(), command(), draft, today() - 90));
  name(Role::referent, "CECLER");
  const people::HealthDraft flags{
      *people::PersonId::parse(person("P1")), account_of(Role::referent, "CECLER"), {true, false}};
  ASSERT_TRUE(people::record_health(app_->database(), app_->vault(), command(), flags, today() - 30));
  EXPECT_EQ(read(referent), 404);
  EXPECT_EQ(write(referent), 404);
  EXPECT_THAT(ask("GET", file_, "", referent), Not(HasSubstr("/sante\"")));
  const auto late = people::record_health(app_->database(), app_->vault(), command(),
                                          {flags.person, flags.account, {true, true}}, today());
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, "health.off") << "nor by another door";
  EXPECT_THAT(ask("GET", "/sante", "", delegate),
              AllOf(HasSubstr("Certificat échu"), HasSubstr("a pris fin le 11/10/2018, chez Hébergeur SA"),
                    HasSubstr("de 1 dossier restent scellées"), Not(HasSubstr("Permises"))));
  EXPECT_THAT(ask("GET", "/acces", "", delegate), HasSubstr("a pris fin le 11/10/2018"));
  for (const std::string& cookie : {referent, delegate}) {
    for (const char* copy : {"/droits/copie", "/droits/export?format=json"}) {
      EXPECT_THAT(ask("GET", file_ + copy, "", cookie),
                  AllOf(HasSubstr(" 200 "), Not(HasSubstr(label)), Not(HasSubstr("referral_needed"))))
          << copy;
    }
  }
  EXPECT_THAT(ask("GET", file_ + "/droits/copie", "", delegate), HasSubstr("gardées scellées"));

  switch_on();
  EXPECT_THAT(ask("GET", health_, "", referent),
              AllOf(HasSubstr(" 200 "), HasSubstr("id=\"champ-orientation\" value=\"1\" checked")))
      << "renewed: as they were";
  EXPECT_THAT(ask("GET", "/acces", "", delegate), Not(HasSubstr("a pris fin")));
  EXPECT_THAT(ask("GET", "/sante", "", delegate), Not(HasSubstr("a pris fin")));
}

TEST_F(HealthFlagDoors, TheDelegateSwitchesOnNamesAndSwitchesOffOnAPage) {
  const std::string delegate = held(Role::data_protection, "PREF63");
  const std::string referent = held(Role::referent, "CECLER");
  const std::string on = "geste=permettre&hebergeur=Hebergeur+SA&certificat=HDS-7&fin=2019-10-12";
  EXPECT_THAT(ask("GET", "/sante", "", delegate), AllOf(HasSubstr(" 200 "), HasSubstr("Arrêtées")));
  EXPECT_THAT(ask("POST", "/sante", on, delegate), AllOf(HasSubstr(" 422 "), HasSubstr("Cochez la case")));
  EXPECT_EQ(status(ask("POST", "/sante", on + "&reconnait=1", delegate)), 303);
  const std::string who = "compte=" + account_of(Role::referent, "CECLER").text();
  EXPECT_EQ(status(ask("POST", "/sante", "geste=nommer&" + who, delegate)), 303);
  EXPECT_THAT(ask("GET", "/sante", "", delegate), AllOf(HasSubstr("Permises"), HasSubstr("Hebergeur SA"),
                                                        HasSubstr("HDS-7"), HasSubstr("Léa Martin")));
  ASSERT_EQ(write(referent), 303);
  EXPECT_EQ(status(ask("POST", "/sante", "geste=arreter", delegate)), 303);
  EXPECT_EQ(read(referent), 404);
  for (const Role role : partners::all_roles()) {
    if (role == Role::data_protection) continue;
    EXPECT_EQ(status(ask("GET", "/sante", "", held(role, "CECLER"))), 403) << partners::to_text(role);
    EXPECT_EQ(status(ask("POST", "/sante", on + "&reconnait=1", held(role, "CECLER"))), 403)
        << partners::to_text(role);
  }
}

class HealthCommand : public OnTheCommandLine {};

TEST_F(HealthCommand, IsSwitchedOnByAnExplicitCommandAndTold) {
  import_small();
  EXPECT_EQ(run({"health", "status", "--db", database_.c_str(), "--json"}), done);
  EXPECT_THAT(out_.str(), HasSubstr("{\"on\":false,\"named\":[],\"history\":[]}"));
  EXPECT_EQ(run({"health", "enable", "--db", database_.c_str(), "--host", "Hébergeur SA", "--certificate",
                 "HDS-7", "--until", "2027-10-12"}),
            usage)
      << "who acknowledges is said";
  const std::vector<const char*> enable = {
      "health",  "enable",     "--db", database_.c_str(), "--host",  "Hébergeur SA", "--certificate", "HDS-7",
      "--until", "2019-01-01", "--by", "Claire Roux",     "--today", "2018-10-12"};
  EXPECT_EQ(run(enable), refused);
  EXPECT_THAT(err_.str(), HasSubstr("aucun compte n’existe"));
  add_account("delegue@pref63.example", Role::data_protection, "PREF63");
  EXPECT_EQ(run(enable), refused) << "from the first account on, the delegate says so";
  EXPECT_THAT(err_.str(), HasSubstr("--as"));
  const auto as_delegate = [&](std::vector<const char*> words) {
    words.insert(words.end(), {"--as", "delegue@pref63.example", "--password-file", password_.c_str()});
    return run(words);
  };
  EXPECT_EQ(run({"user", "invite", "--db", database_.c_str(), "--email", "lea@cecler.example", "--name",
                 "Léa", "--role", "referent", "--organisation", "CECLER"}),
            done);
  EXPECT_EQ(as_delegate(enable), done) << err_.str();
  EXPECT_EQ(as_delegate({"health", "name", "--db", database_.c_str(), "--email", "lea@cecler.example"}), done)
      << err_.str();
  EXPECT_EQ(run({"health", "status", "--db", database_.c_str(), "--json", "--today", "2018-10-12"}), done);
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("\"on\":true"), HasSubstr("lea@cecler.example"),
                                HasSubstr("(Claire Roux)\""), HasSubstr("\"until\":\"2019-01-01\"")));
  EXPECT_EQ(run({"health", "status", "--db", database_.c_str(), "--json", "--today", "2019-01-02"}), done);
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("\"on\":false"), HasSubstr("\"ended\":{\"on\":\"2019-01-01\"")))
      << "the certificate ended";
  EXPECT_EQ(run({"health", "status", "--db", database_.c_str(), "--today", "2019-01-02"}), done);
  EXPECT_THAT(out_.str(), HasSubstr("a pris fin le 01/01/2019"));
  EXPECT_EQ(as_delegate({"health", "disable", "--db", database_.c_str(), "--by", "Claire Roux"}), done);
  EXPECT_EQ(as_delegate({"health", "disable", "--db", database_.c_str(), "--by", "Claire Roux"}), refused);
}

}  // namespace
}  // namespace jalon::app
