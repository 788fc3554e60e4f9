// Nothing of anybody's health is recorded, whether by a file or by a form; what was recorded before is gone.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "base/text.hpp"
#include "pathways/catalogue_file.hpp"
#include "pathways/event_store.hpp"
#include "pathways/pathway_actions.hpp"
#include "people/people_actions.hpp"
#include "people/person_store.hpp"
#include "store/testing_store.hpp"

namespace jalon::pathways {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Date today = Date::from_ymd(2018, 10, 12);

class HealthInDatabase : public store::OnEachDatabase {
 protected:
  void SetUp() override {
    vault_ = std::make_unique<people::Vault>(fresh().folder() + "/keys");
    people_ = send("people.csv",
                   "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,"
                   "languages,french_level,family_role,referent_organisation,goals\n"
                   "P1,H1,Rahimi,Amina,1990-04-02,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,,L06;H07\n",
                   [&](store::Transaction& t, const csv::Document& document, const ImportContext& context) {
                     return people::import_people(t, document, context, *vault_);
                   });
    amina_ =
        *database().read([](store::Reader& reader) { return people::person_by_ref(reader, "063", "P1"); });
  }
  template <class Import>
  ImportReport send(std::string name, std::string_view text, Import import) {
    const auto document = csv::Document::parse(std::move(name), text);
    ImportReport report;
    (void)database().write(command("import"), [&](store::Transaction& t) -> Result<int> {
      report = import(t, *document, ImportContext{today});
      if (!report.accepted()) return refuse("problems");
      return 0;
    });
    return report;
  }
  ImportReport send_events(std::string_view lines) {
    return send(
        "events.csv",
        "person,step,kind,date,outcome,organisation,cause,recorded_on,event,corrects\n" + std::string(lines),
        [&](store::Transaction& t, const csv::Document& document, const ImportContext& context) {
          return import_events(t, document, context, *vault_);
        });
  }
  std::vector<RecordedEvent> events() {
    return database().read([&](store::Reader& reader) { return events_of(reader, "063", amina_); });
  }
  Result<Recorded> record(std::string step, EventKind kind, std::string cause = "") {
    EventDraft draft;
    draft.person = amina_;
    draft.step = std::move(step);
    draft.kind = kind;
    draft.cause = std::move(cause);
    draft.date = today;
    return record_event(database(), *vault_, default_catalogue(), clock(), command("pathways.record_event"),
                        draft, 0);
  }
  static std::vector<std::string> steps_of(const std::vector<RecordedEvent>& events) {
    std::vector<std::string> steps;
    for (const RecordedEvent& event : events) steps.push_back(event.step);
    return steps;
  }

  ImportReport people_;
  people::PersonId amina_;
  std::unique_ptr<people::Vault> vault_;
};
JALON_ON_EACH_DATABASE(HealthInDatabase);

TEST_P(HealthInDatabase, AnImportLeavesTheRowsOutAndTellsEachOfThem) {
  const ImportReport report = send_events(
      "P1,R04,requested,2018-02-01,,,,,E1,\n"
      "P1,H04,done,2018-03-01,,,,,E2,\n"
      "P1,L06,blocked,2018-04-01,,,B20,,E3,\n"
      "P1,R10,requested,2018-03-02,,,,,E4,E2\n"
      "P1,L06,withdrawn,2018-05-01,,,,,E5,E3\n");
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.added, 2U);
  ASSERT_THAT(report.remarks, SizeIs(3));
  EXPECT_EQ(to_french(report.remarks[0]),
            "events.csv\u00a0: 2\u00a0lignes laissées de côté, car une information de santé n’est jamais "
            "enregistrée");
  EXPECT_THAT(
      to_french(report.remarks[1]),
      HasSubstr("events.csv, ligne 3, colonne step\u00a0: «\u00a0H04\u00a0»\u00a0: information de santé"));
  EXPECT_THAT(to_french(report.remarks[2]), HasSubstr("ligne 4, colonne cause\u00a0: «\u00a0B20\u00a0»"));
  EXPECT_THAT(steps_of(events()), ElementsAre("R04", "R10"));
}

TEST_P(HealthInDatabase, WordsThatSeemToTellOfHealthAreToldAndKeptSealed) {
  const ImportReport report = send_events("P1,R04,refused,2018-02-01,Suivi pour une dépression,,,,E1,\n");
  EXPECT_EQ(report.added, 1U);
  ASSERT_THAT(report.remarks, SizeIs(1));
  EXPECT_THAT(to_french(report.remarks[0]), HasSubstr("ligne 2, colonne outcome"));
  EXPECT_THAT(steps_of(events()), ElementsAre("R04"));
}

TEST_P(HealthInDatabase, AGoalAboutHealthIsLeftOutAndTold) {
  ASSERT_THAT(people_.remarks, SizeIs(1));
  EXPECT_THAT(to_french(people_.remarks[0]),
              HasSubstr("ligne 2, colonne goals\u00a0: «\u00a0L06;H07\u00a0»"));
  const auto known = database().read(
      [&](store::Reader& reader) { return people::find_person(reader, *vault_, "063", amina_); });
  EXPECT_EQ(known->situation.goals, "L06");
}

TEST_P(HealthInDatabase, NeitherAStepNorACauseOfHealthIsRecorded) {
  for (const char* id : {"H04", "H05", "H06", "H07"}) {
    EXPECT_EQ(record(id, EventKind::requested).error().code, "event.about_health") << id;
  }
  EXPECT_EQ(record("L06", EventKind::blocked, "B20").error().code, "event.about_health");
  EXPECT_TRUE(record("H01", EventKind::requested)) << "cover is a right";
  EXPECT_THAT(steps_of(events()), ElementsAre("H01"));
}

TEST_P(HealthInDatabase, WhatWasRecordedBeforeTheRuleGoesAndVerifyStillReplays) {
  ASSERT_TRUE(record("H01", EventKind::requested));
  (void)database().write(command("test.before"), [&](store::Transaction& transaction) -> Result<int> {
    PathwayWriter writer(transaction);
    const auto known = events_of(transaction, "063", amina_);
    RecordedEvent seen{2,  "H05", EventKind::done, today - 9, today, "suivi", std::nullopt, "", "E9",
                       {}, "lea"};
    RecordedEvent moved{3, "H04", EventKind::requested, today - 8, today, "", std::nullopt, "", "", 1, "lea"};
    RecordedEvent held{4,  "L06", EventKind::blocked, today - 3, today, "", std::nullopt, "B20", "",
                       {}, "lea"};
    writer.add(amina_, known, std::vector{seen, moved, held});
    writer.finish();
    return 0;
  });
  std::ostringstream text;
  text << std::ifstream("db/migrations/20261130081000_health_left_out.sql").rdbuf();
  std::string sql = text.str();
  sql.erase(0, sql.find("DELETE"));
  (void)database().write(command("test.migrate"), [&](store::Transaction& transaction) -> Result<int> {
    for (const std::string_view statement : split(sql, ';')) {
      if (trim(statement).empty()) continue;
      const std::string one(statement);
      transaction.execute(store::Query("test.health", one.c_str(), store::Query::Unlisted::yes), {});
    }
    return 0;
  });
  EXPECT_THAT(steps_of(events()), ElementsAre("H01", "-", "-", "L06"));
  EXPECT_EQ(events()[3].cause, "autre");
  const auto check = database().read([](store::Reader& reader) { return verify_pathways(reader, "063"); });
  EXPECT_THAT(check.problems, IsEmpty());
  EXPECT_EQ(check.events, 4);
}

}  // namespace
}  // namespace jalon::pathways
