#include "cells/agenda.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace jalon::cells {
namespace {

const Date cell_day = Date::from_ymd(2018, 10, 19);

AgendaRules rules() {
  AgendaRules rules;
  rules.version = "2018-09-01";
  rules.minutes_per_group = 4;
  rules.minutes_per_case = 3;
  rules.minutes_per_follow_up = 2;
  rules.unlock_worth = 180;
  rules.deadline_worth = 60;
  rules.deadline_within = 30;
  rules.never_examined_worth = 10;
  return rules;
}

Case a_case(std::string person, std::string root, std::int64_t gain) {
  Case about;
  about.person = std::move(person);
  about.root = root;
  about.step = root;
  about.cause = "late";
  about.organisation = "OFPRA";
  about.since = Date::from_ymd(2018, 6, 1);
  about.gain_days = gain;
  about.examined_on = Date::from_ymd(2018, 9, 1);
  return about;
}

TEST(Agenda, WeighsDaysThenWhatDaysDoNotSay) {
  Case about = a_case("P1", "R06", 40);
  EXPECT_EQ(weigh(about, rules(), cell_day).worth, 40);
  about.unlocks = 1;
  about.deadline = Date::from_ymd(2018, 11, 18);  // 30 days after the cell: still within
  about.examined_on.reset();
  const AgendaCase item = weigh(about, rules(), cell_day);
  EXPECT_EQ(item.worth, 40 + 180 + 60 + 10);
  EXPECT_EQ(item.reasons, (std::vector<std::string>{"gain", "unlock", "deadline", "never_examined"}));
  about.deadline = Date::from_ymd(2018, 11, 19);
  EXPECT_EQ(weigh(about, rules(), cell_day).worth, 40 + 180 + 10);
}

TEST(Agenda, GroupsWhatCanBeLiftedTogetherAndInvitesWhoCanLiftIt) {
  Case housing = a_case("P3", "L06", 90);
  housing.organisation = "Bailleur";
  const Agenda agenda =
      build_agenda({a_case("P1", "R06", 100), a_case("P2", "R06", 50), housing}, rules(), cell_day, 60, 0);
  ASSERT_EQ(agenda.groups.size(), 2u);
  EXPECT_EQ(agenda.groups[0].root, "R06");  // 150 days in 10 minutes against 90 in 7
  EXPECT_EQ(agenda.groups[0].people, 2);
  EXPECT_EQ(agenda.groups[0].gain_days, 150);
  EXPECT_EQ(agenda.planned_minutes, 10 + 7);
  EXPECT_EQ(agenda.invited, (std::vector<std::string>{"OFPRA", "Bailleur"}));
}

TEST(Agenda, ReviewsEarlierDecisionsBeforeNewCases) {
  const Agenda agenda = build_agenda({a_case("P1", "R06", 100)}, rules(), cell_day, 10, 2);
  EXPECT_EQ(agenda.follow_up_minutes, 4);
  EXPECT_TRUE(agenda.groups.empty());  // 6 minutes left, a group of one case needs 7
  ASSERT_EQ(agenda.put_off.size(), 1u);
  EXPECT_EQ(build_agenda({a_case("P1", "R06", 100)}, rules(), cell_day, 11, 2).groups.size(), 1u);
}

TEST(Agenda, KeepsTheWorthiestCasesOfAGroupAndPutsTheOthersOff) {
  const Agenda agenda = build_agenda(
      {a_case("P1", "R06", 10), a_case("P2", "R06", 30), a_case("P3", "R06", 20)}, rules(), cell_day, 10, 0);
  ASSERT_EQ(agenda.groups.size(), 1u);
  EXPECT_EQ(agenda.groups[0].cases[0].about.person, "P2");
  EXPECT_EQ(agenda.groups[0].cases[1].about.person, "P3");
  ASSERT_EQ(agenda.groups[0].put_off.size(), 1u);
  EXPECT_EQ(agenda.groups[0].put_off[0].about.person, "P1");
}

/// Every way to keep k cases of each group, by brute force.
std::int64_t best_worth(const std::vector<std::vector<std::int64_t>>& groups, std::size_t g, int minutes) {
  if (g == groups.size()) return 0;
  std::int64_t best = best_worth(groups, g + 1, minutes);
  std::int64_t worth = 0;
  int cost = 4;
  for (const std::int64_t value : groups[g]) {
    worth += value;
    cost += 3;
    if (cost <= minutes) best = std::max(best, worth + best_worth(groups, g + 1, minutes - cost));
  }
  return best;
}

TEST(Agenda, IsTheBestUseOfTheMinutesAgainstBruteForceWhateverTheOrderOfTheInput) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::vector<std::int64_t>> groups(1 + random() % 4);
    std::vector<Case> cases;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      groups[g].resize(1 + random() % 4);
      for (std::int64_t& value : groups[g]) {
        value = static_cast<std::int64_t>(random() % 100);
        cases.push_back(a_case("P" + std::to_string(cases.size()), "G" + std::to_string(g), value));
      }
      std::sort(groups[g].rbegin(), groups[g].rend());
    }
    const int minutes = static_cast<int>(random() % 50);
    const Agenda agenda = build_agenda(cases, rules(), cell_day, minutes, 0);
    EXPECT_EQ(agenda.worth, best_worth(groups, 0, minutes));
    EXPECT_LE(agenda.planned_minutes, minutes);

    std::shuffle(cases.begin(), cases.end(), random);
    const Agenda again = build_agenda(cases, rules(), cell_day, minutes, 0);
    ASSERT_EQ(again.groups.size(), agenda.groups.size());
    for (std::size_t g = 0; g < agenda.groups.size(); ++g) {
      ASSERT_EQ(again.groups[g].cases.size(), agenda.groups[g].cases.size());
      for (std::size_t k = 0; k < agenda.groups[g].cases.size(); ++k) {
        EXPECT_EQ(again.groups[g].cases[k].about.person, agenda.groups[g].cases[k].about.person);
      }
    }
  }
}

}  // namespace
}  // namespace jalon::cells
