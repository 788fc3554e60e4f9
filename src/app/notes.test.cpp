// Notes are private to their author's organisation, on every page that could show them.
#include "app/rights.test.hpp"

namespace jalon::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* words = "Prefere les rendez-vous du matin";

class Notes : public RightsTest {
 protected:
  Notes() : file_("/dossiers/" + person("P1")), notes_(file_ + "/notes") {}

  int write(const std::string& cookie, const std::string& fields = "texte=Prefere+les+rendez-vous+du+matin") {
    return status(ask("POST", notes_, fields, cookie));
  }
  std::string file_;
  std::string notes_;
};

TEST_F(Notes, AColleagueOfTheSameOrganisationReadsThemAndTheReadingIsLogged) {
  ASSERT_EQ(write(held(Role::referent, "CECLER")), 303);
  EXPECT_THAT(ask("GET", notes_, "", held(Role::colleague, "CECLER")),
              AllOf(HasSubstr(" 200 "), HasSubstr(words), HasSubstr("Léa Martin")));
  EXPECT_THAT(ask("GET", file_ + "/historique", "", held(Role::referent, "CECLER")),
              AllOf(HasSubstr("lecture des notes"), HasSubstr("écriture d’une note"), Not(HasSubstr(words))));
}

TEST_F(Notes, NobodyElseReadsThemWritesThemOrIsToldOfThem) {
  ASSERT_EQ(write(held(Role::referent, "CECLER")), 303);
  agree(persons[0], "DDETS63", {"language", "housing", "employment"});
  agree(persons[0], "BAILLEUR", {"housing"});
  for (const char* organisation : {"DDETS63", "PREF63", "BAILLEUR", "CECLER"}) {
    for (const Role role : partners::all_roles()) {
      const bool own =
          std::string_view(organisation) == "CECLER" && (role == Role::referent || role == Role::colleague);
      const std::string cookie = held(role, organisation);
      const int read = status(ask("GET", notes_, "", cookie));
      EXPECT_EQ(read == 200, own) << partners::to_text(role) << " of " << organisation;
      if (own) continue;
      EXPECT_NE(write(cookie), 303) << partners::to_text(role) << " of " << organisation;
      for (const char* tab : {"", "/parcours", "/menage", "/historique"}) {
        EXPECT_THAT(ask("GET", file_ + tab, "", cookie),
                    AllOf(Not(HasSubstr(words)), Not(HasSubstr("/notes\""))))
            << partners::to_text(role) << " of " << organisation << tab;
      }
    }
  }
}

TEST_F(Notes, ThePrefectureKeepsNoneEvenOfThoseWhomItFollows) {
  const std::string of_p8 = "/dossiers/" + person("P8") + "/notes";
  for (const Role role : partners::all_roles()) {
    EXPECT_NE(status(ask("GET", of_p8, "", held(role, "PREF63"))), 200) << partners::to_text(role);
  }
}

TEST_F(Notes, ACorrectionShowsWhatItReplaced) {
  const std::string cookie = held(Role::referent, "CECLER");
  ASSERT_EQ(write(cookie), 303);
  const std::string page = ask("GET", notes_, "", cookie);
  std::smatch link;
  ASSERT_TRUE(std::regex_search(page, link, std::regex("corriger=([0-9a-f-]{36})")));
  const std::string note = link[1];
  EXPECT_THAT(ask("GET", notes_ + "?corriger=" + note, "", cookie),
              AllOf(HasSubstr("Corriger une note"), HasSubstr("name=\"note\" value=\"" + note)));
  ASSERT_EQ(write(cookie, "note=" + note + "&texte=Travaille+de+nuit"), 303);
  EXPECT_THAT(ask("GET", notes_, "", cookie), AllOf(HasSubstr("<p>Travaille de nuit</p>"),
                                                    HasSubstr("<del>" + std::string(words) + "</del>")));
  EXPECT_EQ(write(cookie, "note=" + note + "&texte=Travaille+de+nuit"), 422);
  EXPECT_EQ(write(cookie, "note=&texte=+"), 422);
}

TEST_F(Notes, ThePersonsCopyHoldsThemInTheHandsOfTheirOrganisationAndOfTheDelegate) {
  ASSERT_EQ(write(held(Role::referent, "CECLER")), 303);
  for (const char* way : {"/droits/copie", "/droits/export?format=json"}) {
    EXPECT_THAT(ask("GET", file_ + way, "", held(Role::referent, "CECLER")), HasSubstr(words)) << way;
    EXPECT_THAT(ask("GET", file_ + way, "", held(Role::data_protection, "DDETS63")), HasSubstr(words)) << way;
    EXPECT_THAT(ask("GET", file_ + way, "", held(Role::coordinator, "CECLER")),
                AllOf(HasSubstr(" 200 "), Not(HasSubstr(words)), HasSubstr("Note d’un autre organisme")))
        << way << ": who steers hands the copy over without reading them";
  }
}

}  // namespace
}  // namespace jalon::app
