#include "pathways/catalogue_file.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace jalon::pathways {
namespace {

constexpr std::string_view header =
    "id,label_fr,deliverer,prerequisites,typ_days,min_days,max_days,valid_from,valid_to,rule,deadline_days,"
    "deadline_from\n";

/// `file, ligne n : ...` of every problem; empty when the catalogue is taken.
std::vector<std::string> problems_of(const std::string& rows) {
  const auto read = read_catalogue("steps.csv", std::string(header) + rows);
  std::vector<std::string> told;
  if (read) return told;
  for (const FileProblem& problem : read.error()) told.push_back(to_french(problem));
  return told;
}

const StepVersion* version(std::string_view id, Date date) {
  const Catalogue& catalogue = default_catalogue();
  const auto step = catalogue.find(id);
  return step ? catalogue.version(*step, date) : nullptr;
}

TEST(DefaultCatalogue, HoldsTheSeventyThreeStepsInNinetyOneVersions) {
  const Catalogue& catalogue = default_catalogue();
  std::size_t versions = 0;
  for (const Step& step : catalogue.steps()) versions += step.versions.size();
  EXPECT_EQ(catalogue.size(), 73u);
  EXPECT_EQ(versions, 91u);
}

TEST(DefaultCatalogue, OfOctober2018DiffersFromTodays) {
  const Date then = Date::from_ymd(2018, 10, 19);
  const Date now = Date::from_ymd(2026, 3, 1);
  // The 680-hour module, the youth guarantee and the counter of the prefecture were of that time.
  EXPECT_EQ(version("C06", then)->label_fr, "Module FLE 680 h financé par Pôle emploi");
  EXPECT_NE(version("C06", now)->label_fr, version("C06", then)->label_fr);
  EXPECT_EQ(version("E04", then)->label_fr, "Garantie jeunes");
  EXPECT_EQ(version("E04", now)->label_fr, "Contrat d’engagement jeune (CEJ)");
  EXPECT_EQ(version("R04", then)->typ_days, 20);
  EXPECT_EQ(version("R04", now)->typ_days, 10);
  // AGIR, the civic exam and the end-of-contract interview did not exist.
  for (const std::string_view id : {"A02", "A03", "A04", "C04", "C10", "E11", "N02"}) {
    EXPECT_EQ(version(id, then), nullptr) << id;
    EXPECT_NE(version(id, now), nullptr) << id;
  }
  // A version ends on its last day: the card of one year on 28 February 2019, of four years on 1 March.
  EXPECT_EQ(version("R08", Date::from_ymd(2019, 2, 28))->valid_days, 365);
  EXPECT_EQ(version("R08", Date::from_ymd(2019, 3, 1))->valid_days, 1461);
}

TEST(DefaultCatalogue, KeepsTheProseAndTheConfidence) {
  const auto* rsa = version("I02", Date::from_ymd(2018, 10, 19));
  EXPECT_NE(rsa->eligibility.find("no RSA under 25 childless"), std::string::npos);
  EXPECT_EQ(rsa->confidence, "S");
  EXPECT_FALSE(rsa->rule.empty());
}

TEST(CatalogueFile, TellsAStepThatNoRowDefines) {
  const auto told = problems_of("A,a,o,,1,1,1,2018-01-01,,,,\nB,b,o,A|Z,1,1,1,2018-01-01,,,,\n");
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0],
            "steps.csv, ligne 3, colonne prerequisites\u00a0: «\u00a0A|Z\u00a0»\u00a0: étape inconnue, "
            "aucune ligne de "
            "ce catalogue ne définit Z");
}

TEST(CatalogueFile, TellsACircleByItsSteps) {
  const auto told = problems_of(
      "A,a,o,C,1,1,1,2018-01-01,,,,\nB,b,o,A,1,1,1,2018-01-01,,,,\nC,c,o,B,1,1,1,2018-01-01,,,,\n"
      "D,d,o,C,1,1,1,2018-01-01,,,,\n");
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].find("steps.csv, ligne 2, colonne prerequisites\u00a0: «\u00a0A → C → B → A"), 0u)
      << told[0];
}

TEST(CatalogueFile, AStepThatWaitsForItselfIsACircle) {
  EXPECT_EQ(problems_of("A,a,o,A,1,1,1,2018-01-01,,,,\n").size(), 1u);
}

