// Asking to read a file and opening one in an emergency, as browsers do it, and as those do who should not.
#include "app/rights.test.hpp"
#include "people/opening_actions.hpp"
#include "people/people_actions.hpp"

namespace jalon::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const Person amina = persons[0];  // followed by CECLER

class OpeningPages : public RightsTest, public ::testing::WithParamInterface<const char*> {
 protected:
  OpeningPages() : RightsTest(GetParam()) {}
  std::string file(const Person& about) { return "/dossiers/" + person(about.ref); }
  int get(const std::string& path, const std::string& cookie) { return status(ask("GET", path, "", cookie)); }
  int post(const std::string& path, const std::string& body, const std::string& cookie) {
    return status(ask("POST", path, body, cookie));
  }
  std::vector<people::Opening> all() {
    return app_->database().read(
        [&](store::Reader& reader) { return people::all_openings(reader, app_->vault(), desk().territory); });
  }
  std::string last() { return all().back().first.about.text(); }

  const std::string request_ = "geste=demander&rubrique_accommodation=1&duree=168&motif=Entree+en+residence";
  const std::string emergency_ = "geste=urgence&confirme=1&urgence=Expulsee+ce+soir+avec+son+enfant";
};

JALON_ON_EACH_DATABASE(OpeningPages);

TEST_P(OpeningPages, AFileIsKnownToExistByWhoNamesThePersonExactlyAndByNobodyElse) {
  const std::string theirs = held(Role::referent, "BAILLEUR");
  const std::string door = file(amina) + "/acces";
  const auto search = [&](const std::string& typed, const std::string& cookie) {
    return ask("GET", "/dossiers?q=" + typed, "", cookie);
  };
  const std::string told = "Un dossier existe";
  const auto identity = app_->database().read([&](store::Reader& reader) {
    return people::find_person(reader, app_->vault(), desk().territory,
                               *people::PersonId::parse(person(amina.ref)))
        ->identity;
  });
  const std::string born = to_iso(*identity.birth_date);
  const std::string exactly =
      http::percent_encode(identity.first_name + " " + identity.last_name + " " + born);
  EXPECT_THAT(search(exactly, theirs), AllOf(HasSubstr(told), HasSubstr("CeCler"), HasSubstr(door)));
  for (const std::string& vague :
       {http::percent_encode(identity.last_name), http::percent_encode(identity.last_name + " " + born), born,
        http::percent_encode(identity.first_name + " " + identity.last_name), std::string("P1"),
        http::percent_encode(identity.first_name + " " + identity.last_name + " 1901-01-01")}) {
    EXPECT_THAT(search(vague, theirs), Not(HasSubstr(told))) << vague;
  }
  EXPECT_THAT(search(exactly, held(Role::referent, "CECLER")), Not(HasSubstr(told))) << "their own: it opens";
  const auto accesses = app_->database().read([&](store::Reader& reader) {
    return people::accesses_of(reader, desk().territory, *people::PersonId::parse(person(amina.ref)));
  });
  EXPECT_EQ(accesses.size(), 1u) << "being told is logged";
  EXPECT_EQ(accesses.front().purpose, "existence du dossier");
}

TEST_P(OpeningPages, TheDoorIsForThoseWhoFollowPeopleAndTellsNoName) {
  const std::string door = file(amina) + "/acces";
  const std::string page = ask("GET", door, "", held(Role::referent, "BAILLEUR"));
  EXPECT_THAT(page, AllOf(HasSubstr(" 200 "), HasSubstr("CeCler"), HasSubstr("Ouvrir en urgence"),
                          Not(HasSubstr("Rahimi")), Not(HasSubstr("RAHIMI")), Not(HasSubstr("Amina"))));
  EXPECT_EQ(get(door, held(Role::referent, "CECLER")), 404) << "nothing to ask: it is theirs";
  EXPECT_EQ(get("/dossiers/0192a000-0000-7000-8000-000000000000/acces", held(Role::referent, "BAILLEUR")),
            404);
  for (const Role role :
       {Role::committee_member, Role::data_protection, Role::administrator, Role::scheme_manager}) {
    EXPECT_EQ(get(door, held(role, "DDETS63")), 403) << partners::to_text(role);
    EXPECT_EQ(post(door, emergency_, held(role, "DDETS63")), 403) << partners::to_text(role);
  }
  EXPECT_TRUE(all().empty());
}

