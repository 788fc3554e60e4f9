// The point as a page: figures stand under the sentence they support, in French units, and say why when they
// are missing.
#include "indicators/point_pages.hpp"

#include <gmock/gmock.h>

namespace jalon::indicators {
namespace {

using testing::HasSubstr;

const Date at = Date::from_ymd(2018, 10, 12);

const FigureLine* find(const PointSheet& sheet, std::string_view label) {
  for (const PointSection& section : sheet.sections) {
    for (const FigureLine& figure : section.figures) {
      if (figure.label == label) return &figure;
    }
  }
  return nullptr;
}

const PointReader everything{0, 0, 5, true};

PointInput input() {
  PointInput made;
  made.at = at;
  made.language_steps = {"C06"};
  made.people = {{Date::from_ymd(1990, 4, 2), 0, false}};
  made.places = {{"C06", {}, 680, 12, Date::from_ymd(2018, 9, 10), 96'000}};
  made.stays = {{0, 0, PointStay::Status::present, Date::from_ymd(2018, 9, 10), std::nullopt}};
  return made;
}

TEST(PointSheet, PutsEachFigureUnderItsSentenceInItsUnit) {
  const PointSheet sheet = point_sheet(input(), std::nullopt, "63", everything);
  EXPECT_EQ(sheet.department, "Puy-de-Dôme");
  const FigureLine* entered = find(sheet, "Entrés dans un module de 680\u00a0heures");
  ASSERT_NE(entered, nullptr);
  EXPECT_THAT(entered->value, HasSubstr("1"));
  EXPECT_EQ(entered->records, 1);
  const FigureLine* cost = find(sheet, "Coût des modules");
  ASSERT_NE(cost, nullptr);
  EXPECT_EQ(cost->value, "96\u202f000\u00a0€");
}

TEST(PointSheet, SaysWhyAFigureIsMissingInsteadOfZero) {
  const PointSheet sheet = point_sheet(input(), std::nullopt, "63", everything);
  const FigureLine* credits = find(sheet, "Crédits du programme\u00a0104");
  ASSERT_NE(credits, nullptr);
  EXPECT_EQ(credits->value, "");
  EXPECT_FALSE(credits->missing.empty());
}

TEST(PointSheet, CountsOnlyWhatIsInTheRecords) {
  PointInput nobody = input();
  nobody.stays.clear();
  const PointSheet sheet = point_sheet(nobody, std::nullopt, "63", everything);
  const FigureLine* none = find(sheet, "Entrés dans un module de 680\u00a0heures");
  ASSERT_NE(none, nullptr);
  EXPECT_EQ(none->records, 0);
}

}  // namespace
}  // namespace jalon::indicators
