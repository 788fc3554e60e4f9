// Blocking points, roots and gains computed by hand.
#include "pathways/blockers.hpp"

#include <gtest/gtest.h>

#include "pathways/pathway_case.hpp"

namespace jalon::pathways {
namespace {

TEST(Blockers, ADeclaredPointKeepsItsCauseAndGainsItsMaximum) {
  PathwayCase test("A;;10;100\nB;A;20;60\n");
  test.event("A", "blocked", "2018-01-04", "B05");
  test.evaluate("2018-02-01");
  ASSERT_EQ(test.blockers().size(), 1u);
  EXPECT_EQ(test.cause("A"), "B05");
  EXPECT_EQ(test.root("A"), "A");
  EXPECT_EQ(test.blocker("A")->since, day("2018-01-04").days());
  EXPECT_EQ(test.blocker("A")->gain.days, 100);  // B: 100 + 20 now, 20 once A is done
  EXPECT_EQ(test.with("A"), "");
}

TEST(Blockers, TheRootStandsUpstreamOnTheCriticalChain) {
  // D is blocked and waits for C, which waits for A (40 days) and B (10 days): A is where it moves.
  PathwayCase test("A;;40;90\nB;;10;90\nC;A&B;5;9\nD;C;7;50\n");
  test.event("D", "blocked", "2018-01-01", "B25");
  test.evaluate("2018-01-01");
  EXPECT_EQ(test.root("D"), "A");
  EXPECT_EQ(test.blocker("D")->gain.days, 40 + 5 + 50);  // D itself done today
  // Once A is done, the chain passes through B.
  test.event("A", "done", "2018-01-01");
  test.evaluate("2018-01-01");
  EXPECT_EQ(test.root("D"), "B");
}

TEST(Blockers, OfAlternativesTheRootIsOnTheSoonest) {
  PathwayCase test("A;;40;90\nB;;10;90\nC;A|B;5;50\n");
  test.event("C", "blocked", "2018-01-01", "B25");
  test.evaluate("2018-01-01");
  EXPECT_EQ(test.root("C"), "B");
}

TEST(Blockers, LateIsMoreDaysThanTheMaximum) {
  PathwayCase test("A;;10;90\n");
  test.event("A", "requested", "2018-01-01");
  test.evaluate("2018-04-01");  // 90 days
  EXPECT_EQ(test.cause("A"), "");
  test.evaluate("2018-04-02");
  EXPECT_EQ(test.cause("A"), "late");
  EXPECT_EQ(test.blocker("A")->since, day("2018-04-01").days());
  EXPECT_EQ(test.blocker("A")->gain.days, 40);  // what is left: (90 - 10) / 2
}

TEST(Blockers, AReadyStepIsLateOnlyByItsDeadline) {
  PathwayCase test("A;;10;90\nB;A;10;20;deadline_days=365;deadline_from=A\n");
  test.event("A", "done", "2017-01-01");
  test.evaluate("2017-12-31");
  EXPECT_EQ(test.cause("B"), "deadline");  // in time today, but expected on 10 January
  test.evaluate("2017-12-22");
  EXPECT_EQ(test.cause("B"), "");  // expected on the very day
  test.evaluate("2018-01-01");
  EXPECT_EQ(test.cause("B"), "deadline");  // 365 days: the last day
  test.evaluate("2018-01-02");
  EXPECT_EQ(test.cause("B"), "late");
  EXPECT_EQ(test.blocker("B")->since, day("2018-01-01").days());
}

TEST(Blockers, ADeadlineMayStartFromTheRequest) {
  PathwayCase test("A;;10;900;deadline_days=60\n");
  test.evaluate("2018-06-01");
  EXPECT_EQ(test.cause("A"), "");  // nobody asked: nobody is late
  test.event("A", "requested", "2018-01-01");
  test.evaluate("2018-03-02");
  EXPECT_EQ(test.cause("A"), "deadline");
  test.evaluate("2018-03-03");
  EXPECT_EQ(test.cause("A"), "late");
}

TEST(Blockers, ADelayThatBindsTheAnswerIsLateOncePassedAndNoClockBefore) {
  PathwayCase test("A;;10;900;deadline_days=60;deadline_from=answer:requested\n");
  test.event("A", "requested", "2018-01-01");
  test.evaluate("2018-03-02");
  EXPECT_EQ(test.cause("A"), "");
  test.evaluate("2018-03-03");
  EXPECT_EQ(test.cause("A"), "late");
}

TEST(Blockers, AskingMayBeEnoughToStopTheClock) {
  // The licence: to be asked for within the year of the receipt, however long the exchange takes.
  PathwayCase test("R05;;1;2\nM01;R05;270;540;deadline_days=365;deadline_from=R05>requested\n");
  test.event("R05", "done", "2018-01-01");
  test.evaluate("2018-12-01");
  EXPECT_EQ(test.cause("M01"), "");
  test.evaluate("2019-01-02");
  EXPECT_EQ(test.cause("M01"), "late");
  test.event("M01", "requested", "2018-12-31");
  test.evaluate("2019-01-02");
  EXPECT_EQ(test.cause("M01"), "");
}

TEST(Blockers, LiftingSavesADeadline) {
  PathwayCase test("A;;100;200\nB;A;10;20;deadline_days=60;deadline_from=protected_on\n");
  test.facts.protected_on = day("2018-01-01");
  test.event("A", "blocked", "2018-01-05", "B01");
  test.evaluate("2018-01-10");
  // A is expected in 200 days; done today, B is expected on 20 January, before 2 March.
  EXPECT_EQ(test.cause("B"), "deadline");
  EXPECT_EQ(test.root("B"), "A");
  EXPECT_EQ(test.blocker("A")->gain.deadlines_saved, 1);
  EXPECT_EQ(test.blocker("B")->gain.deadlines_saved, 1);
}

TEST(Blockers, TheEndOfAccommodationPressesTheSoonestWayOut) {
  // Stay L01 valid 180 days; the lease L06 takes 270 days, the residence L13 takes 60: L13 is the way.
  PathwayCase test(
      "L01;;1;1;valid_days=180;kept_by=L06\nL06;;270;720;deadline_days=0;deadline_from=end:L01\n"
      "L13;;60;240;deadline_days=0;deadline_from=end:L01\n");
  test.facts.birth_date = day("1990-01-01");
  test.event("L01", "done", "2018-01-01");
  test.evaluate("2018-03-01");
  EXPECT_TRUE(test.blockers().empty());  // L13 is expected on 30 April, the end is 30 June
  test.evaluate("2018-05-10");           // L13: 9 July
  EXPECT_EQ(test.cause("L13"), "deadline");
  EXPECT_EQ(test.cause("L06"), "");
  test.evaluate("2018-07-02");
  EXPECT_EQ(test.cause("L13"), "late");
  EXPECT_EQ(test.cause("L01"), "expired");  // presence beyond the end of support
  test.event("L06", "done", "2018-07-01");
  test.evaluate("2018-07-02");
  EXPECT_TRUE(test.blockers().empty());
}

TEST(Blockers, ALegalDeadlineRunsForEachAlternativeOfAGoal) {
  // Unlike the end of a stay, which any way out answers in time.
  PathwayCase test("L06;;270;720;deadline_days=60;deadline_from=protected_on\nL13;;10;240\n");
  test.facts.birth_date = day("1990-01-01");
  test.facts.protected_on = day("2018-01-01");
  test.evaluate("2018-03-01");
  EXPECT_EQ(test.cause("L06"), "deadline");
  test.evaluate("2018-04-01");
  EXPECT_EQ(test.cause("L06"), "late");
}

TEST(Blockers, ADoneStepDeclaredBlockedIsItsOwnRoot) {
  // The receipt is there and nobody recognises it; what came before it was never recorded.
  PathwayCase test("R04;;20;90\nR05;R04;1;45\nR10;R05;20;60\n");
  test.event("R05", "done", "2018-01-01");
  test.event("R05", "blocked", "2018-01-10", "B03");
  test.evaluate("2018-01-20");
  EXPECT_EQ(test.status("R05"), "done");
  EXPECT_EQ(test.cause("R05"), "B03");
  EXPECT_EQ(test.root("R05"), "R05");
}

TEST(Blockers, WhatIsNotRelevantIsNotBlocked) {
  PathwayCase test("R10;;20;60\nR11;R10:refused;6;15\n");
  test.event("R11", "blocked", "2018-01-10", "B06");
  test.evaluate("2018-01-20");
  EXPECT_EQ(test.status("R11"), "not_relevant");
  EXPECT_EQ(test.blocker("R11"), nullptr);
  test.event("R10", "refused", "2018-01-15");
  test.evaluate("2018-01-20");
  EXPECT_EQ(test.cause("R11"), "B06");
}

TEST(Blockers, RefusedIsAPointUntilSomethingStarts) {
  PathwayCase test("A;;10;90\nB;A;5;9\n");
  test.event("A", "refused", "2018-01-01");
  test.evaluate("2018-01-10");
  EXPECT_EQ(test.cause("A"), "refused");
  EXPECT_EQ(test.blocker("A")->since, day("2018-01-01").days());
  EXPECT_EQ(test.blocker("A")->gain.days, 10);
  test.event("A", "requested", "2018-01-09");
  test.evaluate("2018-01-10");
  EXPECT_TRUE(test.blockers().empty());
}

TEST(Blockers, AbandonedAndCancelledAreNoPoints) {
  PathwayCase test("A;;10;90\nB;;10;90\n");
  test.event("A", "abandoned", "2018-01-01");
  test.event("B", "cancelled", "2018-01-01");
  test.evaluate("2018-01-10");
  EXPECT_TRUE(test.blockers().empty());
}

TEST(Blockers, ParallelChainsAreNeverCreditedAlone) {
  PathwayCase test("A;;10;100\nB;;10;100\nG;A&B;20;60\n");
  test.event("A", "blocked", "2018-01-01", "B01");
  test.event("B", "blocked", "2018-01-02", "B02");
  test.evaluate("2018-02-01");
  EXPECT_EQ(test.blocker("A")->gain.days, 0);  // G still waits for B
  EXPECT_EQ(test.with("A"), "B");
  EXPECT_EQ(test.with("B"), "A");
  EXPECT_EQ(test.blocker("A")->joint.days, 100);
}

TEST(Blockers, NearlyParallelChainsCreditTheDifference) {
  PathwayCase test("A;;10;100\nB;;10;70\nG;A&B;20;60\n");
  test.event("A", "blocked", "2018-01-01", "B01");
  test.event("B", "blocked", "2018-01-02", "B02");
  test.evaluate("2018-02-01");
  EXPECT_EQ(test.blocker("A")->gain.days, 30);  // 100 - 70
  EXPECT_EQ(test.blocker("B")->gain.days, 0);
  EXPECT_EQ(test.with("A"), "");
  EXPECT_EQ(test.with("B"), "");  // A moves the goal alone: no minimal set holds B
}

TEST(Blockers, ThreeMayHaveToBeLiftedTogether) {
  PathwayCase test("A;;10;100\nB;;10;100\nC;;10;100\nG;A&B&C;20;60\n");
  for (const char* id : {"A", "B", "C"}) test.event(id, "blocked", "2018-01-01", "B01");
  test.evaluate("2018-02-01");
  EXPECT_EQ(test.with("A"), "B C");
  EXPECT_EQ(test.with("C"), "A B");
  EXPECT_EQ(test.blocker("B")->joint.days, 100);
}

TEST(Blockers, AnOpenStepThatIsNoPointMayBeThePartner) {
  // B is simply under way, as long as A is blocked.
  PathwayCase test("A;;10;100\nB;;100;300\nG;A&B;20;60\n");
  test.event("A", "blocked", "2018-01-01", "B01");
  test.evaluate("2018-02-01");
  EXPECT_EQ(test.blockers().size(), 1u);
  EXPECT_EQ(test.with("A"), "B");
}

TEST(Blockers, AGoalOutOfReachIsUnlockedNotCountedInDays) {
  PathwayCase test("A;;10;20;rule=age >= 25\nG;A;30;60\nH;A;5;6\nI;;7;9\n");
  test.facts.birth_date = day("1998-05-01");
  test.evaluate("2018-01-01");
  EXPECT_EQ(test.expected("G"), "-");
  EXPECT_EQ(test.cause("A"), "ineligible");
  EXPECT_EQ(test.root("A"), "A");
  EXPECT_EQ(test.blocker("A")->gain.days, 0);
  EXPECT_EQ(test.blocker("A")->gain.unlocked, 2);  // G and H, ends of the graph; I does not move
  // Who has another way is not blocked by it.
  test.goals("G|I");
  test.evaluate("2018-01-01");
  EXPECT_TRUE(test.blockers().empty());
}

TEST(Blockers, TwoImpossibleStepsUnlockTogether) {
  PathwayCase test("A;;10;20;rule=age >= 25\nB;;10;20;rule=age >= 30\nG;A&B;30;60\n");
  test.facts.birth_date = day("1998-05-01");
  test.evaluate("2018-01-01");
  EXPECT_EQ(test.blocker("A")->gain.unlocked, 0);
  EXPECT_EQ(test.with("A"), "B");
  EXPECT_EQ(test.blocker("A")->joint.unlocked, 1);
}

TEST(Blockers, GainsAddOverTheGoals) {
  PathwayCase test("A;;10;100\nG;A;20;60\nH;A;1;2\n");
  test.event("A", "blocked", "2018-01-01", "B01");
  test.evaluate("2018-02-01");
  EXPECT_EQ(test.blocker("A")->gain.days, 200);
}

TEST(Blockers, AnInsufficientResultIsTheRootOfWhatItHoldsUp) {
  PathwayCase test("C05;;200;300\nC09;C05;60;120\nE08;C09:A2;180;420\n");
  test.event("C05", "done", "2017-01-01");
  test.event("C09", "done", "2018-01-01", "A1");
  test.event("E08", "blocked", "2018-01-02", "B15");
  test.evaluate("2018-01-10");
  EXPECT_EQ(test.root("E08"), "C09");
  EXPECT_EQ(test.lift({"C09"}).days, 60);
}

TEST(Blockers, TheLifterIsTheOrganisationOfTheRoot) {
  PathwayCase test("A;;40;90\nB;A;5;9\n");
  test.event("A", "requested", "2018-01-01").organisation = "ofpra";
  test.event("B", "blocked", "2018-01-02", "B01").organisation = "caf";
  test.evaluate("2018-01-10");
  ASSERT_EQ(test.root("B"), "A");
  EXPECT_EQ(test.owner("A"), "ofpra");
  EXPECT_EQ(test.owner("B"), "caf");
}

TEST(Blockers, OfTheCatalogueOf2018CivilStatusHoldsUpTheCard) {
  PathwayCase test{Catalogue(default_catalogue())};
  test.facts.birth_date = day("1990-02-01");
  test.facts.status = ProtectionStatus::refugee;
  test.facts.protected_on = day("2017-06-01");
  test.facts.household = HouseholdFacts{};
  test.facts.foreign_licence = false;
  test.goals("R09");
  test.event("R02", "done", "2017-06-20");
  test.event("R03", "done", "2018-06-20");
  test.event("R05", "done", "2018-06-25");
  test.event("R06", "requested", "2017-09-01").organisation = "OFPRA";
  test.evaluate("2018-10-12");
  // 406 days: past the maximum of 365, so (365 - 120) / 2 = 122.5, rounded up, are still counted.
  EXPECT_EQ(test.cause("R06"), "late");
  EXPECT_EQ(test.days_to("R06"), 123);
  EXPECT_EQ(test.days_to("R09"), 123 + 45 + 60);
  EXPECT_EQ(test.blocker("R06")->gain.days, 123);
  // The card is past its legal three months: its root is the civil status.
  EXPECT_EQ(test.cause("R07"), "late");
  EXPECT_EQ(test.root("R07"), "R06");
  EXPECT_EQ(test.blocker("R07")->gain.days, 123 + 45);
}

TEST(LiftPlan, BeginsWithWhatCanBeActedOnNotWithWhatOnlyWaits) {
  // B must be done within 30 days of the protection decision: the clock breaks, because A takes 50.
  PathwayCase test("R01;;0;0\nA;;50;90\nB;A;10;40;deadline_days=30;deadline_from=protected_on\n");
  test.facts.protected_on = day("2018-10-10");
  test.goals("B");
  test.evaluate("2018-10-12");
  ASSERT_NE(test.blocker("B"), nullptr);
  EXPECT_EQ(test.cause("B"), "deadline");
  const LiftPlan plan = test.finder().plan();
  ASSERT_EQ(plan.count, 1);
  EXPECT_EQ(plan.steps[0], test.step("A"));
  EXPECT_EQ(plan.whole().days, 50);
}

}  // namespace
}  // namespace jalon::pathways
