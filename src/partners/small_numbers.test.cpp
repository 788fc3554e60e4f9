#include "partners/small_numbers.hpp"

#include <gmock/gmock.h>

namespace jalon::partners {
namespace {

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

}  // namespace
}  // namespace jalon::partners
