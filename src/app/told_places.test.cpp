// How many people are in the places and wait for them, and the figures of the point: each page tells each
// caller what visibility.csv, as it is written, lets them count, and says where it does not tell.
#include <filesystem>
#include <fstream>

#include "app/proof.test.hpp"
#include "schemes/told_places_actions.hpp"

namespace jalon::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr Of callers[] = {{"CECLER", ""},           {"DDETS63", "ddets"}, {"PREF63", "pref"},
                          {"BAILLEUR", "landlord"}, {"GRETA", "ft_ml"},   {"CAF63", "caf_cpam"}};
constexpr Role roles[] = {Role::referent,        Role::colleague,      Role::coordinator,
                          Role::prefecture_lead, Role::scheme_manager, Role::committee_member};

class ToldPlaces : public ProofTest, public ::testing::WithParamInterface<const char*> {
 protected:
  ToldPlaces() : ProofTest(GetParam()) {}
  /// Seven young people in each place but MOD2, so that numbers are no small ones; three wait for a course.
  void fill_the_places() {
    std::string people =
        "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,"
        "commune,languages,french_level,family_role,referent_organisation\n";
    std::string stays = "person,place,kind,date,hours\n";
    for (int i = 0; i < 7; ++i) {
      const std::string ref = "Q" + std::to_string(i);
      people += ref + ",N" + std::to_string(i) + ",Nom" + std::to_string(i) +
                ",Prénom,1999-01-01,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,CECLER\n";
      stays += ref + ",MOD1,entered,2018-09-10,\n" + ref + ",CPH1,entered,2018-03-01,\n" + ref +
               ",GJ1,entered,2018-10-01,\n";
    }
    std::string events = "person,step,kind,date,outcome,organisation,cause,recorded_on\n";
    for (const char* ref : {"R0", "R1", "R2"}) {
      people += std::string(ref) + ",N" + ref + ",Nom" + ref +
                ",Prénom,1990-01-01,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,CECLER\n";
      events += std::string(ref) + ",E01,done,2018-05-01,,,,\n" + ref + ",E02,done,2018-05-02,,,,\n";
    }
    const std::string folder = folder_ + "/more";
    std::filesystem::create_directory(folder);
    std::ofstream(folder + "/people.csv") << people;
    std::ofstream(folder + "/enrolments.csv") << stays;
    std::ofstream(folder + "/events.csv") << events;
    import_more(folder);
  }
  /// Whether numbers of everybody are told, by the files: `the point` adds who steers in the prefecture.
  bool counts(Role role, const Of& of, std::string_view category, bool of_the_point = false) const {
    const auto tells = [&](std::string_view column) {
      const std::string_view cell = field(row_of(category), column);
      return cell != "none" && !cell.ends_with(" own");
    };
    const bool pilots = role == Role::coordinator || role == Role::prefecture_lead;
    const bool committee = role == Role::committee_member || role == Role::prefecture_lead ||
                           (of_the_point && pilots && std::string_view(of.column) == "pref");
    return (pilots && *of.column != 0 && tells(of.column)) || (committee && tells("committee"));
  }
  static bool runs(Role role, const Of& of, std::string_view organisation_ref) {
    return (role == Role::scheme_manager || role == Role::coordinator) && of.ref == organisation_ref;
  }
  /// From what begins with `from` to the end of its row or block.
  static std::string part(const std::string& page, const std::string& from, const std::string& end) {
    const auto at = page.find(from);
    return at == std::string::npos ? std::string() : page.substr(at, page.find(end, at) - at);
  }
  static std::string row(const std::string& page, const std::string& scheme) {
    return part(page, ">" + scheme + "</a>", "</tr>");
  }
  std::string place(std::string_view ref) {
    return app_->database().read([&](store::Reader& reader) {
      for (const auto& view : schemes::places(reader, desk().territory, today())) {
        if (view.place.place.ref == ref) return view.place.id.text();
      }
      return std::string();
    });
  }
  std::string where(Role role, const Of& of) {
    return std::string(partners::to_text(role)) + " of " + of.ref;
  }
};

struct SchemeOf {
  const char* name;
  const char* category;
  const char* organisation;
  const char* place;
  const char* told;  // how many of how many
};
constexpr SchemeOf schemes_of[] = {{"FLE 680 h", "language", "GRETA", "MOD1", "8 sur 24"},
                                   {"CPH de Clermont", "accommodation", "CECLER", "CPH1", "7 sur 40"},
                                   {"Garantie jeunes", "employment", "", "GJ1", "8 sur 12"}};

JALON_ON_EACH_DATABASE(ToldPlaces);

