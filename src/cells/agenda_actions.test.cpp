#include "cells/agenda_actions.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "pathways/catalogue_file.hpp"

namespace jalon::cells {
namespace {

using pathways::Board;
using pathways::EventKind;
using pathways::StepEvent;

const Date cell_day = Date::from_ymd(2018, 10, 19);

/// A board where `count` people wait for OFPRA (declared B01 on R06) since March.
class Agendas : public ::testing::Test {
 protected:
  void put(std::uint8_t number) {
    pathways::PersonFacts facts;
    facts.birth_date = Date::from_ymd(1985, 1, 1);
    facts.protected_on = Date::from_ymd(2018, 1, 10);
    std::vector<StepEvent> events(2);
    events[0].step = *board_.catalogue().find("R02");
    events[0].kind = EventKind::done;
    events[0].date = Date::from_ymd(2018, 2, 1);
    events[1].step = *board_.catalogue().find("R06");
    events[1].kind = EventKind::blocked;
    events[1].date = Date::from_ymd(2018, 3, 1);
    events[1].cause = "B01";
    events[1].organisation = "OFPRA";
    board_.put(UuidBytes{number}, pathways::pack(board_.catalogue(), board_.names(), facts, events));
  }
  static FollowUp decided(std::uint8_t number, DecisionKind kind, DecisionState state) {
    FollowUp item;
    item.decision.person = UuidBytes{number};
    item.decision.step = item.decision.root = "R06";
    item.decision.cause = "B01";
    item.decision.kind = kind;
    item.decision.decided_on = Date::from_ymd(2018, 10, 5);
    item.state = state;
    return item;
  }

  Board board_{pathways::default_catalogue(), cell_day};
};

TEST_F(Agendas, TakeTheirCasesFromTheBoardAndRememberWhatWasExamined) {
  put(1);
  put(2);
  const auto cases = cases_of(board_, {decided(2, DecisionKind::act, DecisionState::open)});
  int waiting = 0;
  for (const Case& one : cases) {
    if (one.cause != "B01") continue;
    ++waiting;
    EXPECT_EQ(one.organisation, "OFPRA");
    EXPECT_EQ(one.since, Date::from_ymd(2018, 3, 1));
    EXPECT_EQ(one.examined_on.has_value(), one.person == to_text(UuidBytes{2}));
  }
  EXPECT_EQ(waiting, 2);
}

TEST_F(Agendas, SeeThatADecisionUnblockedOnlyWhenThePointIsGone) {
  put(1);
  std::vector<FollowUp> known = {decided(1, DecisionKind::act, DecisionState::done),
                                 decided(1, DecisionKind::act, DecisionState::done)};
  known[1].decision.step = "R10";
  mark_unblocked(known, board_);
  EXPECT_FALSE(known[0].unblocked);
  EXPECT_TRUE(known[1].unblocked);
}

TEST_F(Agendas, ReviewWhatIsOpenAndWhatWasSettledLately) {
  std::vector<FollowUp> known = {decided(1, DecisionKind::act, DecisionState::late),
                                 decided(2, DecisionKind::act, DecisionState::done),
                                 decided(3, DecisionKind::act, DecisionState::cancelled),
                                 decided(4, DecisionKind::act, DecisionState::done)};
  known[1].events = {{"done", Date::from_ymd(2018, 10, 10), {}}};
  known[3].events = {{"done", Date::from_ymd(2018, 7, 1), {}}};
  const auto review = to_review(known, cell_day);
  ASSERT_EQ(review.size(), 2u);
  EXPECT_EQ(review[1].decision.person, UuidBytes{2});
}

TEST_F(Agendas, HandTheCommitteeWhatIsSharedByMany) {
  for (std::uint8_t number = 1; number <= 8; ++number) put(number);
  const auto shared =
      structural_blockers(board_, {decided(1, DecisionKind::escalate, DecisionState::open)}, 8);
  const auto found =
      std::find_if(shared.begin(), shared.end(), [](const auto& one) { return one.cause == "B01"; });
  ASSERT_NE(found, shared.end());
  EXPECT_EQ(found->people, 8);
  EXPECT_EQ(found->escalated, 1);
  EXPECT_EQ(found->organisations, std::vector<std::string>{"OFPRA"});
  for (const auto& one : structural_blockers(board_, {}, 9)) EXPECT_NE(one.cause, "B01");
}

}  // namespace
}  // namespace jalon::cells
