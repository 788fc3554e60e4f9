// Whose files: every route about a person, for every role of organisations of several kinds, followed or not,
// against the two data files; a file that does not open looks like one that does not exist.
#include "app/rights.test.hpp"

#include <set>

#include "partners/small_numbers.hpp"
#include "pathways/catalogue_file.hpp"
#include "schemes/scheme_actions.hpp"

namespace jalon::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(RightsTest, NoRouteAboutAPersonIsUnknownToThisTest) {
  const std::set<std::string> tried = {
      "/dossiers/:id", "/dossiers/:id/parcours", "/dossiers/:id/menage", "/dossiers/:id/historique",
      "/dossiers/:id/retraits",
      // notes.test.cpp, health_flags.test.cpp
      "/dossiers/:id/notes", "/dossiers/:id/sante",
      // openings.test.cpp
      "/dossiers/:id/acces", "/demandes/:id", "/acces/urgences/:id",
      // person_rights.test.cpp
      "/dossiers/:id/consentement", "/dossiers/:id/droits", "/dossiers/:id/droits/copie",
      "/dossiers/:id/droits/export", "/dossiers/:id/droits/effacement", "/dossiers/:id/etapes/:step",
      "/cellule/:date/cas/:person/:step", "/dispositifs/:place", "/blocages/:by/:key"};
  // These name nobody, or open for those who see the territory only (needs = territory).
  const std::set<std::string> elsewhere = {"/compte/sessions/:id", "/comptes/:id", "/comptes/:id/lien",
                                           "/comptes/:id/fermeture"};
  for (const auto& route : site_->router().routes()) {
    const bool about = route.pattern.find(":id") != std::string::npos ||
                       route.pattern.find(":person") != std::string::npos ||
                       route.pattern.find(":place") != std::string::npos ||
                       route.pattern.find(":key") != std::string::npos;
    const auto* line = partners::page_rights().find(http::to_text(route.method), route.pattern);
    ASSERT_NE(line, nullptr);
    if (!about || elsewhere.contains(route.pattern)) continue;
    EXPECT_TRUE(tried.contains(route.pattern) || line->needs_territory) << route.pattern;
  }
}

/// Before any consent, while some hold, once they are taken back.
enum class Phase { none, given, withdrawn };
constexpr Phase phases[] = {Phase::none, Phase::given, Phase::withdrawn};

class SharedRights : public RightsTest {
 protected:
  void come_to(Phase phase) {
    if (phase == Phase::withdrawn) take_everything_back();
    if (phase != Phase::given) return;
    for (const Person& about : persons) {
      agree(about, "CECLER", {"housing", "schooling"});
      agree(about, "DDETS63", {"language", "employment", "health"});
      agree(about, "PREF63", {"civic", "language"});
      agree(about, "BAILLEUR", {"housing"});
    }
  }
};

TEST_F(SharedRights, EveryPageOfAFileOpensForWhomTheDataFilesSayAndNobodyElse) {
  std::map<Phase, std::size_t> open;
  std::size_t closed = 0;
  for (const Phase phase : phases) {
    come_to(phase);
    for (const Role role : partners::all_roles()) {
      for (const char* organisation_ref : {"CECLER", "DDETS63", "PREF63", "BAILLEUR"}) {
        const std::string cookie = held(role, organisation_ref);
        for (const Person& about : persons) {
          const std::string file = "/dossiers/" + person(about.ref);
          const bool opens = sight(role, organisation_ref, about, Category::identity) >= Sight::read;
          for (const char* tab : {"", "/parcours", "/menage", "/historique"}) {
            const int expected = !role_opens(role, "GET", std::string("/dossiers/:id") + tab) ? 403
                                 : opens                                                      ? 200
                                                                                              : 404;
            EXPECT_EQ(status(ask("GET", file + tab, "", cookie)), expected)
                << partners::to_text(role) << " of " << organisation_ref << ": " << about.ref << tab
                << " phase " << static_cast<int>(phase);
            ++(expected == 200 ? open[phase] : closed);
          }
        }
      }
    }
  }
  EXPECT_GT(open[Phase::none], 50u);
  EXPECT_GT(open[Phase::given], open[Phase::none]);
  EXPECT_EQ(open[Phase::withdrawn], open[Phase::none]);
  EXPECT_GT(closed, 300u);
}

