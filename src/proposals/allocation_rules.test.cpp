#include "proposals/allocation_rules.hpp"

#include <gtest/gtest.h>

namespace jalon::proposals {
namespace {

constexpr std::string_view weights_header =
    "valid_from,points_per_day,days_at_most,points_per_goal,points_per_deadline,points_per_month_waited,"
    "months_at_most,points_same_commune,points_lost_per_week,weeks_at_most,one_household_steps,"
    "whole_household_steps,same_commune_steps,reserve_percent,reserve_days,source\n";

auto read(std::string_view weights, std::string_view tiers) {
  const auto of_weights =
      csv::Document::parse("allocation.csv", std::string(weights_header) + std::string(weights));
  const auto of_tiers =
      csv::Document::parse("allocation_tiers.csv", "valid_from,tier,label,rule\n" + std::string(tiers));
  return read_allocation_rules(*of_weights, *of_tiers,
                               [](std::string_view) -> std::optional<pathways::StepIndex> { return {}; });
}

constexpr std::string_view two_years =
    "2020-01-01,2,730,300,200,10,24,40,5,26,L06;L07,,,0,49,x\n2018-09-01,1,730,300,200,10,24,40,5,26,,L02,"
    "S01,50,"
    "49,x\n";

TEST(AllocationRules, AreThoseInForceOnTheDay) {
  const auto rules = read(two_years, "");
  ASSERT_TRUE(rules);
  EXPECT_EQ(rules_at(*rules, Date::from_ymd(2018, 10, 12)).points_per_day, 1);
  EXPECT_EQ(rules_at(*rules, Date::from_ymd(2021, 10, 12)).version(), "2020-01-01");
  EXPECT_TRUE(rules_at(*rules, Date::from_ymd(2021, 10, 12)).takes_one_household("L07"));
  EXPECT_TRUE(rules_at(*rules, Date::from_ymd(2018, 10, 12)).takes_everybody("L02"));
  EXPECT_FALSE(rules_at(*rules, Date::from_ymd(2021, 10, 12)).takes_everybody("L02"));
  EXPECT_TRUE(rules_at(*rules, Date::from_ymd(2018, 10, 12)).wants_same_commune("S01"));
}

TEST(AllocationRules, HaveOneTierUntilTheCommitteeDecidesOthers) {
  const auto rules = read(two_years, "2018-09-01,1,Moins de 25 ans,age < 25\n");
  ASSERT_TRUE(rules);
  EXPECT_EQ((*rules)[0].last_tier(), 2);
  EXPECT_EQ((*rules)[1].last_tier(), 1);
}

TEST(AllocationRules, NeverAskWhereSomebodyComesFrom) {
  for (const char* rule :
       {"status = refugee", "age < 25 or arrived_on > 2017-01-01", "since(arrived_on) > 90"}) {
    const auto rules = read(two_years, std::string("2018-09-01,1,Rang,\"") + rule + "\"\n");
    ASSERT_FALSE(rules) << rule;
    EXPECT_EQ(rules.error().at(0).column, "rule");
    EXPECT_EQ(rules.error().at(0).line, 2u);
  }
}

TEST(AllocationRules, NameTheLineOfWhatCannotBe) {
  EXPECT_FALSE(read("", ""));
  EXPECT_FALSE(read("2018-09-01,1,730,300,200,10,24,40,5,26,,,,101,49,x\n", ""));
  EXPECT_FALSE(read(two_years, "2018-09-01,2,Rang deux avant un,age < 25\n"));
  EXPECT_FALSE(read(two_years, "2019-09-01,1,Date sans poids,age < 25\n"));
}

TEST(AllocationRules, OfTheProgramCanBeRead) {
  EXPECT_FALSE(default_allocation_rules().empty());
  EXPECT_TRUE(default_allocation_rules().front().tiers.empty());
}

}  // namespace
}  // namespace jalon::proposals
