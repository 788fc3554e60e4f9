#include "proposals/judgement.hpp"

#include <gmock/gmock.h>

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
  const Fairness fairness = fairness_of(inputs, solve(inputs, {}, {}), {});
  EXPECT_EQ(fairness.worse_off, 1);
  EXPECT_EQ(fairness.better_off, 1);
}

TEST(Fairness, HidesSmallGroupsAndTheOneThatWouldGiveThemAway) {
  EXPECT_THAT(without_small({12, 3, 8}), ElementsAre(Told(12), Told(), Told()));
  EXPECT_THAT(without_small({12, 3, 4}), ElementsAre(Told(12), Told(), Told()));
  EXPECT_THAT(without_small({12, 0, 8}), ElementsAre(Told(12), Told(0), Told(8)));
}

}  // namespace
}  // namespace jalon::proposals
