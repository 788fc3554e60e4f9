#include "proposals/outcome.hpp"

#include <gmock/gmock.h>

namespace jalon::proposals {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Date today = Date::from_ymd(2018, 10, 12);

Offer module(std::string place, std::int64_t seats) {
  Offer offer;
  offer.place = offer.ref = std::move(place);
  offer.scheme = "Module FLE 680 h";
  offer.step = "C06";
  offer.seats = seats;
  return offer;
}

Need person(const std::string& name, Date since, std::vector<std::pair<std::string, std::int64_t>> values,
            Effect effect = {100, 1, 1, 0}) {
  Need need;
  need.key = "C06:" + name;
  need.step = "C06";
  need.people = {name};
  need.since = since;
  need.effect = effect;
  for (auto& [place, value] : values) need.choices.push_back({place, value, {}, {}});
  return need;
}

Inputs inputs(std::vector<Offer> offers, std::vector<Need> needs) {
  Inputs made;
  made.as_of = made.known_at = today;
  made.rules = "2018-09-01";
  made.seed = 7;
  made.offers = std::move(offers);
  made.needs = std::move(needs);
  return made;
}

TEST(Outcome, SaysWhoIsProposedWhoStandsAboveAndWhatWouldChangeIt) {
  const Inputs made = inputs({module("m", 1)}, {person("amina", today - 30, {{"m", 100}}),
                                                person("moussa", today - 90, {{"m", 300}})});
  const Outcome outcome = solve(made, {}, {});
  EXPECT_EQ(outcome.line("C06:moussa")->place, "m");
  const Line& amina = *outcome.line("C06:amina");
  EXPECT_EQ(amina.reason, "outranked");
  EXPECT_THAT(amina.above, ElementsAre(Above{"m", "C06:moussa", 1, 300}));
  EXPECT_EQ(amina.threshold_place, "m");
  EXPECT_GE(amina.threshold, 300);
  EXPECT_EQ(amina.extra_place, "m");
  EXPECT_THAT(amina.change, HasSubstr("une place de plus"));
}

TEST(Outcome, OneMorePlaceIsTheProblemSolvedAgain) {
  const Inputs made = inputs({module("m", 0)}, {person("amina", today - 30, {{"m", 100}}, {212, 2, 1, 1}),
                                                person("moussa", today - 90, {{"m", 50}})});
  const Outcome outcome = solve(made, {}, {});
  EXPECT_EQ(outcome.line("C06:amina")->reason, "no_seat");
  ASSERT_EQ(outcome.one_more.size(), 1u);
  EXPECT_THAT(outcome.one_more[0].placed_then, ElementsAre("C06:amina"));
  EXPECT_EQ(in_french(outcome.one_more[0]),
            "une place de plus\u00a0: 1\u00a0personne placée de plus, 1\u00a0parcours débloqué, "
            "212\u00a0jours gagnés, "
            "1\u00a0échéance sauvée");
}

TEST(Outcome, NamesTheLocksWithoutWhichItWouldBeAnother) {
  const Inputs made = inputs({module("m", 1)}, {person("amina", today - 30, {{"m", 100}}),
                                                person("moussa", today - 90, {{"m", 300}})});
  const Lock keep{"C06:amina", "m", LockKind::keep};
  const Outcome outcome = solve(made, {keep}, {});
  EXPECT_EQ(outcome.line("C06:amina")->reason, "kept");
  EXPECT_THAT(outcome.line("C06:moussa")->locks, ElementsAre(keep));
  const Outcome forbidden = solve(made, {{"C06:moussa", "m", LockKind::forbid}}, {});
  EXPECT_EQ(forbidden.line("C06:moussa")->reason, "forbidden");
  EXPECT_EQ(forbidden.line("C06:amina")->place, "m");
}

TEST(Outcome, LocksThatCannotHoldAreSaid) {
  const Inputs made =
      inputs({module("m", 1)}, {person("amina", today, {{"m", 1}}), person("moussa", today, {{"m", 1}})});
  const Outcome outcome =
      solve(made, {{"C06:amina", "m", LockKind::keep}, {"C06:moussa", "m", LockKind::keep}}, {});
  EXPECT_EQ(outcome.steps.at(0).status, "infeasible");
  EXPECT_EQ(outcome.conflicts.size(), 1u);
  EXPECT_EQ(outcome.placed(), 0);
}

TEST(Outcome, WaitingBreaksTiesThenTheDrawOfTheSeed) {
  const Inputs waited =
      inputs({module("m", 1)}, {person("a", today - 10, {{"m", 5}}), person("b", today - 20, {{"m", 5}})});
  EXPECT_EQ(solve(waited, {}, {}).line("C06:b")->place, "m");
  Inputs drawn = inputs({module("m", 1)}, {person("a", today, {{"m", 5}}), person("b", today, {{"m", 5}})});
  bool a = false;
  bool b = false;
  for (drawn.seed = 1; drawn.seed < 40; ++drawn.seed) {
    (solve(drawn, {}, {}).line("C06:a")->place.empty() ? b : a) = true;
  }
  EXPECT_TRUE(a && b);
}

TEST(Outcome, AReservedPlaceIsKeptUnlessAHumanSaysOtherwise) {
  Offer kept = module("m", 1);
  kept.reserve.floor = 200;
  const Inputs made = inputs({kept}, {person("amina", today, {{"m", 150}})});
  const Outcome outcome = solve(made, {}, {});
  EXPECT_EQ(outcome.line("C06:amina")->reason, "reserved");
  EXPECT_THAT(outcome.line("C06:amina")->change, HasSubstr("il en manque 50"));
  EXPECT_EQ(solve(made, {{"C06:amina", "m", LockKind::keep}}, {}).line("C06:amina")->place, "m");
}

TEST(Outcome, OnlyWhoWouldHaveHadTheKeptPlaceIsSaidHeldBack) {
  Offer kept = module("m", 1);
  kept.reserve.floor = 200;
  const Inputs made =
      inputs({kept}, {person("amina", today, {{"m", 150}}), person("moussa", today, {{"m", 100}})});
  const Outcome outcome = solve(made, {}, {});
  EXPECT_EQ(outcome.line("C06:amina")->reason, "reserved");
  EXPECT_EQ(outcome.line("C06:moussa")->reason, "outranked");
}

TEST(Outcome, WhoFitsNoPlaceLearnsTheNearest) {
  Need amina = person("amina", today, {});
  amina.closed = {{"m", {"il faut avoir au moins 18\u00a0ans", "il faut habiter Thiers"}},
                  {"n", {"il faut avoir au moins le niveau A1 de français"}}};
  const Outcome outcome = solve(inputs({module("m", 1), module("n", 1)}, {amina}), {}, {});
  EXPECT_EQ(outcome.line("C06:amina")->reason, "no_option");
  EXPECT_THAT(outcome.line("C06:amina")->change, HasSubstr("niveau A1"));
}

TEST(Outcome, AHouseholdTakesItsPersons) {
  Need family = person("family", today - 50, {{"r", 900}});
  family.size = 3;
  Need single = person("single", today, {{"r", 100}});
  const Outcome outcome = solve(inputs({module("r", 2)}, {family, single}), {}, {});
  EXPECT_EQ(outcome.line("C06:single")->place, "r");
  EXPECT_EQ(outcome.line("C06:family")->reason, "too_large");
  EXPECT_EQ(outcome.line("C06:family")->extra_place, "r");
  EXPECT_THAT(outcome.line("C06:single")->above, IsEmpty());
}

}  // namespace
}  // namespace jalon::proposals