TEST_P(OpeningPages, ARequestIsAnsweredByTheReferentForLessThanAskedAndClosedByThem) {
  const std::string theirs = held(Role::referent, "BAILLEUR");
  const std::string mine = held(Role::referent, "CECLER");
  const std::string door = file(amina) + "/acces";
  EXPECT_EQ(post(door, "geste=demander&duree=168&motif=Entree+en+residence", theirs), 422) << "of what?";
  EXPECT_EQ(post(door, "geste=demander&rubrique_health=1&duree=168&motif=Entree+en+residence", theirs), 422);
  EXPECT_EQ(post(door, "geste=demander&rubrique_accommodation=1&duree=168", theirs), 422) << "why?";
  EXPECT_EQ(
      post(door, "geste=demander&rubrique_accommodation=1&duree=99999&motif=Entree+en+residence", theirs),
      422);
  ASSERT_EQ(post(door, request_ + "&rubrique_language=1", theirs), 303);
  EXPECT_EQ(post(door, request_, theirs), 422) << "asked once";
  EXPECT_EQ(get(file(amina), theirs), 404) << "asking opens nothing";
  EXPECT_THAT(ask("GET", "/dossiers", "", mine), HasSubstr("1 demande d’accès attend votre réponse"));
  EXPECT_THAT(ask("GET", "/dossiers", "", theirs), Not(HasSubstr("attend votre réponse")));
  EXPECT_THAT(ask("GET", "/demandes", "", mine),
              AllOf(HasSubstr("Entree en residence"), HasSubstr("Logis des Dômes")));
  const std::string answer = "/demandes/" + last();
  const std::string yes = "geste=accorder&rubrique_accommodation=1&duree=168";
  EXPECT_EQ(post(answer, yes, theirs), 404) << "one does not answer oneself";
  EXPECT_EQ(post(answer, yes, held(Role::coordinator, "DDETS63")), 404) << "nor for the referent";
  EXPECT_EQ(post(answer, yes, held(Role::data_protection, "PREF63")), 403);
  EXPECT_EQ(post("/demandes/0192a000-0000-7000-8000-000000000000", yes, mine), 404);
  EXPECT_EQ(post(answer, yes + "&rubrique_employment=1", mine), 303) << "what was not asked is not given";
  EXPECT_EQ(all().back().answer->categories, people::parse_categories("accommodation"));
  EXPECT_EQ(post(answer, yes, mine), 422) << "answered once";

  EXPECT_THAT(ask("GET", file(amina) + "/parcours", "", theirs),
              AllOf(HasSubstr(" 200 "), HasSubstr("/etapes/L"), HasSubstr("par le référent"),
                    Not(HasSubstr("/etapes/C")), Not(HasSubstr("/etapes/H"))));
  EXPECT_EQ(get(file(amina) + "/etapes/L06", theirs), 200);
  EXPECT_EQ(get(file(amina) + "/etapes/C06", theirs), 404);
  EXPECT_EQ(post(file(amina) + "/etapes/L06", "evenement=done&date=2018-10-01&vu=1000", theirs), 422)
      << "read only";
  EXPECT_EQ(get(file(amina) + "/droits", theirs), 404);
  EXPECT_EQ(get(file(amina), held(Role::colleague, "BAILLEUR")), 404)
      << "to one account, not to its organisation";
  const std::string link = file(amina) + "\"";
  EXPECT_THAT(ask("GET", "/dossiers", "", theirs),
              AllOf(HasSubstr(link), HasSubstr("à votre demande"), HasSubstr("jusqu’au ")));
  EXPECT_THAT(ask("GET", "/dossiers?q=P1", "", theirs), AllOf(HasSubstr(link), HasSubstr("1 personne")));
  EXPECT_THAT(ask("GET", "/dossiers", "", held(Role::colleague, "BAILLEUR")), Not(HasSubstr(link)));
  EXPECT_THAT(ask("GET", file(amina) + "/historique", "", mine), HasSubstr("accès accordé par le référent"));
  EXPECT_EQ(post(answer, "geste=clore", held(Role::colleague, "BAILLEUR")), 404);
  ASSERT_EQ(post(answer, "geste=clore", mine), 303);
  EXPECT_EQ(get(file(amina), theirs), 404) << "closed within the session";
  EXPECT_THAT(ask("GET", "/dossiers", "", theirs), AllOf(Not(HasSubstr(link)), Not(HasSubstr("jusqu’au"))));
  EXPECT_THAT(ask("GET", "/dossiers?q=P1", "", theirs), Not(HasSubstr(link)));
  EXPECT_EQ(post(answer, "geste=clore", mine), 422);
}

TEST_P(OpeningPages, AGrantThatHasRunOutOpensNothing) {
  const std::string theirs = held(Role::referent, "BAILLEUR");
  ASSERT_EQ(post(file(amina) + "/acces", request_, theirs), 303);
  const auto id = all().back().first.about;
  const people::OpeningAnswer yes{true, people::parse_categories("accommodation"), 168, "", {}};
  const std::int64_t now = site_->workspace().clock.now_ms();
  const std::int64_t week = std::int64_t{168} * 3'600'000;
  ASSERT_TRUE(people::answer_opening(app_->database(), app_->vault(), command(), id, yes, now - week));
  EXPECT_EQ(get(file(amina), theirs), 404);
  EXPECT_THAT(ask("GET", "/dossiers", "", theirs), Not(HasSubstr(file(amina) + "\"")));
  ASSERT_EQ(post(file(amina) + "/acces", request_, theirs), 303) << "may be asked again";
}

