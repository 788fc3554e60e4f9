#include "people/access_log.hpp"

#include <gmock/gmock.h>

namespace jalon::people {
namespace {

Date day(const char* iso) {
  return *parse_date(std::string_view(iso));
}

AccessLogRule rule_of(int segment, int keep) {
  return {day("2018-01-01"), segment, keep, "test"};
}

tl::expected<std::vector<AccessLogRule>, std::vector<FileProblem>> read(std::string rows) {
  const auto document =
      csv::Document::parse("access_log.csv", "valid_from,segment_months,keep_months,source\n" + rows);
  return read_access_log_rules(*document);
}

TEST(AccessLogRules, TheFileOfTheProgramIsRead) {
  const AccessLogRule& rule = access_log_rule_at(default_access_log_rules(), day("2026-11-30"));
  EXPECT_EQ(rule.segment_months, 1);
  EXPECT_EQ(rule.keep_months, 12);
}

TEST(AccessLogRules, TheLastThatHadStartedHolds) {
  const auto rules = read("2024-01-01,3,6,b\n2020-01-01,1,12,a\n");
  ASSERT_TRUE(rules);
  EXPECT_EQ(access_log_rule_at(*rules, day("2023-12-31")).keep_months, 12);
  EXPECT_EQ(access_log_rule_at(*rules, day("2024-01-01")).keep_months, 6);
  EXPECT_EQ(access_log_rule_at(*rules, day("2000-01-01")).keep_months, 12) << "the first there is";
}

TEST(AccessLogRules, WhatCannotBeARuleIsSaid) {
  for (const char* row :
       {"2020-01-01,5,12,a\n", "2020-01-01,1,0,a\n", "2020-01-01,1,37,a\n", "x,1,12,a\n", ""}) {
    EXPECT_FALSE(read(row)) << row;
  }
}

TEST(AccessLogRules, SegmentsAreWholeMonthsThatBeginWithTheYear) {
  EXPECT_EQ(segment_ends_on(rule_of(1, 12), day("2018-10-12")), day("2018-11-01"));
  EXPECT_EQ(segment_ends_on(rule_of(1, 12), day("2018-12-31")), day("2019-01-01"));
  EXPECT_EQ(segment_ends_on(rule_of(3, 12), day("2018-10-12")), day("2019-01-01"));
  EXPECT_EQ(segment_ends_on(rule_of(3, 12), day("2018-03-31")), day("2018-04-01"));
}

TEST(AccessLogRules, TheTermCountsFromTheLastLine) {
  EXPECT_EQ(segment_may_leave_on(rule_of(1, 12), day("2018-10-31")), day("2019-10-31"));
  EXPECT_EQ(segment_may_leave_on(rule_of(1, 6), day("2018-08-31")), day("2019-02-28"));
}

TEST(AccessLogRules, AnInstantThatIsNoneNeverComesToItsTerm) {
  EXPECT_EQ(day_of_instant("2018-10-12T07:30:00.000Z"), day("2018-10-12"));
  EXPECT_TRUE(day_of_instant("yesterday").is_never());
}

}  // namespace
}  // namespace jalon::people
