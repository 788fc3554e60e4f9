#include "people/people_file.hpp"

#include <gtest/gtest.h>

namespace jalon::people {
namespace {

constexpr std::string_view header =
    "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,languages,"
    "french_level,family_role,referent_organisation,reader,foreign_licence\n";

std::vector<PersonRow> read(const std::string& rows, ImportReport& report) {
  return read_people(*csv::Document::parse("people.csv", std::string(header) + rows), report);
}

TEST(PeopleFile, ReadsAPersonWithEveryFact) {
  ImportReport report;
  const auto rows = read(
      "P1,H1,DOE,Jane,01/02/1990,refugee,2018-01-15,2016-05-01,63113,prs fra,a1,head,O1,no,yes\n", report);
  ASSERT_TRUE(report.accepted());
  EXPECT_EQ(rows.at(0).birth_date, Date::from_ymd(1990, 2, 1));
  EXPECT_EQ(rows[0].status, ProtectionStatus::refugee);
  EXPECT_EQ(rows[0].french_level, FrenchLevel::a1);
  EXPECT_EQ(rows[0].family_role, FamilyRole::head);
  EXPECT_EQ(rows[0].languages, (std::vector<std::string>{"prs", "fra"}));
  EXPECT_EQ(rows[0].reader, false);
  EXPECT_EQ(rows[0].foreign_licence, true);
}

TEST(PeopleFile, LeavesUnknownWhatIsEmpty) {
  ImportReport report;
  const auto rows = read("P1,,,,,,,,,,,,,,\n", report);
  ASSERT_TRUE(report.accepted());
  EXPECT_FALSE(rows.at(0).birth_date);
  EXPECT_FALSE(rows[0].status);
  EXPECT_FALSE(rows[0].reader);
}

TEST(PeopleFile, TellsFileAndLineOfEveryBadCell) {
  ImportReport report;
  read(
      "P1,H1,DOE,Jane,31/02/1990,refugee,,,63113,prs,,head,,,\n"
      "P1,H1,DOE,Jo,1990-01-01,king,,,63113,dari,D9,cat,,maybe,\n",
      report);
  ASSERT_EQ(report.problems.size(), 7u);
  EXPECT_EQ(report.problems[0].column, "birth_date");
  EXPECT_EQ(report.problems[0].line, 2u);
  EXPECT_EQ(report.problems[1].column, "person");  // twice
  EXPECT_EQ(report.problems[1].line, 3u);
}

}  // namespace
}  // namespace jalon::people
