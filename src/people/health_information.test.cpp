#include "people/health_information.hpp"

#include <gmock/gmock.h>

namespace jalon::people {
namespace {

using testing::HasSubstr;
using testing::Optional;

TEST(HealthInformation, CareAndDisabilityAreHealthRightsToCoverAreNot) {
  const HealthInformation& information = health_information();
  for (const char* id : {"H04", "H05", "H06", "H07"}) EXPECT_TRUE(information.step(id, "health")) << id;
  for (const char* id : {"H01", "H02", "H03"}) EXPECT_FALSE(information.step(id, "health")) << id;
  EXPECT_FALSE(information.step("L06", "housing"));
  EXPECT_TRUE(information.cause("B20"));
  EXPECT_FALSE(information.cause("B21")) << "cover that is not open yet is a right, not an illness";
}

TEST(HealthInformation, AStepOfTheDomainThatTheFileDoesNotKnowIsHealth) {
  EXPECT_TRUE(health_information().step("H08", "health"));
  EXPECT_TRUE(health_information().step("H04", "social")) << "whatever domain a catalogue gives it";
}

TEST(HealthInformation, GoalsLoseTheStepsAboutHealthAndNothingElse) {
  const HealthInformation& information = health_information();
  EXPECT_THAT(information.goals_without_health("L06|L13; H07 ;E08|H05:done"),
              Optional(std::string("L06|L13;E08")));
  EXPECT_THAT(information.goals_without_health("H05"), Optional(std::string()));
  EXPECT_EQ(information.goals_without_health("L06 | L13"), std::nullopt);
}

TEST(HealthInformation, ABadFileIsRefusedWithLineAndColumn) {
  const auto read = [](std::string_view lines) {
    const auto document = csv::Document::parse("health_information.csv",
                                               "valid_from,kind,code,health,source\n" + std::string(lines));
    const auto information = HealthInformation::read(*document);
    return information ? std::string() : to_french(information.error().front());
  };
  EXPECT_EQ(read("2015-11-01,step,H04,yes,\n"), "");
  EXPECT_THAT(read("2015-11-01,step,H04,maybe,\n"), HasSubstr("ligne 2, colonne health"));
  EXPECT_THAT(read("2015-11-01,plan,H04,yes,\n"), HasSubstr("ligne 2, colonne kind"));
  EXPECT_THAT(read("2015-11-01,step,H04,yes,\n2015-11-01,step,H04,no,\n"),
              HasSubstr("ligne 3, colonne code"));
}

}  // namespace
}  // namespace jalon::people
