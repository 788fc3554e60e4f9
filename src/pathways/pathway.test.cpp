#include "pathways/pathway.hpp"

#include <gtest/gtest.h>

#include "pathways/pathway_case.hpp"

namespace jalon::pathways {
namespace {

/// A was said done on 1 May, then corrected on 1 September to 15 June, then withdrawn on 1 November.
class Corrections : public testing::Test {
 protected:
  Corrections() {
    StepEvent& first = test.event("A", "done", "2018-05-01");
    first.event = "e1";
    StepEvent& second = test.event("A", "done", "2018-06-15");
    second.event = "e2";
    second.corrects = "e1";
    second.recorded_on = day("2018-09-01");
    StepEvent& third = test.event("A", "withdrawn", "2018-06-15");
    third.event = "e3";
    third.corrects = "e2";
    third.recorded_on = day("2018-11-01");
  }
  std::string since(std::string_view at, std::string_view known_at) {
    test.known_at = day(known_at);
    test.evaluate(at);
    return test.status("A") + " " + test.since("A");
  }
  PathwayCase test{"A;;10;30\n"};
};

TEST_F(Corrections, AnswerByWhatWasKnown) {
  EXPECT_EQ(since("2018-08-01", "2018-08-01"), "done 2018-05-01");
  EXPECT_EQ(since("2018-08-01", "2018-09-01"), "done 2018-06-15");
  EXPECT_EQ(since("2018-08-01", "2018-11-01"), "ready -");
}

TEST_F(Corrections, ReplaceEvenWhenTheyAreDatedLaterThanTheQuestion) {
  // On 1 June, knowing the correction: it was not done yet.
  EXPECT_EQ(since("2018-06-01", "2018-08-01"), "done 2018-05-01");
  EXPECT_EQ(since("2018-06-01", "2018-09-01"), "ready -");
}

TEST_F(Corrections, AnEventCountsNoEarlierThanItWasRecorded) {
  test.events[0].recorded_on = day("2018-05-10");
  EXPECT_EQ(since("2018-05-05", "2018-05-09"), "ready -");
  EXPECT_EQ(since("2018-05-05", "2018-05-10"), "done 2018-05-01");
}

TEST_F(Corrections, DoNotBringBackWhatTheyReplaced) {
  // Withdrawing the correction cancels the fact; the first statement is not believed again.
  EXPECT_EQ(since("2018-12-01", "2018-12-01"), "ready -");
}

TEST(Pathway, AnEventSaidTwiceCountsOnceAndTheLastStatementWins) {
  PathwayCase test("A;;10;30\n");
  test.event("A", "done", "2018-05-01", "A1").recorded_on = day("2018-05-02");
  test.event("A", "done", "2018-05-01", "A2").recorded_on = day("2018-05-03");
  EXPECT_EQ(in_force(test.events, std::nullopt).size(), 1u);
  EXPECT_EQ(in_force(test.events, std::nullopt)[0]->outcome, "A2");
  EXPECT_EQ(in_force(test.events, day("2018-05-02"))[0]->outcome, "A1");
}

TEST(Pathway, EventsOfTheSameDayFollowTheOrderOfTheContract) {
  PathwayCase test("A;;10;30\n");
  test.event("A", "refused", "2018-05-01");
  test.event("A", "requested", "2018-05-01");
  test.evaluate("2018-05-02");
  EXPECT_EQ(test.status("A"), "refused");
}

TEST(Pathway, TakesLittleRoom) {
  PathwayCase test("A;;10;30\n");
  for (int i = 0; i < 15; ++i) test.event("A", "requested", to_iso(day("2018-01-01") + i));
  Names names;
  EXPECT_LT(pack(test.catalogue(), names, test.facts, test.events).footprint(), 1000u);
}

}  // namespace
}  // namespace jalon::pathways
