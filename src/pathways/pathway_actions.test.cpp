#include "pathways/pathway_actions.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "pathways/catalogue_actions.hpp"
#include "pathways/catalogue_file.hpp"
#include "pathways/event_store.hpp"
#include "people/people_actions.hpp"
#include "people/person_store.hpp"
#include "store/testing_store.hpp"

namespace jalon::pathways {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view people_csv =
    "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,languages,"
    "french_level,"
    "family_role,referent_organisation\n"
    "P1,H1,Rahimi,Amina,1990-04-02,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,\n"
    "P2,H1,Rahimi,Zahra,2015-05-02,refugee,2018-01-10,2016-05-01,63113,prs,,child,\n";

const Date today = Date::from_ymd(2018, 10, 12);

class PathwayActions : public store::OnEachDatabase {
 protected:
  void SetUp() override {
    const auto document = csv::Document::parse("people.csv", people_csv);
    const auto written = database().write(command("import"), [&](store::Transaction& t) -> Result<int> {
      EXPECT_EQ(people::import_people(t, *document, {today}, vault()).added, 2U);
      return 0;
    });
    ASSERT_TRUE(written);
    amina_ = database()
                 .read([](store::Reader& reader) { return people::person_by_ref(reader, "063", "P1"); })
                 .value();
  }

  people::Vault& vault() {
    if (!vault_) vault_ = std::make_unique<people::Vault>(fresh().folder() + "/keys");
    return *vault_;
  }

  ImportReport import(std::string_view lines, Date on = today) {
    const auto document = csv::Document::parse(
        "events.csv",
        "person,step,kind,date,outcome,organisation,cause,recorded_on,event,corrects\n" + std::string(lines));
    EXPECT_TRUE(document);
    ImportReport report;
    (void)database().write(command("import"), [&](store::Transaction& t) -> Result<int> {
      report = import_events(t, *document, {on}, vault());
      if (!report.accepted()) return refuse("problems");
      return 0;
    });
    return report;
  }

  std::int64_t done(std::string_view step, Date at, Date known_at = Date::never()) {
    return database().read(
        [&](store::Reader& reader) { return count_step(reader, "063", step, "done", at, known_at); });
  }

  ReplayCheck verify() {
    return database().read([](store::Reader& reader) { return verify_pathways(reader, "063"); });
  }

  Result<Recorded> record(EventDraft draft, std::int64_t seen, std::string actor = "lea") {
    draft.person = amina_;
    store::Command who = command("pathways.record_event");
    who.actor = std::move(actor);
    return record_event(database(), vault(), default_catalogue(), clock(), who, draft, seen);
  }

  people::PersonId amina_;

 private:
  std::unique_ptr<people::Vault> vault_;
};
JALON_ON_EACH_DATABASE(PathwayActions);

constexpr std::string_view three_events =
    "P1,R04,requested,2018-02-01,,PREF,,,E1,\n"
    "P1,R04,done,01/03/2018,,PREF,,,E2,\n"
    "P1,R10,blocked,2018-04-01,,,B06,2018-04-10,,\n";

TEST_P(PathwayActions, ACorrectionByAProfessionalReplacesTheDateAndKeepsWhatWasKnown) {
  EventDraft draft;
  draft.step = "R05";
  draft.kind = EventKind::done;
  draft.date = Date::from_ymd(2018, 3, 1);
  const auto first = record(draft, 0);
  ASSERT_TRUE(first);
  draft.corrects = first->ver;
  EXPECT_EQ(record(draft, first->ver).error().code, "event.already_recorded") << "it says the same";
  draft.date = Date::from_ymd(2018, 4, 1);
  const auto second = record(draft, first->ver);
  ASSERT_TRUE(second);
  EXPECT_EQ(done("R05", Date::from_ymd(2018, 3, 15)), 0);
  EXPECT_EQ(done("R05", Date::from_ymd(2018, 4, 1)), 1);
  // Two who correct the same entry: the second is told, and corrects the last one if need be.
  draft.date = Date::from_ymd(2018, 5, 1);
  const auto late = record(draft, first->ver, "karim");
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, "event.corrected_meanwhile");
  EXPECT_EQ(late.error().fact("actor"), "lea");
  draft.corrects = second->ver;
  EXPECT_TRUE(record(draft, second->ver, "karim"));
  // An event of another step is none of this one.
  draft.step = "R10";
  EXPECT_EQ(record(draft, 3).error().code, "event.unknown");
  EXPECT_TRUE(verify().problems.empty());
}