TEST_F(SharedRights, EachStepIsReadAndWrittenAsTheMatrixAndTheConsentsSay) {
  for (const auto& [step, category] : steps) {
    const auto& catalogue = pathways::default_catalogue();
    const auto index = catalogue.find(step);
    ASSERT_TRUE(index) << step;
    ASSERT_EQ(partners::visibility().category_of(catalogue.step(*index).domain), category) << step;
  }
  int day = 0;
  std::map<Phase, std::size_t> read;
  for (const Phase phase : phases) {
    come_to(phase);
    for (const Role role : {Role::referent, Role::colleague, Role::coordinator, Role::prefecture_lead}) {
      for (const char* organisation_ref : {"CECLER", "DDETS63", "PREF63"}) {
        const std::string cookie = held(role, organisation_ref);
        for (const Person& about : {persons[0], persons[2]}) {
          const bool opens = sight(role, organisation_ref, about, Category::identity) >= Sight::read;
          for (const auto& [step, category] : steps) {
            const std::string path = "/dossiers/" + person(about.ref) + "/etapes/" + step;
            const Sight seen = opens ? sight(role, organisation_ref, about, category) : Sight::none;
            const std::string where = std::string(partners::to_text(role)) + " of " + organisation_ref +
                                      ": " + about.ref + " " + step + " phase " +
                                      std::to_string(static_cast<int>(phase));
            if (seen >= Sight::read) ++read[phase];
            EXPECT_EQ(status(ask("GET", path, "", cookie)), seen >= Sight::read ? 200 : 404) << where;
            const std::string answer =
                ask("POST", path,
                    "evenement=requested&vu=1000000&date=2018-0" + std::to_string(1 + day / 28 % 9) + "-" +
                        std::to_string(10 + day % 18),
                    cookie);
            ++day;
            if (seen < Sight::read) {
              EXPECT_EQ(status(answer), 404) << where;
            } else if (seen == Sight::read) {
              EXPECT_THAT(answer, AllOf(HasSubstr(" 422 "), HasSubstr("n’enregistre pas cela"))) << where;
            } else {
              EXPECT_THAT(answer, AllOf(Not(HasSubstr(" 404 ")), Not(HasSubstr("n’enregistre pas cela"))))
                  << where;
            }
          }
        }
      }
    }
  }
  EXPECT_GT(read[Phase::given], read[Phase::none]);
  EXPECT_EQ(read[Phase::withdrawn], read[Phase::none]);
}

TEST_F(SharedRights, TheListAndTheSearchHoldThoseWhoseFilesOpenAndCountThem) {
  for (const Phase phase : phases) {
    come_to(phase);
    for (const Role role : {Role::referent, Role::coordinator, Role::prefecture_lead}) {
      for (const char* organisation_ref : {"CECLER", "DDETS63", "PREF63", "BAILLEUR"}) {
        const std::string cookie = held(role, organisation_ref);
        const std::string list = ask("GET", "/dossiers", "", cookie);
        std::size_t listed = 0;
        for (const Person& about : persons) {
          const bool opens = sight(role, organisation_ref, about, Category::identity) >= Sight::read;
          const std::string link = "/dossiers/" + person(about.ref) + "\"";
          EXPECT_EQ(list.find(link) != std::string::npos, opens) << organisation_ref << " " << about.ref;
          const std::string found = ask("GET", "/dossiers?q=" + std::string(about.ref), "", cookie);
          EXPECT_EQ(found.find(link) != std::string::npos, opens) << organisation_ref << " " << about.ref;
          listed += opens ? 1 : 0;
        }
        if (listed == 0) {
          EXPECT_THAT(list, HasSubstr("Personne ne répond"));
        }
      }
    }
  }
}