TEST_P(ToldPlaces, WhoIsInAPlaceIsCountedForWhoRunsItAndForWhomTheMatrixSays) {
  fill_the_places();
  int told = 0;
  int kept = 0;
  for (const Role role : roles) {
    for (const Of& of : callers) {
      const std::string page = ask("GET", "/dispositifs", "", held(role, of.ref));
      ASSERT_EQ(status(page), 200) << where(role, of);
      bool some_kept = false;
      for (const SchemeOf& scheme : schemes_of) {
        const std::string line = row(page, scheme.name);
        ASSERT_FALSE(line.empty()) << page;
        const bool expected = counts(role, of, scheme.category) || runs(role, of, scheme.organisation);
        EXPECT_EQ(line.find(scheme.told) != std::string::npos, expected) << where(role, of) << line;
        EXPECT_EQ(line.find("non dit") == std::string::npos, expected) << where(role, of) << line;
        ++(expected ? told : kept);
        some_kept = some_kept || !expected;
      }
      EXPECT_EQ(page.find("vos droits ne comptent pas") != std::string::npos, some_kept) << where(role, of);
      EXPECT_THAT(row(page, "FLE 680 h"), HasSubstr("12/11/2018")) << "openings are of places";
    }
  }
  EXPECT_GT(told, 20);
  EXPECT_GT(kept, 20);
}

TEST_P(ToldPlaces, ThePageOfAPlaceTellsNoMoreThanTheList) {
  fill_the_places();
  int told = 0;
  int kept = 0;
  for (const Role role : {Role::coordinator, Role::scheme_manager}) {
    for (const Of& of : callers) {
      for (const SchemeOf& scheme : schemes_of) {
        const std::string page = ask("GET", "/dispositifs/" + place(scheme.place), "", held(role, of.ref));
        if (status(page) != 200) continue;
        const bool expected = counts(role, of, scheme.category) || runs(role, of, scheme.organisation);
        static const std::regex gauge(R"([0-9]+ sur [0-9]+)");
        const std::string block = part(page, "id=\"regles\"", "</section>");
        EXPECT_EQ(std::regex_search(block, gauge), expected) << where(role, of) << " " << block;
        const std::string inside = part(page, "id=\"dedans\"", "</section>");
        if (!expected) {
          EXPECT_THAT(inside, Not(HasSubstr("suivie ailleurs"))) << where(role, of);
          EXPECT_THAT(inside, Not(HasSubstr("suivies ailleurs"))) << where(role, of);
        }
        ++(expected ? told : kept);
      }
    }
  }
  EXPECT_GT(told, 5);
  EXPECT_GT(kept, 0) << "the prefecture's coordinator at a place of work";
}

TEST_P(ToldPlaces, HowManyWaitIsCountedLikeWhoIsIn) {
  fill_the_places();
  const auto waiting = [&](Role role, const Of& of, const std::string& step, int fewest) {
    const partners::View view = view_of(role, of.ref);
    return site_->workspace().board.on(today(), [&](const pathways::Snapshot& snapshot) {
      const pathways::Sights sights(view, snapshot.board.catalogue());
      const auto occupied = schemes::occupation(site_->workspace(), snapshot, Date::never());
      return schemes::told_waiting(snapshot, sights, *occupied, step, fewest);
    });
  };
  const auto everybody = site_->workspace().board.on(today(), [](const pathways::Snapshot& snapshot) {
    const auto all = schemes::waiting_by_step(snapshot);
    const auto found = all->find("C06");
    return found == all->end() ? std::int64_t{0} : static_cast<std::int64_t>(found->second.size());
  });
  ASSERT_GT(everybody, 0);
  ASSERT_LT(everybody, 5);
  for (const Role role : roles) {
    for (const Of& of : callers) {
      const bool expected = counts(role, of, "language") || runs(role, of, "GRETA");
      const auto told = waiting(role, of, "C06", 1);
      EXPECT_EQ(told.number.is_told(), expected) << where(role, of);
      EXPECT_EQ(told.number.value, expected ? everybody : 0) << where(role, of);
      const auto kept = waiting(role, of, "C06", 5);
      const bool all_shown = kept.shown == everybody;
      EXPECT_EQ(kept.number.told, !expected   ? schemes::Told::not_counted
                                  : all_shown ? schemes::Told::yes
                                              : schemes::Told::too_few)
          << where(role, of);
    }
  }
}

