#include "pathways/rule_book.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

namespace jalon::pathways {
namespace {

int draw(int low, int high) {
  return *rc::gen::inRange(low, high + 1);
}

std::optional<StepIndex> find_step(std::string_view id) {
  if (id == "A") return StepIndex{0};
  if (id == "B") return StepIndex{1};
  return std::nullopt;
}

std::string random_rule(int depth) {
  const char* tests[] = {"age >= 18",
                         "age < 26",
                         "age != 20",
                         "household_size = 2",
                         "french < A1",
                         "french >= B1",
                         "status in (refugee, stateless)",
                         "status != subsidiary",
                         "foreign_licence",
                         "children(3, 16) > 0",
                         "youngest < 3",
                         "since(A) > 100",
                         "done(B)",
                         "protected_on >= 2018-01-01"};
  if (depth == 0 || draw(0, 2) == 0) return tests[draw(0, 13)];
  switch (draw(0, 3)) {
    case 0:
      return "not (" + random_rule(depth - 1) + ")";
    case 1:
      return "(" + random_rule(depth - 1) + " or " + random_rule(depth - 1) + ")";
    default:
      return "(" + random_rule(depth - 1) + " and " + random_rule(depth - 1) + ")";
  }
}

TEST(RuleBook, SaysOfEveryRuleWhatTheRuleSays) {
  EXPECT_TRUE(rc::check([] {
    std::vector<Rule> rules;
    for (int i = 0; i < 12; ++i) rules.push_back(Rule::parse(random_rule(draw(0, 6)), find_step).value());
    RuleBook book;
    std::vector<std::uint16_t> numbers;
    for (const Rule& rule : rules) numbers.push_back(book.add(rule));
    for (int person = 0; person < 20; ++person) {
      RuleFacts facts;
      for (std::int32_t& value : facts.values) value = draw(0, 3) == 0 ? RuleFacts::unknown : draw(0, 6);
      if (draw(0, 1) == 0) facts[Fact::age] = draw(0, 40);
      facts[Fact::protected_on] = draw(0, 4) == 0 ? RuleFacts::unknown : draw(17'400, 17'700);
      facts[Fact::today] = 17'816;
      std::vector<std::uint8_t> ages;
      for (int i = draw(0, 3); i > 0; --i) ages.push_back(static_cast<std::uint8_t>(draw(0, 30)));
      facts.other_ages = ages;
      facts.others_known = draw(0, 3) > 0;
      const std::vector<std::int32_t> done = {draw(0, 1) == 0 ? RuleFacts::none : draw(17'600, 17'800),
                                              draw(0, 1) == 0 ? RuleFacts::none : 17'700};
      facts.done_on = done;
      const RuleBook::Answers answers = book.answer(facts);
      for (std::size_t i = 0; i < rules.size(); ++i) {
        RC_ASSERT(book.verdict(numbers[i], answers, facts) == rules[i].ask(facts));
        const RuleBook::Way* way = book.only_way(numbers[i]);
        if (way == nullptr) continue;
        const bool no = ((answers.no & way->passed) | (answers.yes & way->failed)) != 0;
        RC_ASSERT(no == (rules[i].ask(facts) == Verdict::no));
      }
    }
  }));
}

TEST(RuleBook, GivesEqualRulesOneNumberAndTheEmptyRuleNone) {
  RuleBook book;
  EXPECT_EQ(book.add(Rule()), RuleBook::no_rule);
  const auto rule = [](std::string_view text) { return Rule::parse(text, find_step).value(); };
  const auto adults = book.add(rule("age >= 18"));
  EXPECT_NE(book.add(rule("age >= 16")), adults);
  EXPECT_EQ(book.add(rule("age >= 18")), adults);
  EXPECT_TRUE(book.steps().empty());
  book.add(rule("done(B)"));
  EXPECT_EQ(book.steps().size(), 1u);
}

}  // namespace
}  // namespace jalon::pathways
