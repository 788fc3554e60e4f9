#include "cells/decision.hpp"

#include <gtest/gtest.h>

namespace jalon::cells {
namespace {

Decision decision(DecisionKind kind) {
  Decision decision;
  decision.kind = kind;
  decision.decided_on = Date::from_ymd(2018, 10, 19);
  decision.owner = UuidBytes{1};
  decision.due_on = Date::from_ymd(2018, 11, 9);
  return decision;
}

TEST(Decision, ToActNeedsSomebodyAndADate) {
  Decision bare = decision(DecisionKind::act);
  bare.owner.reset();
  bare.due_on.reset();
  const auto refused = validate(bare);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "decision.no_owner");
  ASSERT_EQ(refused.error().also.size(), 1u);
  EXPECT_EQ(refused.error().also[0].code, "decision.no_due_date");
  bare.kind = DecisionKind::escalate;
  EXPECT_TRUE(validate(bare));
}

TEST(Decision, IsNotDueBeforeItIsTaken) {
  Decision early = decision(DecisionKind::ask);
  early.due_on = Date::from_ymd(2018, 10, 18);
  EXPECT_EQ(validate(early).error().code, "decision.due_before_decided");
}

TEST(Decision, IsLateTheDayAfterItsDueDateUnlessSomethingHappened) {
  const Decision act = decision(DecisionKind::act);
  EXPECT_EQ(state_of(act, {}, Date::from_ymd(2018, 11, 9)), DecisionState::open);
  EXPECT_EQ(state_of(act, {}, Date::from_ymd(2018, 11, 10)), DecisionState::late);
  const std::vector<DecisionEvent> done = {{"done", Date::from_ymd(2018, 11, 12), {}}};
  EXPECT_EQ(state_of(act, done, Date::from_ymd(2018, 11, 11)), DecisionState::late);
  EXPECT_EQ(state_of(act, done, Date::from_ymd(2018, 11, 12)), DecisionState::done);
}

TEST(Decision, CanBeReopened) {
  const std::vector<DecisionEvent> events = {{"done", Date::from_ymd(2018, 10, 25), {}},
                                             {"reopened", Date::from_ymd(2018, 10, 30), {}}};
  EXPECT_EQ(state_of(decision(DecisionKind::act), events, Date::from_ymd(2018, 11, 1)), DecisionState::open);
}

TEST(Decision, ToCloseIsDoneAsItIsTaken) {
  EXPECT_EQ(state_of(decision(DecisionKind::close), {}, Date::from_ymd(2018, 10, 19)), DecisionState::done);
}

TEST(Decision, KindsHaveOneWordEach) {
  for (const auto kind : {DecisionKind::act, DecisionKind::ask, DecisionKind::allocate, DecisionKind::close,
                          DecisionKind::escalate}) {
    EXPECT_EQ(decision_kind(word(kind)), kind);
  }
  EXPECT_FALSE(decision_kind("ignore"));
}

}  // namespace
}  // namespace jalon::cells
