// Pathways computed by hand: the arithmetic stands in the tests.
#include "pathways/evaluation.hpp"

#include <gtest/gtest.h>

#include "pathways/pathway_case.hpp"

namespace jalon::pathways {
namespace {

TEST(Evaluation, AddsTheTimeOfAChain) {
  PathwayCase test("A;;10;30\nB;A;20;60\n");
  test.evaluate("2018-01-01");
  EXPECT_EQ(test.status("A"), "ready");
  EXPECT_EQ(test.days_to("A"), 10);  // nothing started: typ
  EXPECT_EQ(test.status("B"), "waiting");
  EXPECT_EQ(test.days_to("B"), 10 + 20);
  EXPECT_EQ(test.owner("A"), "office");
}

TEST(Evaluation, WaitsForTheLastOfAndAndTheFirstOfOr) {
  PathwayCase test("A;;10;30\nB;;25;30\nC;;40;50\nD;A&B|C;5;9\n");
  test.evaluate("2018-01-01");
  EXPECT_EQ(test.days_to("D"), std::max(10, std::min(25, 40)) + 5);
}

TEST(Evaluation, CountsWhatIsLeftOfAnAttempt) {
  // typ 10, max 31. e days after the first request:
  const std::vector<std::pair<const char*, int>> cases = {
      {"2018-01-01", 10},  // e = 0: 10 - 0
      {"2018-01-05", 6},   // e = 4: 10 - 4
      {"2018-01-10", 1},   // e = 9: 10 - 9
      {"2018-01-11", 11},  // e = 10: (31 - 10) / 2 = 10.5, rounded up
      {"2018-01-12", 10},  // e = 11: (31 - 11) / 2
      {"2018-01-31", 1},   // e = 30: (31 - 30) / 2 = 0.5, rounded up
      {"2018-02-01", 11},  // e = 31: past the maximum, (31 - 10) / 2 = 10.5, rounded up
      {"2018-06-01", 11}};
  for (const auto& [at, left] : cases) {
    PathwayCase test("A;;10;31\n");
    test.event("A", "started", "2018-01-03");
    test.event("A", "requested", "2018-01-01");
    test.evaluate(at);
    EXPECT_EQ(test.days_to("A"), left) << at;
  }
}

TEST(Evaluation, LeavesAtLeastADayToAnAttemptPastItsTime) {
  PathwayCase test("A;;10;10\n");
  test.event("A", "requested", "2018-01-01");
  test.evaluate("2018-03-01");
  EXPECT_EQ(test.days_to("A"), 1);  // max(1, (10 - 10) / 2)
}

TEST(Evaluation, StartedGoesBeforeRequested) {
  PathwayCase test("A;;10;31\n");
  test.event("A", "requested", "2018-01-01").organisation = "prefecture";
  test.evaluate("2018-01-02");
  EXPECT_EQ(test.status("A"), "requested");
  EXPECT_EQ(test.owner("A"), "prefecture");
  test.event("A", "started", "2018-01-02");
  test.evaluate("2018-01-03");
  EXPECT_EQ(test.status("A"), "in_progress");
  EXPECT_EQ(test.since("A"), "2018-01-02");
  EXPECT_EQ(test.owner("A"), "prefecture");  // the last event that names one
}

TEST(Evaluation, ABlockedStepTakesItsMaximumAndKeepsItsStatus) {
  PathwayCase test("A;;10;31\nB;A;7;9\n");
  test.event("A", "requested", "2018-01-01");
  test.event("A", "blocked", "2018-01-04", "B05");
  test.evaluate("2018-01-05");
  EXPECT_EQ(test.status("A"), "requested");
  EXPECT_EQ(test.days_to("A"), 31);
  EXPECT_EQ(test.days_to("B"), 31 + 7);
  test.event("A", "unblocked", "2018-01-05");
  test.evaluate("2018-01-05");
  EXPECT_EQ(test.days_to("A"), 10 - 4);
}

TEST(Evaluation, TheDecisionIsDoneOnTheDayOfProtection) {
  PathwayCase test("R01;;0;0\nA;R01;10;20\n");
  test.facts.protected_on = day("2018-03-01");
  test.evaluate("2018-03-10");
  EXPECT_EQ(test.status("R01"), "done");
  EXPECT_EQ(test.since("R01"), "2018-03-01");
  EXPECT_EQ(test.expected("R01"), "2018-03-01");
  EXPECT_EQ(test.status("A"), "ready");
  EXPECT_EQ(test.since("A"), "2018-03-01");
  // An event says otherwise.
  test.event("R01", "done", "2018-02-01");
  test.evaluate("2018-03-10");
  EXPECT_EQ(test.since("R01"), "2018-02-01");
}

TEST(Evaluation, TheDecisionToComeIsExpectedOnItsDay) {
  PathwayCase test("R01;;0;0\nA;R01;10;20\n");
  test.facts.protected_on = day("2018-03-01");
  test.evaluate("2018-02-01");
  EXPECT_EQ(test.status("R01"), "waiting");
  EXPECT_EQ(test.expected("R01"), "2018-03-01");
  EXPECT_EQ(test.expected("A"), "2018-03-11");
}

TEST(Evaluation, AStepOfNoTimeIsDoneWithItsPrerequisites) {
  // E01, the right to work, comes with the receipt R05.
  PathwayCase test("A;;10;20\nB;;10;20\nE;A&B;0;0\nF;A|B;0;0\n");
  test.event("A", "done", "2018-01-05");
  test.event("B", "done", "2018-02-05");
  test.evaluate("2018-03-01");
  EXPECT_EQ(test.status("E"), "done");
  EXPECT_EQ(test.since("E"), "2018-02-05");  // the last of both
  EXPECT_EQ(test.since("F"), "2018-01-05");  // the first of either
  test.evaluate("2018-01-10");
  EXPECT_EQ(test.status("E"), "waiting");
}

TEST(Evaluation, HavingAskedForProtectionDoesNotUndoTheDecision) {
  PathwayCase test("R01;;0;0\nA;R01;10;20\n");
  test.facts.protected_on = day("2018-03-01");
  test.event("R01", "requested", "2017-02-01");
  test.evaluate("2018-03-10");
  EXPECT_EQ(test.status("R01"), "done");
  EXPECT_EQ(test.since("R01"), "2018-03-01");
  EXPECT_EQ(test.status("A"), "ready");
  EXPECT_TRUE(test.blockers().empty());
  test.evaluate("2018-02-01");
  EXPECT_EQ(test.status("R01"), "requested");
  EXPECT_EQ(test.expected("R01"), "2018-03-01");
}

TEST(Evaluation, NothingRecordedHoldsBackWhatComesOfItselfButAnAnswer) {
  // The right to work comes with the receipt, whatever somebody recorded as requested.
  PathwayCase test("R05;;1;45\nE01;R05;0;0\n");
  test.event("R05", "done", "2018-02-05");
  test.event("E01", "started", "2018-01-05");
  test.evaluate("2018-02-01");
  EXPECT_EQ(test.status("E01"), "in_progress");
  EXPECT_EQ(test.days_to("E01"), 1);  // R05 tomorrow, and no time of its own
  test.evaluate("2018-03-01");
  EXPECT_EQ(test.status("E01"), "done");
  EXPECT_EQ(test.since("E01"), "2018-02-05");
  // An employer does not recognise it: done, and a blocking point.
  test.event("E01", "blocked", "2018-02-20", "B03");
  test.evaluate("2018-03-01");
  EXPECT_EQ(test.status("E01"), "done");
  EXPECT_EQ(test.cause("E01"), "B03");
  test.event("E01", "refused", "2018-02-25");
  test.evaluate("2018-03-01");
  EXPECT_EQ(test.status("E01"), "refused");
}

TEST(Evaluation, ADoneStepExpiresAndIsRenewed) {
  PathwayCase test("A;;10;20;valid_days=30\nB;A;5;9\n");
  test.event("A", "done", "2018-01-01");
  test.evaluate("2018-01-30");
  EXPECT_EQ(test.status("A"), "done");
  EXPECT_EQ(test.status("B"), "ready");
  test.evaluate("2018-01-31");  // 1 January + 30 days
  EXPECT_EQ(test.status("A"), "expired");
  EXPECT_EQ(test.since("A"), "2018-01-31");
  EXPECT_EQ(test.days_to("A"), 10);  // expired with nothing started: typ
  EXPECT_EQ(test.status("B"), "waiting");
  EXPECT_EQ(test.days_to("B"), 15);
  EXPECT_EQ(test.cause("A"), "expired");
  // A renewal asked in time: done until the end, then under way since it was asked.
  test.event("A", "requested", "2018-01-28");
  test.evaluate("2018-01-29");
  EXPECT_EQ(test.status("A"), "done");
  test.evaluate("2018-02-01");
  EXPECT_EQ(test.status("A"), "requested");
  EXPECT_EQ(test.days_to("A"), 10 - 4);
  EXPECT_EQ(test.cause("A"), "");
  test.event("A", "done", "2018-02-02");
  test.evaluate("2018-03-03");
  EXPECT_EQ(test.status("A"), "done");  // valid until 4 March
}

TEST(Evaluation, AnEventTakesBackWhatWasDone) {
  for (const char* kind : {"expired", "refused", "abandoned", "cancelled"}) {
    PathwayCase test("A;;10;20\nB;A;5;9\n");
    test.event("A", "done", "2018-01-01");
    test.event("A", kind, "2018-02-01");
    test.evaluate("2018-02-02");
    EXPECT_EQ(test.status("A"), kind);
    EXPECT_EQ(test.days_to("B"), 10 + 5) << kind;
  }
}

TEST(Evaluation, OneStepKeepsAnotherDone) {
  // The card (K) replaces the receipt (A): its end no longer matters.
  PathwayCase test("A;;10;20;valid_days=30;kept_by=K\nK;A;40;60\nB;A;5;9\n");
  test.event("A", "done", "2018-01-01");
  test.event("K", "done", "2018-01-20");
  test.evaluate("2018-06-01");
  EXPECT_EQ(test.status("A"), "done");
  EXPECT_EQ(test.since("A"), "2018-01-01");
  EXPECT_EQ(test.status("B"), "ready");
}

TEST(Evaluation, FollowsTheVersionOfTheDayTheAttemptBegan) {
  PathwayCase test("A;;100;200;valid_to=2018-12-31\nA;;10;20;valid_from=2019-01-01\n");
  test.event("A", "requested", "2018-12-01");
  test.evaluate("2019-01-20");  // e = 50
  EXPECT_EQ(test.days_to("A"), 100 - 50);
  EXPECT_EQ(test.cause("A"), "");  // 50 days is late in the new version, not in the one that applies
  test.evaluate("2019-06-20");     // e = 201 > 200
  EXPECT_EQ(test.cause("A"), "late");
  // A new attempt follows the new version.
  test.event("A", "refused", "2019-06-21");
  test.event("A", "requested", "2019-06-22");
  test.evaluate("2019-06-25");
  EXPECT_EQ(test.days_to("A"), 10 - 3);
}

TEST(Evaluation, FollowsTheValidityOfTheVersionThatWasDone) {
  PathwayCase test(
      "A;;1;2;valid_to=2018-12-31;valid_days=100\nA;;1;2;valid_from=2019-01-01;valid_days=1000\n");
  test.event("A", "requested", "2018-12-30");
  test.event("A", "done", "2019-01-02");
  test.evaluate("2019-04-12");  // 2 January + 100 days
  EXPECT_EQ(test.status("A"), "expired");
}

TEST(Evaluation, DropsAPrerequisiteThatDoesNotExistThatDay) {
  // N exists from 2020: before, D waits for A alone, and E, which needs N, is nobody's business.
  PathwayCase test("A;;10;20\nN;;1;2;valid_from=2020-01-01\nD;A|N;5;9\nE;N;5;9\nF;E;1;2\n");
  test.evaluate("2018-01-01");
  EXPECT_EQ(test.days_to("D"), 10 + 5);
  EXPECT_FALSE(test.state("N").present);
  EXPECT_EQ(test.status("E"), "not_relevant");
  EXPECT_EQ(test.status("F"), "not_relevant");  // it requires what is nobody's business
  test.evaluate("2020-01-01");
  EXPECT_EQ(test.days_to("D"), 1 + 5);
  EXPECT_EQ(test.status("E"), "waiting");
}

TEST(Evaluation, AFinalStatusOpensAStepAndNothingElseDoes) {
  // R10 the bank, R11 the right to an account once a bank has refused.
  PathwayCase test("R10;;20;60\nR11;R10:refused;6;15\n");
  test.evaluate("2018-01-01");
  EXPECT_EQ(test.status("R11"), "not_relevant");
  test.event("R10", "requested", "2018-01-01");
  test.event("R10", "refused", "2018-01-10");
  test.evaluate("2018-01-12");
  EXPECT_EQ(test.status("R10"), "refused");
  EXPECT_EQ(test.days_to("R10"), 20);
  EXPECT_EQ(test.status("R11"), "ready");
  EXPECT_EQ(test.since("R11"), "2018-01-10");
  EXPECT_EQ(test.days_to("R11"), 6);
  test.event("R10", "done", "2018-01-20");
  test.evaluate("2018-01-21");
  EXPECT_EQ(test.status("R11"), "not_relevant");
}

TEST(Evaluation, ALevelIsMetByAHigherOneAndRedoneWhenLower) {
  PathwayCase test("C09;;60;120\nE05;C09:A1;30;40\nE08;C09:A2;180;420\nX;C09:oui;1;2\n");
  test.event("C09", "done", "2018-01-01", "A1");
  test.evaluate("2018-01-10");
  EXPECT_EQ(test.status("C09"), "done");
  EXPECT_EQ(test.status("E05"), "ready");
  EXPECT_EQ(test.status("E08"), "waiting");
  EXPECT_EQ(test.days_to("E08"), 60 + 180);  // C09 again at its typ
  EXPECT_EQ(test.days_to("X"), 60 + 1);      // another outcome than the one asked for
  test.event("C09", "requested", "2018-01-05");
  test.evaluate("2018-01-10");
  EXPECT_EQ(test.status("C09"), "done");
  EXPECT_EQ(test.days_to("E08"), (60 - 5) + 180);  // the second attempt is 5 days old
  test.event("C09", "done", "2018-01-09", "B1");
  test.evaluate("2018-01-10");
  EXPECT_EQ(test.status("E05"), "ready");
  EXPECT_EQ(test.status("E08"), "ready");
}

TEST(Evaluation, ARuleThatFailsExcludesAndNeverComes) {
  PathwayCase test("A;;10;20;rule=age >= 25\nB;A;5;9\nC;A|D;5;9\nD;;50;60\n");
  test.facts.birth_date = day("1998-05-01");
  test.evaluate("2018-01-01");
  EXPECT_EQ(test.status("A"), "not_relevant");
  EXPECT_EQ(test.expected("A"), "-");
  EXPECT_EQ(test.status("B"), "waiting");
  EXPECT_EQ(test.expected("B"), "-");
  EXPECT_EQ(test.days_to("C"), 50 + 5);
  test.evaluate("2023-05-01");  // the birthday
  EXPECT_EQ(test.status("A"), "ready");
}

TEST(Evaluation, AnUnknownFactNeverExcludes) {
  PathwayCase test("A;;10;20;rule=age >= 25\n");
  test.evaluate("2018-01-01");
  EXPECT_EQ(test.status("A"), "ready");
  EXPECT_TRUE(test.state("A").to_check);
}

TEST(Evaluation, WhatHasBegunIsNoLongerAskedItsRule) {
  PathwayCase test("A;;10;20;rule=age <= 25\n");
  test.facts.birth_date = day("1992-05-01");
  test.event("A", "started", "2018-04-25");
  test.evaluate("2018-05-02");  // 26 since yesterday
  EXPECT_EQ(test.status("A"), "in_progress");
  EXPECT_EQ(test.days_to("A"), 10 - 7);
}

TEST(Evaluation, NobodyWaitsForAStepDeclaredNotRelevant) {
  PathwayCase test("A;;10;20\nB;;30;40\nC;A;5;9\nD;A|B;5;9\nE;A|F;5;9\nF;A;1;2\n");
  test.event("A", "not_relevant", "2018-01-01");
  test.evaluate("2018-01-02");
  EXPECT_EQ(test.status("A"), "not_relevant");
  EXPECT_EQ(test.status("C"), "ready");  // alone: no longer asked for
  EXPECT_EQ(test.days_to("D"), 30 + 5);  // among alternatives: dropped
  EXPECT_EQ(test.days_to("E"), 1 + 5);
  test.event("A", "requested", "2018-01-02");  // it was, after all
  test.evaluate("2018-01-02");
  EXPECT_EQ(test.status("A"), "requested");
  EXPECT_EQ(test.status("C"), "waiting");
}

TEST(Evaluation, WaitsForTheNextOpeningThatFits) {
  PathwayCase test("C06;;180;240\n");
  test.facts.birth_date = day("1980-01-01");
  test.availability.emplace();
  test.availability->add_step(test.step("C06"));
  test.evaluate("2018-10-12");
  EXPECT_EQ(test.days_to("C06"), 240);  // nothing planned: the maximum
  EXPECT_EQ(test.cause("C06"), "no_place");
  Opening for_the_young;
  for_the_young.opens_on = day("2018-10-20").days();
  for_the_young.max_age = 25;
  test.availability->add_opening(test.step("C06"), for_the_young);
  Opening for_all;
  for_all.opens_on = day("2018-11-05").days();
  test.availability->add_opening(test.step("C06"), for_all);
  test.evaluate("2018-10-12");
  EXPECT_EQ(test.days_to("C06"), 24 + 180);  // 12 October to 5 November, then typ
  EXPECT_EQ(test.cause("C06"), "");
  test.facts.birth_date = day("1998-01-01");
  test.evaluate("2018-10-12");
  EXPECT_EQ(test.days_to("C06"), 8 + 180);
  test.facts.places = {{test.step("C06"), day("2018-10-15")}};
  test.evaluate("2018-10-12");
  EXPECT_EQ(test.days_to("C06"), 3 + 180);  // accepted in a session that starts on the 15th
  test.facts.places = {{test.step("C06"), day("2018-12-15")}, {test.step("C06"), day("2018-10-15")}};
  test.evaluate("2018-10-12");
  EXPECT_EQ(test.days_to("C06"), 3 + 180);  // and in a later one: the soonest, in any order
}

TEST(Evaluation, TheHouseholdHoldsSomeSteps) {
  PathwayCase test("A;;10;20;holder=household\nB;;10;20\n");
  test.event("A", "done", "2018-01-01");
  test.event("B", "done", "2018-01-01");
  std::swap(test.events, test.of_members);
  test.evaluate("2018-01-02");
  EXPECT_EQ(test.status("A"), "done");
  EXPECT_EQ(test.status("B"), "ready");
}

TEST(Evaluation, WhatHappensToTheHouseholdIsNotAskedOfThoseExcluded) {
  // Childcare is asked for by the mother; it is no step of the child.
  PathwayCase test("A;;10;20;holder=household;rule=age >= 18\n");
  test.facts.birth_date = day("2016-01-01");
  test.event("A", "requested", "2018-01-01");
  std::swap(test.events, test.of_members);
  test.evaluate("2018-01-02");
  EXPECT_EQ(test.status("A"), "not_relevant");
  test.of_members[0].kind = EventKind::done;  // a lease is everybody's
  test.evaluate("2018-01-02");
  EXPECT_EQ(test.status("A"), "done");
}

TEST(Evaluation, WhatEachChildDoesCountsForTheParentsAndNotForBrothersAndSisters) {
  PathwayCase test("A;;10;20;holder=child;rule=age <= 16\nB;A;5;9;rule=role != child\n");
  test.facts.birth_date = day("1980-01-01");
  test.facts.family_role = people::FamilyRole::partner;
  test.event("A", "done", "2018-01-01");
  std::swap(test.events, test.of_members);
  test.evaluate("2018-01-02");
  EXPECT_EQ(test.status("A"), "done");
  EXPECT_EQ(test.status("B"), "ready");
  test.of_members[0].kind = EventKind::requested;  // not enrolled yet
  test.evaluate("2018-01-02");
  EXPECT_EQ(test.status("B"), "waiting");
  test.of_members[0].kind = EventKind::done;
  test.facts.birth_date = day("2010-01-01");
  test.facts.family_role = people::FamilyRole::child;
  test.evaluate("2018-01-02");
  EXPECT_EQ(test.status("A"), "ready");
}

class Goals : public testing::Test {
 protected:
  std::vector<std::string> of(PathwayCase& test, std::string_view at) {
    test.evaluate(at);
    std::vector<std::string> goals;
    for (const Goal& goal : test.evaluation().goals) {
      std::string text;
      for (const PackedOption& option : goal.options) {
        text += (text.empty() ? "" : "|") + test.catalogue().step(option.step).id;
      }
      goals.push_back(text);
    }
    return goals;
  }
};

TEST_F(Goals, AreHousingAndWorkForAdultsAndSchoolForChildren) {
  PathwayCase test("L06;;1;2\nL13;;1;2\nE10;;1;2\nE08;;1;2\nS01;;1;2\n");
  test.facts.birth_date = day("2000-10-12");
  EXPECT_EQ(of(test, "2018-10-12"), (std::vector<std::string>{"L06|L13", "E10|E08"}));
  // 17 years: past school, not an adult: the ends of the graph.
  EXPECT_EQ(of(test, "2018-10-11"), (std::vector<std::string>{"L06", "L13", "E10", "E08", "S01"}));
  test.facts.birth_date = day("2010-01-01");
  EXPECT_EQ(of(test, "2018-10-12"), (std::vector<std::string>{"S01"}));
}

TEST_F(Goals, FollowTheRuleOfSchool) {
  PathwayCase test("S01;;1;2;rule=age >= 6 and age <= 16\nX;;1;2\n");
  test.facts.birth_date = day("2014-01-01");
  EXPECT_EQ(of(test, "2018-10-12"), (std::vector<std::string>{"X"}));
  EXPECT_EQ(of(test, "2020-10-12"), (std::vector<std::string>{"S01"}));
}

TEST_F(Goals, OfThePersonReplaceThem) {
  PathwayCase test("L06;;1;2\nE10;;1;2\nM02;;1;2\nZ;;1;2;valid_from=2020-01-01\n");
  test.goals("M02|Z;E10");
  EXPECT_EQ(of(test, "2018-10-12"), (std::vector<std::string>{"M02", "E10"}));
}

TEST_F(Goals, AreTheEndsOfTheGraphWhenTheCatalogueHasNone) {
  PathwayCase test("A;;1;2\nB;A;1;2\nC;A;1;2;rule=age < 5\nD;A;1;2;valid_from=2020-01-01\n");
  test.facts.birth_date = day("1990-01-01");
  EXPECT_EQ(of(test, "2018-10-12"), (std::vector<std::string>{"B"}));
}

TEST(Evaluation, OfTheCatalogueOf2018FollowsARefugeeToTheCard) {
  PathwayCase test{Catalogue(default_catalogue())};
  test.facts.birth_date = day("1990-02-01");
  test.facts.status = ProtectionStatus::refugee;
  test.facts.protected_on = day("2018-01-15");
  test.event("R02", "done", "2018-02-02");
  test.event("R03", "done", "2018-02-10");
  test.event("R04", "requested", "2018-02-20");
  test.event("R06", "requested", "2018-02-10");
  test.evaluate("2018-03-01");
  EXPECT_EQ(test.status("R01"), "done");
  EXPECT_EQ(test.days_to("R04"), 20 - 9);  // asked 9 days ago
  EXPECT_EQ(test.days_to("R05"), 11 + 1);
  EXPECT_EQ(test.status("E01"), "waiting");  // comes with R05, at once
  EXPECT_EQ(test.days_to("E01"), 12);
  EXPECT_EQ(test.days_to("R06"), 120 - 19);  // asked 19 days ago
  EXPECT_EQ(test.days_to("R07"), 101 + 45);  // max(12, 101) + 45
  EXPECT_EQ(test.status("R08"), "not_relevant");
  EXPECT_EQ(test.days_to("R09"), 146 + 60);
  EXPECT_EQ(test.days_to("R10"), 12 + 20);  // R05 and R03
  EXPECT_EQ(test.status("R11"), "not_relevant");
  EXPECT_EQ(test.days_to("I01"), 32 + 30);
  EXPECT_EQ(test.days_to("L03"), 12 + 60 + 15);  // R05, the tax number R12, then L03
  // L06 = L03 and the first of I02, I03, E10: I02 = 62 + 30 = 92, E10 = 12 + 270; so max(87, 92) + 270.
  EXPECT_EQ(test.days_to("L06"), 92 + 270);
}

}  // namespace
}  // namespace jalon::pathways
