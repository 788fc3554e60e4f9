// Nothing of anybody's health is recorded through the pages.
#include "app/rights.test.hpp"

namespace jalon::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class HealthDoors : public RightsTest {};

TEST_F(HealthDoors, TheCatalogueDescribesAHealthStepAndSaysThatNothingOfItIsKept) {
  const std::string cookie = held(Role::referent, "CECLER");
  EXPECT_THAT(ask("GET", "/catalogue/H05", "", cookie),
              AllOf(HasSubstr(" 200 "), HasSubstr("rien n’en est enregistré pour personne")));
  EXPECT_THAT(ask("GET", "/catalogue/H01", "", cookie),
              AllOf(HasSubstr(" 200 "), Not(HasSubstr("rien n’en est enregistré"))));
}

TEST_F(HealthDoors, NoFileShowsOffersOrTakesAHealthStep) {
  const std::string file = "/dossiers/" + person("P1");
  for (const std::string& cookie : {held(Role::referent, "CECLER"), held(Role::coordinator, "DDETS63")}) {
    EXPECT_THAT(ask("GET", file + "/parcours", "", cookie), Not(HasSubstr("/etapes/H05")));
    for (const char* step : {"H04", "H05", "H06", "H07"}) {
      EXPECT_EQ(status(ask("GET", file + "/etapes/" + step, "", cookie)), 404) << step;
      EXPECT_EQ(
          status(ask("POST", file + "/etapes/" + step, "evenement=done&date=2018-10-11&vu=1000", cookie)),
          404)
          << step;
    }
  }
}

TEST_F(HealthDoors, ACauseThatSaysHealthIsNeitherOfferedNorTaken) {
  const std::string path = "/dossiers/" + person("P1") + "/etapes/L06";
  const std::string cookie = held(Role::referent, "CECLER");
  EXPECT_THAT(ask("GET", path, "", cookie),
              AllOf(HasSubstr("value=\"B21\""), Not(HasSubstr("value=\"B20\""))));
  EXPECT_THAT(ask("POST", path, "evenement=blocked&cause=B20&date=2018-10-11&vu=1000", cookie),
              AllOf(HasSubstr(" 422 "), HasSubstr("Une information de santé ne s’enregistre pas")));
}

}  // namespace
}  // namespace jalon::app