TEST_P(PathwayActions, AFileImportedTwiceAppendsNothingTheSecondTime) {
  EXPECT_EQ(import(three_events).added, 3U);
  const auto again = import(three_events, today + 30);
  EXPECT_EQ(again.unchanged, 3U);
  EXPECT_FALSE(again.changes_something());
  EXPECT_EQ(verify().events, 3);
  EXPECT_THAT(verify().problems, IsEmpty());
}

TEST_P(PathwayActions, ACorrectionRecordedLaterGivesTwoAnswersForTwoDaysOfKnowledge) {
  import(three_events);
  const auto report = import("P1,R04,done,2018-05-01,,PREF,,2018-09-01,E3,E2\n");
  EXPECT_EQ(report.changed, 1U);
  EXPECT_EQ(done("R04", Date::from_ymd(2018, 4, 1), Date::from_ymd(2018, 8, 31)), 1);
  EXPECT_EQ(done("R04", Date::from_ymd(2018, 4, 1), Date::from_ymd(2018, 9, 1)), 0);
  EXPECT_EQ(done("R04", Date::from_ymd(2018, 5, 1)), 1);
  EXPECT_THAT(verify().problems, IsEmpty());
}

TEST_P(PathwayActions, AKnownEventSentWithAnotherContentBecomesItsCorrectionOfTheDay) {
  import(three_events);
  EXPECT_EQ(import("P1,R04,done,2018-03-20,,PREF,,,E2,\n").changed, 1U);
  EXPECT_EQ(done("R04", Date::from_ymd(2018, 3, 10), today - 1), 1);
  EXPECT_EQ(done("R04", Date::from_ymd(2018, 3, 10), today), 0);
  EXPECT_EQ(import("P1,R04,done,2018-03-20,,PREF,,,E2,\n", today + 5).unchanged, 1U);
  EXPECT_EQ(import(three_events, today + 5).unchanged, 3U);
  EXPECT_THAT(verify().problems, IsEmpty());
}

TEST_P(PathwayActions, AWithdrawnEventCountsNoMore) {
  import(three_events);
  EXPECT_EQ(import("P1,R04,withdrawn,2018-10-01,,,,,E9,E2\n").changed, 1U);
  EXPECT_EQ(done("R04", Date::from_ymd(2018, 4, 1)), 0);
  EXPECT_EQ(done("R04", Date::from_ymd(2018, 4, 1), Date::from_ymd(2018, 9, 30)), 1);
}

TEST_P(PathwayActions, AFileWithAProblemIsRefusedWhole) {
  const auto report = import(
      "P1,R04,done,2018-03-01,,,,,E1,\nP9,R04,done,2018-03-01,,,,,,\nP1,R05,done,2018-03-01,,,,,,E8\n");
  ASSERT_THAT(report.problems, SizeIs(1));
  EXPECT_EQ(to_french(report.problems[0]),
            "events.csv, ligne 3, colonne person\u00a0: «\u00a0P9\u00a0»\u00a0: une personne de people.csv "
            "est attendue, "
            "celle-ci est inconnue");
  const auto corrects = import("P1,R05,done,2018-03-01,,,,,,E8\n");
  ASSERT_THAT(corrects.problems, SizeIs(1));
  EXPECT_EQ(corrects.problems[0].column, "corrects");
  EXPECT_EQ(verify().events, 0);
}

TEST_P(PathwayActions, TheIdentifierOfAnEventBelongsToOnePerson) {
  EXPECT_THAT(import("P1,R04,done,2018-03-01,,,,,E1,\nP2,S01,done,2018-03-01,,,,,E1,\n").problems, SizeIs(1));
  import("P1,R04,done,2018-03-01,,,,,E1,\n");
  EXPECT_THAT(import("P2,S01,done,2018-03-01,,,,,E1,\n").problems, SizeIs(1));
}

TEST_P(PathwayActions, RecordingAnEventAppendsItAndMovesTheStateOfTheStep) {
  import(three_events);
  EventDraft draft;
  draft.step = "R05";
  draft.kind = EventKind::done;
  draft.date = today - 1;
  const auto recorded = record(draft, 3);
  ASSERT_TRUE(recorded);
  EXPECT_EQ(recorded->ver, 4);
  EXPECT_THAT(recorded->meanwhile, IsEmpty());
  EXPECT_EQ(done("R05", today), 1);
  EXPECT_THAT(verify().problems, IsEmpty());
  EXPECT_EQ(record(draft, 4).error().code, "event.already_recorded");
}

TEST_P(PathwayActions, RefusesWhatTheDraftLacksAllAtOnce) {
  EventDraft draft;
  draft.step = "Z99";
  draft.kind = EventKind::blocked;
  draft.date = today + 1;
  const auto refused = record(draft, 0);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "step.unknown");
  ASSERT_THAT(refused.error().also, SizeIs(2));
  EXPECT_EQ(refused.error().also[0].code, "event.date_in_future");
  EXPECT_EQ(refused.error().also[1].code, "event.cause_missing");
}

