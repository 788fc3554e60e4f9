// Who exercises the rights of a person, and what it does to the file: through the pages, as a browser does.
#include <set>

#include "app/gate.test.hpp"
#include "app/person_records.hpp"
#include "pathways/domains.hpp"
#include "pathways/event_words.hpp"
#include "people/people_actions.hpp"
#include "people/person_store.hpp"
#include "rights/person_copy_words_pages.hpp"
#include "rights/person_export_actions.hpp"

namespace jalon::app {
namespace {

using partners::Role;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// P1 is followed by CECLER, P8 by the prefecture.
class PersonRights : public GateTest {
 protected:
  people::PersonId person(std::string_view ref) {
    return app_->database().read(
        [&](store::Reader& reader) { return *people::person_by_ref(reader, desk().territory, ref); });
  }
  std::string droits(std::string_view ref) { return "/dossiers/" + person(ref).text() + "/droits"; }
  std::string held(Role role, std::string_view organisation_ref) {
    return "jalon_session=" + session(role, organisation_ref);
  }
  int status(std::string_view method, const std::string& path, std::string_view body,
             const std::string& cookie) {
    return std::stoi(ask(method, path, body, cookie).substr(9, 3));
  }
  bool stands(std::string_view ref) {
    return site_->workspace().board.on(*parse_date("2018-10-12"), [&](const pathways::Snapshot& snapshot) {
      return snapshot.board.standing(person(ref).bytes()) != nullptr;
    });
  }
};

TEST_F(PersonRights, OpenForTheOrganisationThatFollowsAndForTheDelegateOnly) {
  const std::string delegate = held(Role::data_protection, "PREF63");
  const std::string referent = held(Role::referent, "CECLER");
  for (const char* end : {"", "/copie", "/export?format=pdf", "/export?format=json"}) {
    EXPECT_EQ(status("GET", droits("P1") + end, "", referent), 200) << end;
    EXPECT_EQ(status("GET", droits("P8") + end, "", referent), 404) << end;
    EXPECT_EQ(status("GET", droits("P1") + end, "", held(Role::coordinator, "DDETS63")), 404) << end;
    EXPECT_EQ(status("GET", droits("P1") + end, "", held(Role::committee_member, "CAF63")), 403) << end;
    EXPECT_EQ(status("GET", droits("P1") + end, "", held(Role::administrator, "")), 403) << end;
    EXPECT_EQ(status("GET", droits("P1") + end, "", delegate), 200) << end;
    EXPECT_EQ(status("GET", droits("P8") + end, "", delegate), 200) << end;
  }
  EXPECT_EQ(status("POST", droits("P8"), "geste=restricted&motif=claim", referent), 404);
  EXPECT_EQ(status("GET", droits("P1") + "/effacement", "", referent), 403);
  EXPECT_EQ(status("POST", droits("P1") + "/effacement", "motif=request&identifiant=P1", referent), 403);
}

TEST_F(PersonRights, ARestrictedFileIsInNoAgendaAndNoListOfThoseFollowed) {
  const std::string referent = held(Role::referent, "CECLER");
  ASSERT_TRUE(stands("P1"));
  EXPECT_EQ(status("POST", droits("P1"), "geste=restricted", referent), 422);
  ASSERT_TRUE(stands("P1"));
  EXPECT_EQ(status("POST", droits("P1"), "geste=restricted&motif=claim", referent), 303);
  EXPECT_FALSE(stands("P1"));
  EXPECT_THAT(ask("GET", "/dossiers/" + person("P1").text(), "", referent), HasSubstr("Mis de côté"));
  EXPECT_EQ(status("POST", droits("P1"), "geste=released", referent), 303);
  EXPECT_TRUE(stands("P1"));
}

TEST_F(PersonRights, TheCopyTellsWhatIsHeldAndWhoReadItFromWhere) {
  const std::string referent = held(Role::referent, "CECLER");
  EXPECT_EQ(status("POST", droits("P1"), "geste=access", referent), 303);
  EXPECT_THAT(ask("GET", droits("P1") + "/copie", "", referent),
              AllOf(HasSubstr("Accès : copie remise"), HasSubstr("Léa Martin"), HasSubstr("127.0.0.1")));
}

TEST_F(PersonRights, TakingTheCopyAwayIsARightApartFromSeeingIt) {
  const std::string colleague = held(Role::colleague, "CECLER");
  const std::string copy = ask("GET", droits("P1") + "/copie", "", colleague);
  EXPECT_THAT(copy, AllOf(HasSubstr(" 200 "), Not(HasSubstr("/droits/export"))));
  for (const char* format : {"pdf", "json"}) {
    const std::string ask_for = std::string("?format=") + format;
    EXPECT_EQ(status("GET", droits("P1") + "/export" + ask_for, "", colleague), 403) << format;
    // The page gives no file away: it leads to the route that has the right.
    EXPECT_THAT(header(ask("GET", droits("P1") + "/copie" + ask_for, "", colleague), "Location"),
                droits("P1") + "/export" + ask_for);
  }
  const std::string referent = held(Role::referent, "CECLER");
  EXPECT_THAT(ask("GET", droits("P1") + "/copie", "", referent), HasSubstr("/droits/export"));
  EXPECT_EQ(status("GET", droits("P1") + "/export?format=doc", "", referent), 404);
}

TEST_F(PersonRights, WhatIsTakenAwaySaysWhoTookItAndIsLoggedAsAnExport) {
  const std::string referent = held(Role::referent, "CECLER");
  EXPECT_THAT(ask("GET", droits("P1") + "/export?format=pdf", "", referent),
              AllOf(HasSubstr("application/pdf"), HasSubstr("no-store"), HasSubstr("%PDF-")));
  EXPECT_THAT(ask("GET", droits("P1") + "/export?format=json", "", referent),
              AllOf(HasSubstr("application/json"), HasSubstr("\"person\":\"P1\""), HasSubstr("\"peer\""),
                    HasSubstr("\"made_by\":\"Léa Martin\""), HasSubstr("\"made_at\":\"20"),
                    HasSubstr("export PDF de tout le dossier"), HasSubstr("export JSON de tout le dossier")));
  EXPECT_THAT(ask("GET", "/acces?personne=P1", "", held(Role::data_protection, "PREF63")),
              AllOf(HasSubstr("2 ouvertures"), HasSubstr("export PDF de tout le dossier"),
                    HasSubstr("export JSON de tout le dossier")));
}

TEST_F(PersonRights, TheCopyReadsInThePersonsLanguageAndWithoutCodes) {
  const std::string page = ask("GET", droits("P1") + "/copie", "", held(Role::referent, "CECLER"));
  EXPECT_THAT(page,
              AllOf(HasSubstr("Demande faite"), Not(HasSubstr("requested")), HasSubstr("name=\"langue\"")));
  const auto file = app_->database().read([&](store::Reader& reader) {
    return *rights::export_person(reader, app_->vault(), desk().territory, person("P1"), held_sections(),
                                  site_->workspace().clock.today());
  });
  // A room that tells something new gives its words here too: nothing falls back to French.
  for (const std::string& code : rights::copy_languages()) {
    const ui::Locale locale = rights::copy_language(code);
    if (locale.is_french()) continue;
    std::set<std::string> words;
    for (const auto& section : file.sections) {
      words.insert(section.title);
      for (const auto& row : section.rows) {
        for (const auto& value : row) words.insert({value.label, value.told});
      }
    }
    for (const auto& [word, label] : pathways::domain_words) words.emplace(label);
    for (std::size_t i = 0; i < pathways::event_kind_words.size(); ++i) {
      words.emplace(pathways::event_label(static_cast<pathways::EventKind>(i)));
    }
    words.erase("");
    for (const std::string& word : words) {
      EXPECT_NE(locale.translate(word).data(), word.data()) << code << ": " << word;
    }
  }
  EXPECT_EQ(rights::copy_language_for("pus prs fra"), "fa");
  EXPECT_EQ(rights::copy_language_for("pus"), "fr");
  const people::HeldValue consent{"domains", "Domaines", "housing employment"};
  EXPECT_EQ(rights::told(consent, rights::copy_language("en")), "Housing, Work and training");
  EXPECT_EQ(rights::told({"date", "Date", "2018-10-12"}, rights::copy_language("fr")), "12/10/2018");
  EXPECT_EQ(rights::told({"text", "Précisions", "2018-99-99"}, rights::copy_language("fr")), "2018-99-99");
}

TEST_F(PersonRights, AConsentIsRecordedAndTakenBackByThoseWhoMay) {
  const std::string referent = held(Role::referent, "CECLER");
  const std::string page = "/dossiers/" + person("P1").text() + "/consentement";
  const std::string given = "organisme=" + organisation("CAF63").text() + "&langue=prs&date=2018-10-01";
  EXPECT_EQ(status("GET", page, "", held(Role::coordinator, "DDETS63")), 404);
  EXPECT_EQ(status("POST", page, given + "&domaine_housing=1", held(Role::coordinator, "DDETS63")), 404);
  EXPECT_THAT(ask("POST", page, given, referent), HasSubstr("Cochez au moins un domaine"));
  EXPECT_EQ(status("POST", page, given + "&domaine_housing=1", referent), 303);
  EXPECT_THAT(ask("GET", page, "", referent), AllOf(HasSubstr("prs"), HasSubstr("name=\"retire\"")));
  EXPECT_EQ(status("POST", page, "retire=1", referent), 303);
  EXPECT_THAT(ask("GET", page, "", referent),
              AllOf(HasSubstr("retiré le"), Not(HasSubstr("name=\"retire\""))));
  EXPECT_THAT(ask("GET", droits("P1") + "/copie", "", referent), HasSubstr("Accords donnés et retirés"));
}

TEST_F(PersonRights, TheDelegateGoesToAPersonByTheIdentifier) {
  const std::string delegate = held(Role::data_protection, "PREF63");
  EXPECT_THAT(ask("GET", "/droits?dossier=P1", "", delegate), HasSubstr(droits("P1")));
  EXPECT_EQ(status("GET", "/droits?dossier=nobody", "", delegate), 404);
  EXPECT_EQ(status("GET", "/droits?dossier=P1", "", held(Role::referent, "CECLER")), 403);
}

TEST_F(PersonRights, TheDelegateErasesInTwoStepsAndTheNameIsGone) {
  const std::string delegate = held(Role::data_protection, "PREF63");
  const std::string erasure = droits("P1") + "/effacement";
  EXPECT_THAT(ask("GET", erasure, "", delegate), HasSubstr("Cela ne se défait pas"));
  EXPECT_EQ(status("POST", erasure, "motif=request&identifiant=P2", delegate), 422);
  EXPECT_EQ(status("POST", erasure, "identifiant=P1", delegate), 422);
  const auto name = [&] {
    return app_->database().read([&](store::Reader& reader) {
      return people::display_name(
          people::find_person(reader, app_->vault(), desk().territory, person("P1"))->identity);
    });
  };
  EXPECT_NE(name(), "Personne effacée");
  EXPECT_EQ(status("POST", erasure, "motif=request&identifiant=P1", delegate), 303);
  EXPECT_EQ(name(), "Personne effacée");
  EXPECT_FALSE(stands("P1"));
  EXPECT_THAT(ask("GET", droits("P1"), "", delegate),
              AllOf(HasSubstr("Dossier effacé"), Not(HasSubstr("Rectifier"))));
  EXPECT_EQ(status("GET", erasure, "", delegate), 404);
}

}  // namespace
}  // namespace jalon::app