TEST_F(RightsTest, AFileThatDoesNotOpenLooksLikeOneThatDoesNotExist) {
  const std::string cookie = held(Role::referent, "CECLER");
  const std::string closed = ask("GET", "/dossiers/" + person("P8"), "", cookie);
  const std::string unknown = ask("GET", "/dossiers/0192a000-0000-7000-8000-000000000000", "", cookie);
  EXPECT_EQ(status(closed), 404);
  EXPECT_EQ(without_tokens(closed), without_tokens(unknown));
  EXPECT_THAT(ask("GET", "/dossiers/" + person("P8") + "/historique", "", held(Role::coordinator, "DDETS63")),
              AllOf(HasSubstr(" 200 "), HasSubstr("Léa Martin")))
      << "who reads is told; the one who could not open it did not read";
}

TEST_F(RightsTest, HiddenStepsAreInNoPageOfAFileThatOpens) {
  const std::string file = "/dossiers/" + person("P1");
  const std::string mine = held(Role::referent, "CECLER");
  const std::string prefecture = held(Role::prefecture_lead, "PREF63");
  const auto index = pathways::default_catalogue().find("H01");
  const std::string health = "/etapes/H01";
  ASSERT_TRUE(index);
  EXPECT_THAT(ask("GET", file + "/parcours", "", mine), HasSubstr(health));
  for (const char* tab : {"", "/parcours", "/historique"}) {
    EXPECT_THAT(ask("GET", file + tab, "", prefecture),
                AllOf(HasSubstr(" 200 "), Not(HasSubstr("/etapes/H")), Not(HasSubstr("/etapes/I")),
                      Not(HasSubstr("/etapes/E0"))))
        << tab;
  }
}

TEST_F(RightsTest, APlaceNamesPeopleToItsOwnManagerAndToWhoSeesTheTerritory) {
  const std::string place = app_->database().read([&](store::Reader& reader) {
    for (const auto& view : schemes::places(reader, desk().territory, *parse_date("2018-10-12"))) {
      if (view.place.place.ref == "CPH1") return view.place.id.text();
    }
    return std::string();
  });
  const std::string path = "/dispositifs/" + place;
  EXPECT_EQ(status(ask("GET", path, "", held(Role::scheme_manager, "BAILLEUR"))), 404);
  EXPECT_EQ(status(ask("GET", path, "", held(Role::scheme_manager, "CECLER"))), 200);
  EXPECT_EQ(status(ask("GET", path, "", held(Role::coordinator, "DDETS63"))), 200);
  EXPECT_EQ(status(ask("GET", path, "", held(Role::coordinator, "CECLER"))), 200) << "its own place";
  EXPECT_EQ(status(ask("GET", path, "", held(Role::prefecture_lead, "PREF63"))), 403);
  EXPECT_EQ(status(ask("GET", path, "", held(Role::committee_member, "CAF63"))), 403);
}

/// The numbers of people in the table of blocking points.
std::vector<int> numbers(const std::string& page) {
  static const std::regex cell(R"(data-label="Personnes">(?:<a [^>]*>)?(\d+))");
  std::vector<int> found;
  for (std::sregex_iterator match(page.begin(), page.end(), cell), end; match != end; ++match) {
    found.push_back(std::stoi((*match)[1]));
  }
  return found;
}

TEST_F(RightsTest, TheCommitteeIsToldNoSmallNumber) {
  const std::string committee = held(Role::committee_member, "CAF63");
  for (const char* by : {"/blocages", "/blocages/step", "/blocages/organisation"}) {
    EXPECT_THAT(numbers(ask("GET", by, "", held(Role::coordinator, "DDETS63"))),
                ::testing::Contains(::testing::Lt(partners::fewest_told(today()))))
        << by;
    EXPECT_THAT(numbers(ask("GET", by, "", committee)),
                ::testing::Each(::testing::Ge(partners::fewest_told(today()))))
        << by;
  }
}

