#include "pathways/catalogue_cli.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "pathways/catalogue_file.hpp"
#include "pathways/catalogue_pages.hpp"

namespace jalon::pathways {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string printed(const CatalogueRequest& request, int code = 0) {
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(run_catalogue(request, out, err), code) << err.str();
  return code == 0 ? out.str() : err.str();
}

TEST(CatalogueCommand, PrintsTheStepsOfTheDay) {
  const std::string then = printed({"", Date::from_ymd(2018, 10, 19), std::nullopt, false});
  EXPECT_THAT(then, HasSubstr("66\u00a0étapes en vigueur le 19\u00a0octobre\u00a02018"));
  EXPECT_THAT(then, HasSubstr("Module FLE 680 h financé par Pôle emploi"));
  EXPECT_THAT(then, Not(HasSubstr("Orientation AGIR")));
  EXPECT_THAT(printed({"", Date::from_ymd(2026, 3, 1), std::nullopt, false}), HasSubstr("Orientation AGIR"));
}

TEST(CatalogueCommand, GivesTheDifferencesInJson) {
  const auto json =
      nlohmann::json::parse(printed({"", Date::from_ymd(2026, 3, 1), Date::from_ymd(2018, 10, 19), true}));
  EXPECT_EQ(json["at"], "2026-03-01");
  EXPECT_EQ(json["steps"].size(), 73u);
  EXPECT_EQ(json["steps"][0]["step"], "R01");
  bool found = false;
  for (const auto& difference : json["differences"]) {
    if (difference["step"] != "E04") continue;
    found = true;
    EXPECT_EQ(difference["kind"], "changed");
    EXPECT_EQ(difference["changes"][0]["before"], "Garantie jeunes");
    EXPECT_EQ(difference["changes"][0]["after"], "Contrat d’engagement jeune (CEJ)");
  }
  EXPECT_TRUE(found);
}

TEST(CatalogueCommand, TellsWhatIsWrongWithAFile) {
  EXPECT_THAT(printed({"/nowhere/steps.csv", Date::from_ymd(2018, 1, 1), std::nullopt, false}, 1),
              HasSubstr("steps.csv\u00a0: ce fichier n’existe pas"));
}

TEST(CataloguePage, GroupsByDomainAndComparesTwoDays) {
  const auto view =
      catalogue_view(default_catalogue(), Date::from_ymd(2018, 10, 19), "01/03/2026", SheetLanguage::french);
  ASSERT_EQ(view.sections.size(), 13u);
  EXPECT_EQ(view.sections[0].title, "Droits et séjour");
  EXPECT_EQ(view.steps, 66u);
  EXPECT_EQ(view.from, Date::from_ymd(2018, 10, 19));
  EXPECT_EQ(view.to, Date::from_ymd(2026, 3, 1));
  EXPECT_FALSE(view.differences.empty());
  EXPECT_FALSE(
      catalogue_view(default_catalogue(), Date::from_ymd(2018, 10, 19), "31/02/2018", SheetLanguage::french)
          .compared_error.empty());
}

TEST(CataloguePage, ShowsAStepWithItsVersionsLatestFirst) {
  const auto view =
      step_view(default_catalogue(), "E04", Date::from_ymd(2018, 10, 19), SheetLanguage::french);
  ASSERT_TRUE(view);
  EXPECT_TRUE(view->in_force);
  EXPECT_EQ(view->sheet.label, "Garantie jeunes");
  ASSERT_EQ(view->versions.size(), 2u);
  EXPECT_EQ(view->versions[0].sheet.label, "Contrat d’engagement jeune (CEJ)");
  EXPECT_FALSE(view->versions[0].in_force);
  EXPECT_FALSE(view->versions[0].changes.empty());
  EXPECT_TRUE(view->versions[1].in_force);
  EXPECT_FALSE(step_view(default_catalogue(), "Z9", Date::from_ymd(2018, 10, 19), SheetLanguage::french));
  // A step of later: its sheet is shown, and it says that it is not in force.
  EXPECT_FALSE(
      step_view(default_catalogue(), "A02", Date::from_ymd(2018, 10, 19), SheetLanguage::french)->in_force);
}

}  // namespace
}  // namespace jalon::pathways