TEST_P(ToldPlaces, FewPeopleInAPlaceAreNotTold) {
  const std::string committee = ask("GET", "/dispositifs", "", held(Role::committee_member, "CAF63"));
  EXPECT_THAT(row(committee, "FLE 680 h"), AllOf(HasSubstr("petit nombre"), Not(HasSubstr("1 sur 24"))));
  EXPECT_THAT(committee, HasSubstr("moins de 5 personnes"));
  EXPECT_THAT(row(ask("GET", "/dispositifs", "", held(Role::scheme_manager, "GRETA")), "FLE 680 h"),
              HasSubstr("1 sur 24"))
      << "who lets them in knows them";
}

struct FigureOf {
  const char* label;
  std::vector<std::string> categories;
  const char* told;
};
const FigureOf figures_of[] = {
    {"Entrés dans un module", {"language"}, "8\u00a0personnes"},
    {"Attendus au 31", {"language"}, "20\u00a0personnes"},
    {"Coût par personne attendue", {"language"}, "9\u202f600\u00a0€"},
    {"Garantie jeunes avec français", {"employment", "language"}, "8\u00a0personnes"},
    {"En intermédiation locative", {"accommodation"}, "0\u00a0personne"},
    {"Coût des modules", {}, "192\u202f000\u00a0€"},
    {"Heures de formation", {}, "16\u202f320\u00a0heures"},
    {"Évolution en un an", {}, "%"}};

TEST_P(ToldPlaces, ThePointTellsEachFigureToWhomTheMatrixSaysAndKeepsItsFiveStatements) {
  fill_the_places();
  int told = 0;
  int kept = 0;
  for (const Role role : roles) {
    for (const Of& of : callers) {
      const std::string page = ask("GET", "/point", "", held(role, of.ref));
      ASSERT_EQ(status(page), 200) << where(role, of);
      bool all = true;
      for (const FigureOf& figure : figures_of) {
        const std::string line = part(page, std::string("figure__label\">") + figure.label, "</details>");
        ASSERT_FALSE(line.empty()) << figure.label << page;
        const bool expected = std::ranges::all_of(
            figure.categories, [&](const std::string& one) { return counts(role, of, one, true); });
        const std::string value = line.substr(0, line.find("</summary>"));
        EXPECT_EQ(value.find(figure.told) != std::string::npos, expected)
            << where(role, of) << " " << figure.label << ": " << value;
        EXPECT_EQ(value.find("non dit") == std::string::npos, expected) << where(role, of) << figure.label;
        if (!expected) {
          EXPECT_THAT(line, AllOf(HasSubstr("Non dit"), Not(HasSubstr("Compté sur"))));
        }
        all = all && expected;
        ++(expected ? told : kept);
      }
      for (const char* theme :
           {"Apprendre le français", "Se loger", "Les moins de 25", "Les crédits de l’État", "À venir"}) {
        EXPECT_THAT(page, HasSubstr(theme)) << where(role, of);
      }
      EXPECT_EQ(page.find("ne vous est pas dit\u00a0: vos droits") == std::string::npos, all)
          << where(role, of);
      const bool prefecture = std::string_view(of.column) == "pref" && role == Role::coordinator;
      if (role == Role::prefecture_lead || role == Role::committee_member || prefecture) {
        EXPECT_TRUE(all) << where(role, of);
      }
    }
  }
  EXPECT_GT(told, 100);
  EXPECT_GT(kept, 50);
}

TEST_P(ToldPlaces, TheCommitteesIndicatorsAreThoseOfThePointAsTheCallerIsToldThem) {
  fill_the_places();
  for (const Of& of : callers) {
    const std::string page = ask("GET", "/comite", "", held(Role::coordinator, of.ref));
    ASSERT_EQ(status(page), 200) << of.ref;
    const std::string line = part(page, "En intermédiation locative", "</div>");
    EXPECT_EQ(line.find("non dit") == std::string::npos, counts(Role::coordinator, of, "accommodation", true))
        << of.ref << line;
  }
}

TEST_P(ToldPlaces, FewPeopleBehindAFigureAreNotToldNorWhatWouldGiveThem) {
  const std::string committee = ask("GET", "/point", "", held(Role::committee_member, "CAF63"));
  for (const char* label : {"Entrés dans un module", "Attendus au 31", "Coût par personne attendue",
                            "Garantie jeunes avec français"}) {
    EXPECT_THAT(part(committee, std::string("figure__label\">") + label, "</summary>"), HasSubstr("non dit"))
        << label;
  }
  EXPECT_THAT(committee, HasSubstr("trop peu de personnes"));
  EXPECT_THAT(part(committee, "figure__label\">Coût par heure-stagiaire", "</summary>"),
              Not(HasSubstr("non dit")));
}

}  // namespace
}  // namespace jalon::app
