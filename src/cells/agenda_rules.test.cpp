#include "cells/agenda_rules.hpp"

#include <gtest/gtest.h>

namespace jalon::cells {
namespace {

constexpr std::string_view header =
    "valid_from,minutes_per_group,minutes_per_case,minutes_per_follow_up,unlock_worth_days,deadline_worth_"
    "days,"
    "deadline_within_days,never_examined_worth_days,structural_people\n";

auto read(std::string_view rows) {
  return read_agenda_rules(*csv::Document::parse("agenda.csv", std::string(header) + std::string(rows)));
}

TEST(AgendaRules, AreThoseInForceOnTheDay) {
  const auto rules = read("2020-01-01,5,4,2,180,60,30,10,8\n2018-09-01,4,3,2,180,60,30,10,8\n");
  ASSERT_TRUE(rules);
  EXPECT_EQ(rules_at(*rules, Date::from_ymd(2018, 10, 19)).minutes_per_case, 3);
  EXPECT_EQ(rules_at(*rules, Date::from_ymd(2020, 1, 1)).minutes_per_case, 4);
  EXPECT_EQ(rules_at(*rules, Date::from_ymd(2017, 1, 1)).version, "2018-09-01");
}

TEST(AgendaRules, NameTheLineOfWhatCannotBe) {
  const auto zero = read("2018-09-01,4,0,2,180,60,30,10,8\n");
  ASSERT_FALSE(zero);
  EXPECT_EQ(zero.error().at(0).line, 2u);
  EXPECT_EQ(zero.error().at(0).column, "minutes_per_case");
  EXPECT_FALSE(read(""));
}

TEST(AgendaRules, OfTheProgramCanBeRead) {
  EXPECT_FALSE(default_agenda_rules().empty());
}

}  // namespace
}  // namespace jalon::cells