TEST_F(RightsTest, TheOfficerReadsWhoOpenedWhatWithoutTheNamesOfThePersons) {
  const std::string officer = held(Role::data_protection, "PREF63");
  EXPECT_THAT(ask("GET", "/acces", "", officer), HasSubstr("Personne n’a encore ouvert de dossier"));
  EXPECT_EQ(status(ask("GET", "/dossiers/" + person("P1"), "", held(Role::referent, "CECLER"))), 200);
  EXPECT_EQ(status(ask("GET", "/dossiers/" + person("P8"), "", held(Role::coordinator, "DDETS63"))), 200);
  EXPECT_EQ(status(ask("GET", "/dossiers/" + person("P8"), "", held(Role::referent, "CECLER"))), 404);
  const std::string log = ask("GET", "/acces", "", officer);
  EXPECT_THAT(log, AllOf(HasSubstr("2 ouvertures"), HasSubstr("Léa Martin"), HasSubstr("127.0.0.1"),
                         HasSubstr("consultation du dossier"), HasSubstr(">P1<"), HasSubstr(">P8<"),
                         Not(HasSubstr("Rahimi")), Not(HasSubstr("RAHIMI")), Not(HasSubstr("Sayed")),
                         Not(HasSubstr("SAYED"))));
  EXPECT_THAT(ask("GET", "/acces?personne=P8", "", officer),
              AllOf(HasSubstr("1 ouverture"), HasSubstr(">P8<"), Not(HasSubstr(">P1<"))));
  for (const Role role : {Role::coordinator, Role::prefecture_lead, Role::administrator, Role::referent}) {
    EXPECT_EQ(status(ask("GET", "/acces", "", held(role, "DDETS63"))), 403) << partners::to_text(role);
  }
}

TEST_F(RightsTest, ASuppositionNamesNobodyForAStepThatTheCallerDoesNotSee) {
  const auto& catalogue = pathways::default_catalogue();
  const std::string file = "<th scope=\"row\"><a href=\"/dossiers/";
  int named = 0;
  int hidden = 0;
  int kept_back = 0;
  for (const char* organisation_ref : {"DDETS63", "PREF63"}) {
    const std::string cookie = held(Role::coordinator, organisation_ref);
    for (const auto& step : catalogue.steps()) {
      const std::string page = ask("GET", "/blocages/et-si?sur=step:" + step.id, "", cookie);
      if (status(page) != 200) continue;
      // P5 is followed by nobody: what is seen of P5 is what is seen of everybody.
      const Category category = partners::visibility().category_of(step.domain);
      const bool seen = sight(Role::coordinator, organisation_ref, persons[1], category) >= Sight::flag;
      const bool some = page.find(file) != std::string::npos;
      if (page.find("ne vous sont pas montrés") != std::string::npos) ++kept_back;
      if (!seen) {
        ++hidden;
        EXPECT_FALSE(some) << organisation_ref << " " << step.id;
      } else if (some) {
        ++named;
      }
    }
  }
  EXPECT_GT(named, 0);
  EXPECT_GT(hidden, 0);
  EXPECT_GT(kept_back, 0) << "nothing would have been told anyway";
}

TEST_F(RightsTest, ACaseOfTheCellOpensWithItsStep) {
  const std::string cookie = held(Role::coordinator, "DDETS63");
  const std::string cases = "/cellule/2018-10-19/cas/" + person("P1");
  EXPECT_EQ(status(ask("GET", cases + "/R10", "", cookie)), 200);
  EXPECT_EQ(status(ask("GET", cases + "/H01", "", cookie)), 404) << "health is the referent's";
  EXPECT_EQ(status(ask("GET", cases + "/R10", "", held(Role::referent, "CECLER"))), 403);
}

}  // namespace
}  // namespace jalon::app
