#include "proposals/judgement.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "proposals/fairness.hpp"

namespace jalon::proposals {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Date today = Date::from_ymd(2018, 10, 12);

/// One seat in m. Moussa has waited longest; amina is worth more; zoe may not enter.
Inputs three_people() {
  Inputs inputs;
  inputs.as_of = inputs.known_at = today;
  Offer offer;
  offer.place = offer.ref = "m";
  offer.scheme = "Module";
  offer.step = "C06";
  offer.seats = 1;
  inputs.offers = {offer};
  const auto need = [&](const char* name, int waited, std::int64_t value) {
    Need one;
    one.key = std::string("C06:") + name;
    one.step = "C06";
    one.people = {name};
    one.since = today - waited;
    if (value > 0) one.choices.push_back({"m", value, {}, {}});
    return one;
  };
  inputs.needs = {need("amina", 10, 300), need("moussa", 90, 200), need("zoe", 50, 0)};
  inputs.needs[2].closed = {{"m", {"il faut avoir au plus le niveau A2 de français"}}};
  return inputs;
}

TEST(Judgement, ToldWhatAPlanLosesAndWhoWouldGain) {
  const Judgement judged = judge_plan(three_people(), "C06", {{"C06:moussa", "m"}});
  EXPECT_THAT(judged.violations, IsEmpty());
  EXPECT_EQ(judged.value, 200);
  EXPECT_EQ(judged.best_value, 300);
  ASSERT_EQ(judged.would_gain.size(), 1u);
  EXPECT_EQ(judged.would_gain[0].need, "C06:amina");
  ASSERT_EQ(judged.would_lose.size(), 1u);
  EXPECT_EQ(judged.would_lose[0].need, "C06:moussa");
}

TEST(Judgement, SaysWhatMakesAPlanImpossible) {
  const Judgement full = judge_plan(three_people(), "C06", {{"C06:moussa", "m"}, {"C06:amina", "m"}});
  EXPECT_THAT(full.violations, ElementsAre(HasSubstr("plus de personnes que de places libres")));
  const Judgement closed = judge_plan(three_people(), "C06", {{"C06:zoe", "m"}});
  EXPECT_THAT(closed.violations, ElementsAre(HasSubstr("au plus le niveau A2")));
}

TEST(Judgement, FirstComeFirstServedLooksAtTheWaitAlone) {
  const auto plan = first_come_first_served(three_people(), "C06");
  ASSERT_EQ(plan.size(), 1u);
  EXPECT_EQ(plan[0].need, "C06:moussa");
  const Inputs inputs = three_people();
  const Fairness fairness = fairness_of(inputs, solve(inputs, {}, {}), {}, 5);
  EXPECT_EQ(fairness.worse_off, 1);
  EXPECT_EQ(fairness.better_off, 1);
}

/// By age: so many wait, so many of them are placed.
std::vector<GroupRate> told_by_age(const std::vector<std::pair<int, int>>& groups) {
  Inputs inputs = three_people();
  inputs.needs.clear();
  Outcome outcome;
  std::vector<Grouping> grouping;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    for (int i = 0; i < groups[group].first; ++i) {
      const std::string key = "C06:" + std::to_string(group) + "/" + std::to_string(i);
      Line line;
      line.need = key;
      line.place = i < groups[group].second ? "m" : "";
      outcome.lines.push_back(line);
      grouping.push_back({key, "groupe " + std::to_string(group), "", "", ""});
    }
  }
  std::ranges::sort(outcome.lines, {}, &Line::need);
  return fairness_of(inputs, outcome, grouping, 5).tables.front().groups;
}

TEST(Fairness, HidesSmallGroupsAndTheOneThatWouldGiveThemAway) {
  const auto groups = told_by_age({{20, 10}, {3, 0}, {14, 7}});
  EXPECT_EQ(groups[0].waiting, Told(20));
  EXPECT_EQ(groups[1].waiting, Told());
  EXPECT_EQ(groups[2].waiting, Told()) << "37 wait in all";
  EXPECT_EQ(groups[2].placed, Told());
}

TEST(Fairness, HidesHowManyArePlacedWhereThoseLeftWithoutAPlaceAreFew) {
  const auto groups = told_by_age({{20, 10}, {9, 7}, {14, 7}});
  EXPECT_EQ(groups[1].waiting, Told(9));
  EXPECT_EQ(groups[1].placed, Told()) << "nine less seven is two";
  EXPECT_EQ(groups[2].placed, Told()) << "24 are placed in all";
  EXPECT_EQ(groups[0].placed, Told(10));
}

}  // namespace
}  // namespace jalon::proposals
