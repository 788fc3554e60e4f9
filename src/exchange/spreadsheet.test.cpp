#include "exchange/spreadsheet.hpp"

#include <gtest/gtest.h>

namespace jalon::exchange {
namespace {

TEST(Spreadsheet, AFormulaLeavesAsText) {
  EXPECT_EQ(neutralised("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
  EXPECT_EQ(neutralised("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(neutralised("-2+3"), "'-2+3");
  EXPECT_EQ(neutralised("\t=1"), "'\t=1");
}

TEST(Spreadsheet, NumbersAndOrdinaryTextStayAsTheyAre) {
  EXPECT_EQ(neutralised("-12,5"), "-12,5");
  EXPECT_EQ(neutralised("+33"), "+33");
  EXPECT_EQ(neutralised("Éloïse"), "Éloïse");
  EXPECT_EQ(neutralised(""), "");
  EXPECT_EQ(neutralised("-"), "'-");
}

TEST(Spreadsheet, ARowIsQuotedAfterItIsMadeSafe) {
  std::string out;
  write_spreadsheet_row(out, {"P1", "=A1;B1", "Roux"});
  EXPECT_EQ(out, "P1;\"'=A1;B1\";Roux\n");
}

}  // namespace
}  // namespace jalon::exchange
