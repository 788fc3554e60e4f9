#include "partners/small_numbers.hpp"

#include <gmock/gmock.h>

namespace jalon::partners {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(SmallNumbers, TheProgramTellsNoNumberUnderFive) {
  EXPECT_EQ(fewest_told(Date::from_ymd(2018, 10, 12)), 5);
  EXPECT_EQ(fewest_told(Date::from_ymd(2010, 1, 1)), 5) << "before the first line, that line";
}

TEST(SmallNumbers, ABadFileIsRefusedWithLineAndColumn) {
  const auto problem = [](std::string_view lines) {
    const auto document =
        csv::Document::parse("small_numbers.csv", "valid_from,fewest_told,source\n" + std::string(lines));
    const auto rules = read_small_numbers(*document);
    return rules ? std::string() : to_french(rules.error().front());
  };
  EXPECT_EQ(problem("2018-01-01,11,\n"), "");
  EXPECT_THAT(problem("2018-01-01,0,\n"), HasSubstr("ligne 2, colonne fewest_told"));
  EXPECT_THAT(problem("2018-01-01,,\n"), HasSubstr("ligne 2, colonne fewest_told"));
  EXPECT_THAT(problem("x,5,\n"), HasSubstr("ligne 2, colonne valid_from"));
  EXPECT_THAT(problem(""), HasSubstr("vide"));
}

TEST(SmallNumbers, WhatCountsIsHowManyAreNotShown) {
  EXPECT_FALSE(too_few({0, 0}, 5)) << "nobody";
  EXPECT_TRUE(too_few({4, 0}, 5));
  EXPECT_FALSE(too_few({5, 0}, 5));
  EXPECT_FALSE(too_few({3, 3}, 5)) << "each is shown";
  EXPECT_TRUE(too_few({12, 10}, 5)) << "twelve less the ten shown is two";
}

std::vector<bool> told(const std::vector<std::int64_t>& people, bool* total = nullptr) {
  std::vector<Counted> parts;
  for (const std::int64_t one : people) parts.push_back({one, 0});
  const ToldParts made = parts_beside_total(parts, 5);
  if (total != nullptr) *total = made.total;
  return made.told;
}

TEST(PartsBesideTotal, ASecondPartGoesWhereOneAloneWouldBeTheTotalLessTheOthers) {
  EXPECT_THAT(told({12, 3, 8}), ElementsAre(true, false, false)) << "the next smallest";
  EXPECT_THAT(told({12, 3, 4}), ElementsAre(true, false, false)) << "two hide each other";
  EXPECT_THAT(told({12, 0, 8}), ElementsAre(true, true, true)) << "nobody is hidden by nothing";
}

TEST(PartsBesideTotal, TwoThatAreTooFewTogetherTakeAThird) {
  EXPECT_THAT(told({12, 1, 1, 7}), ElementsAre(true, false, false, false))
      << "the total less the others would give two people";
}

TEST(PartsBesideTotal, WhereNothingCanHideItTheTotalGoes) {
  bool total = true;
  EXPECT_THAT(told({3, 0, 0}, &total), ElementsAre(false, true, true));
  EXPECT_FALSE(total);
  EXPECT_THAT(told({2, 2}, &total), ElementsAre(false, false));
  EXPECT_FALSE(total);
  const ToldParts shown = parts_beside_total({{3, 0}, {9, 9}}, 5);
  EXPECT_FALSE(shown.total) << "what the reader is shown hides nothing";
  EXPECT_THAT(shown.told, ElementsAre(false, true));
}

/// Every table of up to four parts: what is told lets nothing small be computed.
TEST(PartsBesideTotal, NoDifferenceOfWhatIsToldIsASmallNumber) {
  std::vector<std::int64_t> parts(4);
  for (int code = 0; code < 9 * 9 * 9 * 9; ++code) {
    std::int64_t sum = 0;
    for (int i = 0, rest = code; i < 4; ++i, rest /= 9) {
      parts[static_cast<std::size_t>(i)] = rest % 9;
      sum += rest % 9;
    }
    bool total = true;
    const std::vector<bool> each = told(parts, &total);
    std::int64_t hidden = 0;
    int count = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (each[i]) {
        ASSERT_FALSE(too_few({parts[i], 0}, 5));
      } else {
        hidden += parts[i];
        ++count;
      }
    }
    if (!total) continue;
    ASSERT_FALSE(too_few({sum, 0}, 5));
    ASSERT_TRUE(count == 0 || (count >= 2 && hidden >= 5)) << code;
  }
}

}  // namespace
}  // namespace jalon::partners