TEST(CatalogueFile, NoCircleBetweenVersionsOfDifferentTimes) {
  EXPECT_TRUE(problems_of("A,a,o,B,1,1,1,2018-01-01,2018-12-31,,,\nA,a,o,,1,1,1,2019-01-01,,,,\n"
                          "B,b,o,,1,1,1,2018-01-01,2018-12-31,,,\nB,b,o,A,1,1,1,2019-01-01,,,,\n")
                  .empty());
}

TEST(CatalogueFile, TellsVersionsThatOverlap) {
  const auto told = problems_of("A,a,o,,1,1,1,2018-01-01,2018-12-31,,,\nA,a,o,,1,1,1,2018-12-31,,,,\n");
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].find("steps.csv, ligne 3, colonne valid_from"), 0u) << told[0];
  EXPECT_NE(told[0].find("ligne 2"), std::string::npos);
  EXPECT_TRUE(problems_of("A,a,o,,1,1,1,2018-01-01,2018-12-30,,,\nA,a,o,,1,1,1,2018-12-31,,,,\n").empty());
}

TEST(CatalogueFile, TellsAStepThatCanBeReachedAtNoDate) {
  // B is valid until 2018, what it waits for starts in 2019; a qualifier makes nothing out of reach.
  const auto told = problems_of(
      "A,a,o,,1,1,1,2019-01-01,,,,\nB,b,o,A,1,1,1,2018-01-01,2018-12-31,,,\nC,c,o,A:refused,1,1,1,2019-01-01,"
      ",,,\n");
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].find("steps.csv, ligne 3, colonne prerequisites"), 0u) << told[0];
  EXPECT_NE(told[0].find("hors d’atteinte"), std::string::npos);
}

TEST(CatalogueFile, TellsEveryBadCell) {
  const auto told = problems_of(
      "A,a,o,,x,1,1,2018-01-01,,,,\n"            // 2: typ is not a number
      "B,b,o,A;;A,1,1,1,2018-01-01,,,,\n"        // 3: an empty group
      "C,c,o,A:,1,1,1,2018-01-01,,,,\n"          // 4: an empty qualifier
      "D,d,o,,5,1,3,2018-01-01,,,,\n"            // 5: typ over max
      "E,e,o,,1,1,1,2018-13-01,,,,\n"            // 6: bad date
      "F,f,o,,1,1,1,2018-01-01,2017-01-01,,,\n"  // 7: ends before it starts
      "G,g,o,,1,1,1,2018-01-01,,age > ,,\n"      // 8: bad rule
      "H,h,o,,1,1,1,2018-01-01,,,10,Z\n"         // 9: deadline from an unknown step
      "I,i,o,,1,1,1,2018-01-01,,,,A\n"           // 10: a clock without days
      ",j,o,,1,1,1,2018-01-01,,,,\n"             // 11: no identifier
      "K,k,o,,1,-1,1,2018-01-01,,,,\n");         // 12: negative
  std::vector<std::string> lines;
  for (const auto& text : told) lines.push_back(text.substr(0, text.find(", colonne")));
  for (int line = 2; line <= 12; ++line) {
    EXPECT_NE(std::ranges::find(lines, fmt::format("steps.csv, ligne {}", line)), lines.end()) << line;
  }
}

TEST(CatalogueFile, RefusesAFileWithoutStepsOrColumns) {
  EXPECT_EQ(problems_of("").size(), 1u);
  const auto read = read_catalogue("steps.csv", "id,label_fr\nA,a\n");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().front().line, 1u);
}

TEST(Prerequisites, ReadAndOrAndQualifiers) {
  const auto read = parse_prerequisites(" L03 ; I02|E10 | C09:A1");
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, (WrittenPrerequisites{{{"L03", ""}}, {{"I02", ""}, {"E10", ""}, {"C09", "A1"}}}));
  EXPECT_TRUE(parse_prerequisites("")->empty());
  for (const char* bad : {";", "A;", "A||B", "|A", "A:", ":A1", "A B", "A:b:c", "A,B"}) {
    EXPECT_FALSE(parse_prerequisites(bad)) << bad;
  }
}

}  // namespace
}  // namespace jalon::pathways
