#include "pathways/rule.hpp"

#include <gtest/gtest.h>

#include "base/date.hpp"

namespace jalon::pathways {
namespace {

std::optional<StepIndex> find_step(std::string_view id) {
  if (id == "E02") return StepIndex{1};
  if (id == "R05") return StepIndex{0};
  return std::nullopt;
}

class Rules : public testing::Test {
 protected:
  Rules() {
    facts.values.fill(RuleFacts::unknown);
    facts[Fact::today] = Date::from_ymd(2018, 10, 12).days();
    facts.done_on = done_on;
  }
  Verdict ask(std::string_view text) {
    const auto rule = Rule::parse(text, find_step);
    EXPECT_TRUE(rule) << text << ": " << rule.error();
    return rule->ask(facts);
  }
  std::array<std::int32_t, 2> done_on = {Date::from_ymd(2018, 10, 2).days(), RuleFacts::none};
  RuleFacts facts;
};

std::string error_of(std::string_view text) {
  const auto rule = Rule::parse(text, find_step);
  return rule ? "" : rule.error();
}

TEST_F(Rules, CompareNumbersWordsLevelsAndDates) {
  facts[Fact::age] = 25;
  facts[Fact::status] = 1;
  facts[Fact::french] = 1;
  facts[Fact::protected_on] = Date::from_ymd(2017, 12, 31).days();
  EXPECT_EQ(ask("age >= 25 and age <= 25 and not age < 25"), Verdict::yes);
  EXPECT_EQ(ask("status = subsidiary"), Verdict::yes);
  EXPECT_EQ(ask("status in (refugee, stateless)"), Verdict::no);
  EXPECT_EQ(ask("french < A2 and french >= A1"), Verdict::yes);
  EXPECT_EQ(ask("protected_on < 2018-01-01 and today = 2018-10-12"), Verdict::yes);
  EXPECT_EQ(ask("calendar_years(protected_on) = 1"), Verdict::yes);
  EXPECT_EQ(ask("since(protected_on) = 285"), Verdict::yes);  // 31 December to 12 October
}

TEST_F(Rules, AnUnknownFactNeverExcludes) {
  EXPECT_EQ(ask("age >= 18"), Verdict::unknown);
  EXPECT_EQ(ask("not foreign_licence"), Verdict::unknown);
  EXPECT_EQ(ask("children > 0"), Verdict::unknown);
  EXPECT_EQ(ask("age >= 18 or done(R05)"), Verdict::yes);
  EXPECT_EQ(ask("age >= 18 and done(E02)"), Verdict::no);
  EXPECT_EQ(ask("age >= 18 and done(R05)"), Verdict::unknown);
}

TEST_F(Rules, AskAboutTheHousehold) {
  const std::array<std::uint8_t, 3> ages = {34, 9, 2};
  facts.other_ages = ages;
  facts.others_known = true;
  EXPECT_EQ(ask("children = 2 and youngest = 2 and oldest = 9"), Verdict::yes);
  EXPECT_EQ(ask("children(3, 16) = 1 and children(18, 99) = 1"), Verdict::yes);
  facts.other_ages = {};
  EXPECT_EQ(ask("children = 0"), Verdict::yes);
  EXPECT_EQ(ask("youngest < 3"), Verdict::no);
  EXPECT_EQ(ask("youngest >= 0"), Verdict::no);
}

TEST_F(Rules, AskAboutStepsThatWereDone) {
  EXPECT_EQ(ask("done(R05)"), Verdict::yes);
  EXPECT_EQ(ask("done(E02)"), Verdict::no);
  EXPECT_EQ(ask("since(R05) >= 10"), Verdict::yes);
  EXPECT_EQ(ask("since(E02) >= 0"), Verdict::no);
}

TEST_F(Rules, BindAndTighterThanOr) {
  EXPECT_EQ(ask("done(R05) or done(E02) and done(E02)"), Verdict::yes);
  EXPECT_EQ(ask("(done(R05) or done(E02)) and done(E02)"), Verdict::no);
  EXPECT_EQ(ask(""), Verdict::yes);
}

TEST_F(Rules, SayWhereTheyCannotBeRead) {
  EXPECT_EQ(error_of("age >> 3"),
            "règle, caractère 6\u00a0: un nombre entier de 0 à 100000 est attendu, et non «\u00a0>\u00a0»");
  EXPECT_NE(error_of("age >=").find("caractère 7\u00a0"), std::string::npos);
  EXPECT_NE(error_of("size = 3").find("caractère 1\u00a0"), std::string::npos);
  EXPECT_NE(error_of("status = king").find("refugee, subsidiary"), std::string::npos);
  EXPECT_NE(error_of("done(X99)").find("étape du catalogue"), std::string::npos);
  for (const char* bad :
       {"age = 3 age", "(age = 3", "not", "and", "age = 3 or", "status < refugee", "status in ()",
        "status in (refugee", "today = 31/02/2018", "children(5, 2) = 1", "é = 3", "age = 1 & 2"}) {
    EXPECT_NE(error_of(bad), "") << bad;
  }
  EXPECT_NE(error_of(std::string(5000, '(')), "");
}

}  // namespace
}  // namespace jalon::pathways