TEST_P(OpeningPages, AnEmergencyOpensTheFileToOneAccountAndTheDelegateJudgesIt) {
  const std::string theirs = held(Role::referent, "BAILLEUR");
  const std::string mine = held(Role::referent, "CECLER");
  const std::string officer = held(Role::data_protection, "PREF63");
  const std::string door = file(amina) + "/acces";
  EXPECT_EQ(post(door, "geste=urgence&urgence=Expulsee+ce+soir+avec+son+enfant", theirs), 422)
      << "unconfirmed";
  EXPECT_EQ(post(door, "geste=urgence&confirme=1&urgence=vite", theirs), 422) << "no reason";
  EXPECT_EQ(get(file(amina), theirs), 404);
  ASSERT_EQ(post(door, emergency_, theirs), 303);
  EXPECT_THAT(ask("GET", file(amina), "", theirs),
              AllOf(HasSubstr(" 200 "), HasSubstr("en urgence, jusqu’au")));
  EXPECT_EQ(get(file(amina) + "/etapes/L06", theirs), 200);
  const std::string link = file(amina) + "\"";
  EXPECT_THAT(ask("GET", "/dossiers", "", theirs),
              AllOf(HasSubstr(link), HasSubstr("Ouvert à vous seul, en urgence")));
  EXPECT_THAT(ask("GET", "/dossiers?q=P1", "", theirs), HasSubstr(link));
  EXPECT_THAT(ask("GET", "/dossiers", "", held(Role::colleague, "BAILLEUR")), Not(HasSubstr(link)));
  for (const char* step : {"H01", "I01", "C06", "E03"}) {
    EXPECT_EQ(get(file(amina) + "/etapes/" + step, theirs), 404) << step;
  }
  EXPECT_EQ(get(file(amina), held(Role::colleague, "BAILLEUR")), 404);
  EXPECT_EQ(post(door, emergency_, theirs), 422) << "once";

  const std::string log = ask("GET", "/acces", "", officer);
  EXPECT_THAT(log, AllOf(HasSubstr("1 accès d’urgence attend votre avis"), HasSubstr("Expulsee ce soir"),
                         HasSubstr("Logis des Dômes"), Not(HasSubstr("Rahimi")), Not(HasSubstr("RAHIMI"))));
  EXPECT_EQ(header(ask("GET", "/", "", officer), "Location"), "/acces") << "where the delegate's day begins";
  EXPECT_THAT(ask("GET", "/demandes", "", mine), HasSubstr("Ouverture en urgence"));
  EXPECT_THAT(ask("GET", file(amina) + "/droits/copie", "", mine),
              AllOf(HasSubstr("ouvert en urgence"), HasSubstr("Expulsee ce soir")))
      << "the person reads who opened it, and why";
  const std::string review = "/acces/urgences/" + last();
  EXPECT_EQ(post(review, "avis=justifie", mine), 403);
  EXPECT_EQ(post(review, "avis=autre", officer), 400);
  EXPECT_EQ(post("/acces/urgences/0192a000-0000-7000-8000-000000000000", "avis=justifie", officer), 404);
  EXPECT_EQ(post(review, "avis=non", officer), 422) << "why not?";
  ASSERT_EQ(post(review, "avis=non&motif=Le+referent+repondait+ce+jour-la", officer), 303);
  EXPECT_EQ(get(file(amina), theirs), 404);
  EXPECT_THAT(ask("GET", "/dossiers", "", theirs), Not(HasSubstr(link)));
  EXPECT_EQ(post(review, "avis=justifie", officer), 422);
  EXPECT_THAT(ask("GET", "/acces", "", officer),
              AllOf(HasSubstr("Non justifié"), Not(HasSubstr("attend votre avis"))));
}

TEST_P(OpeningPages, WhatWasAskedOfAnotherFileOrKindIsNotAnsweredThere) {
  const std::string theirs = held(Role::referent, "BAILLEUR");
  ASSERT_EQ(post(file(amina) + "/acces", emergency_, theirs), 303);
  EXPECT_EQ(post("/demandes/" + last(), "geste=accorder&rubrique_identity=1&duree=168",
                 held(Role::referent, "CECLER")),
            422)
      << "an emergency is reviewed, not granted";
  ASSERT_EQ(post(file(amina) + "/acces", request_, theirs), 303);
  EXPECT_EQ(post("/acces/urgences/" + last(), "avis=justifie", held(Role::data_protection, "PREF63")), 404);
}

}  // namespace
}  // namespace jalon::app