TEST_P(PathwayActions, TwoProfessionalsAtOnceLoseNothingAndLearnOfEachOther) {
  std::vector<Result<Recorded>> answers(8, Result<Recorded>(Recorded{}));
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    threads.emplace_back([&, i] {
      EventDraft draft;
      draft.step = i % 2 == 0 ? "R04" : "R10";
      draft.kind = EventKind::requested;
      draft.date = today - static_cast<int>(i);
      answers[i] = record(draft, 0, "user" + std::to_string(i));
    });
  }
  for (auto& thread : threads) thread.join();
  std::size_t told = 0;
  for (const auto& answer : answers) {
    ASSERT_TRUE(answer);
    told += answer->meanwhile.size();
  }
  EXPECT_EQ(told, 28U) << "each saw those before it: 0 + 1 + ... + 7";
  EXPECT_EQ(verify().events, 8);
  EXPECT_THAT(verify().problems, IsEmpty());
}

TEST_P(PathwayActions, ADifferentEndOfTheStepRecordedMeanwhileIsForTheHumanToJudge) {
  EventDraft draft;
  draft.step = "R04";
  draft.kind = EventKind::refused;
  draft.date = today;
  ASSERT_TRUE(record(draft, 0, "omar"));
  draft.kind = EventKind::done;
  const auto refused = record(draft, 0);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "event.contradicted");
  EXPECT_EQ(refused.error().fact("actor"), "omar");
  EXPECT_TRUE(record(draft, 1)) << "now that the refusal was seen";
}

TEST_P(PathwayActions, AHistoryHoldsTheFactsTheHouseholdAndTheEventsKnownThatDay) {
  import(three_events);
  database().read([&](store::Reader& reader) {
    const auto all = load_histories(reader, vault(), default_catalogue(), "063");
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_EQ(all[0].facts.household->size, 2);
    EXPECT_THAT(all[0].facts.household->others, ElementsAre(Date::from_ymd(2015, 5, 2)));
    EXPECT_THAT(all[0].events, SizeIs(3));
    EXPECT_EQ(all[0].events[0].organisation, "PREF");
    EXPECT_EQ(all[0].ver, 3);
    const auto earlier =
        load_history(reader, vault(), default_catalogue(), "063", amina_, Date::from_ymd(2018, 4, 9));
    ASSERT_TRUE(earlier);
    EXPECT_THAT(earlier->events, SizeIs(2));
    EXPECT_EQ(earlier->facts.birth_date, Date::from_ymd(1990, 4, 2));
  });
}

TEST_P(PathwayActions, VerifyTellsOfAPeriodThatNoEventExplains) {
  import(three_events);
  const auto spoilt = database().write(command(), [&](store::Transaction& t) -> Result<int> {
    const StepSpell invented{"R05", "done", {today, Date::never()}, {today, Date::never()}};
    replace_spells(t, amina_, {}, {&invented, 1});
    return 0;
  });
  ASSERT_TRUE(spoilt);
  EXPECT_THAT(verify().problems, ElementsAre(testing::HasSubstr("ne suit d’aucun événement")));
}

TEST_P(PathwayActions, ACatalogueSentIsKeptAndServesAndTheProgramsOwnNeedNotBe) {
  const auto send = [&](std::string_view text) {
    const auto document = csv::Document::parse("steps.csv", text);
    ImportReport report;
    (void)database().write(command("import"), [&](store::Transaction& t) -> Result<int> {
      report = import_catalogue(t, *document, {today});
      return 0;
    });
    return report;
  };
  EXPECT_FALSE(send(default_catalogue_text()).changes_something());
  const std::string_view own =
      "id,domain,label_fr,label_en,deliverer,prerequisites,typ_days,min_days,max_days,legal_deadline,legal_"
      "basis,"
      "eligibility,scarce,valid_from,valid_to,source,confidence\n"
      "X1,rights,Début,Start,OFPRA,,0,0,0,,,,0,2015-11-01,,,K\n";
  EXPECT_TRUE(send(own).changes_something());
  EXPECT_FALSE(send(own).changes_something());
  const auto catalogue = database().read([](store::Reader& reader) { return load_catalogue(reader, "063"); });
  EXPECT_EQ(catalogue.size(), 1U);
  EXPECT_THAT(import("P1,R04,done,2018-03-01,,,,,,\n").problems, SizeIs(1));
}

}  // namespace
}  // namespace jalon::pathways
