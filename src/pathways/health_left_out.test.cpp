// The catalogue describes the steps about health; no pathway of a territory is judged by them.
#include <gtest/gtest.h>

#include "pathways/catalogue_file.hpp"
#include "pathways/pathway_case.hpp"

namespace jalon::pathways {
namespace {

TEST(HealthLeftOut, TheCatalogueDescribesEveryStepAndTheFilesAreJudgedByAll) {
  PathwayCase test{Catalogue(default_catalogue())};
  EXPECT_EQ(default_catalogue().size(), 73U);
  std::size_t versions = 0;
  for (const Step& step : default_catalogue().steps()) versions += step.versions.size();
  EXPECT_EQ(versions, 91U);
  test.evaluate("2018-10-12");
  EXPECT_TRUE(test.state("H04").present);
}

TEST(HealthLeftOut, ATerritorysCatalogueJudgesNobodyByHealth) {
  Catalogue catalogue = default_catalogue();
  catalogue.leave_health_out();
  PathwayCase test{std::move(catalogue)};
  test.evaluate("2018-10-12");
  for (const char* id : {"H04", "H05", "H06", "H07"}) EXPECT_FALSE(test.state(id).present) << id;
  EXPECT_TRUE(test.state("H01").present);
}

TEST(HealthLeftOut, WhatWaitsForAHealthStepAloneDoesNotWaitForIt) {
  // B waits for the consultation, C for it or for A: nobody may know of it, which excludes nobody.
  Catalogue catalogue =
      *read_catalogue("steps.csv", catalogue_csv("A;;10;20\nH05;;10;20\nB;H05;30;60\nC;A|H05;30;60\n"));
  catalogue.leave_health_out();
  PathwayCase test{std::move(catalogue)};
  test.evaluate("2018-01-05");
  EXPECT_FALSE(test.state("H05").present);
  EXPECT_EQ(test.status("B"), "ready");
  EXPECT_EQ(test.status("C"), "waiting");
}

}  // namespace
}  // namespace jalon::pathways
