#include "schemes/scheme_actions.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "pathways/catalogue_file.hpp"
#include "people/people_actions.hpp"
#include "people/person_store.hpp"
#include "store/testing_store.hpp"

namespace jalon::schemes {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const Date today = Date::from_ymd(2018, 10, 12);

class SchemeActions : public store::OnEachDatabase {
 protected:
  void SetUp() override {
    vault_ = std::make_unique<people::Vault>(fresh().folder() + "/keys");
    std::string people =
        "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,languages,"
        "french_level,family_role,referent_organisation\n";
    for (int i = 1; i <= 8; ++i)
      people += "P" + std::to_string(i) + ",,Nom,Prenom" + std::to_string(i) + ",,,,,63113,,,,\n";
    run("people.csv", people,
        [&](store::Transaction& t, const csv::Document& document, const ImportContext& context) {
          return people::import_people(t, document, context, *vault_);
        });
    database().read([&](store::Reader& reader) { people_ = people::person_refs(reader, "063"); });
  }

  template <class Import>
  ImportReport run(std::string name, std::string_view text, Import import, Date on = today) {
    const auto document = csv::Document::parse(std::move(name), text);
    EXPECT_TRUE(document);
    ImportReport report;
    (void)database().write(command("import"), [&](store::Transaction& t) -> Result<int> {
      report = import(t, *document, ImportContext{on});
      if (!report.accepted()) return refuse("problems");
      return 0;
    });
    return report;
  }

  ImportReport send_places(std::string_view lines, Date on = today) {
    return run(
        "places.csv",
        "place,scheme,step,organisation,capacity,starts_on,ends_on,commune,hours,min_age,max_age,min_french,"
        "max_french,household_min,household_max,funder,cost_eur,includes,recorded_on\n" +
            std::string(lines),
        import_places, on);
  }
  ImportReport send_enrolments(std::string_view lines, Date on = today) {
    return run("enrolments.csv", "person,place,kind,date,hours,recorded_on\n" + std::string(lines),
               import_enrolments, on);
  }

  std::vector<PlaceView> seen(Date at, Date known_at = Date::never()) {
    return database().read([&](store::Reader& reader) { return places(reader, "063", at, known_at); });
  }
  StayCheck verify() {
    return database().read([](store::Reader& reader) { return verify_schemes(reader, "063"); });
  }
  people::PersonId person(std::string_view ref) { return people_.find(ref)->second; }

 private:
  std::unique_ptr<people::Vault> vault_;
  StringMap<people::PersonId> people_;
};
JALON_ON_EACH_DATABASE(SchemeActions);

constexpr std::string_view two_places =
    "M1,FLE 680 h,C06,GRETA,2,2018-09-10,2019-02-28,63113,680,18,,,A2,,,Pôle emploi,16000,,\n"
    "D1,IML,L07,,3,2018-01-01,,63113,,,,,,2,4,DDCS,,,\n";
constexpr std::string_view stays_csv =
    "P1,M1,accepted,2018-09-01,,\n"
    "P1,M1,entered,2018-09-10,,2018-09-12\n"
    "P2,M1,accepted,2018-09-05,,\n"
    "P3,M1,proposed,2018-09-06,,\n"
    "P4,D1,entered,2018-03-01,,\n"
    "P4,D1,left,2018-07-01,,\n";

TEST_P(SchemeActions, FilesImportedTwiceChangeNothingTheSecondTime) {
  EXPECT_EQ(send_places(two_places).added, 2U);
  EXPECT_EQ(send_enrolments(stays_csv).added, 6U);
  EXPECT_EQ(send_places(two_places, today + 1).unchanged, 2U);
  EXPECT_EQ(send_enrolments(stays_csv, today + 1).unchanged, 6U);
  EXPECT_THAT(verify().problems, IsEmpty());
}

TEST_P(SchemeActions, OccupancyIsCountedOnADayAsKnownOnAnother) {
  send_places(two_places);
  send_enrolments(stays_csv);
  const auto now = seen(today);
  ASSERT_THAT(now, SizeIs(2));
  EXPECT_EQ(now[0].place.place.ref, "M1");
  EXPECT_EQ(now[0].present, 1);
  EXPECT_EQ(now[0].accepted, 1);
  EXPECT_EQ(now[0].proposed, 1);
  EXPECT_EQ(now[0].free, 0);
  EXPECT_FALSE(now[0].open);
  EXPECT_EQ(now[1].free, 3);
  const auto before_the_list_came = seen(today, Date::from_ymd(2018, 9, 11));
  EXPECT_EQ(before_the_list_came[0].present, 0);
  EXPECT_EQ(before_the_list_came[0].accepted, 2);
  EXPECT_EQ(seen(Date::from_ymd(2018, 5, 1))[1].present, 1);
}

TEST_P(SchemeActions, ACorrectedCapacityIsKnownFromTheDayItWasRecorded) {
  send_places(two_places);
  EXPECT_EQ(send_places("D1,IML,L07,,5,2018-01-01,,63113,,,,,,2,4,DDCS,,,2018-10-01\n").changed, 1U);
  EXPECT_EQ(seen(today, Date::from_ymd(2018, 9, 30))[1].place.place.capacity, 3);
  EXPECT_EQ(seen(today, Date::from_ymd(2018, 10, 1))[1].place.place.capacity, 5);
}

TEST_P(SchemeActions, MorePeopleThanSeatsInThePastIsARemarkNotARefusal) {
  send_places(two_places);
  const auto report =
      send_enrolments("P1,M1,entered,2018-09-10,,\nP2,M1,entered,2018-09-10,,\nP3,M1,entered,2018-09-15,,\n");
  EXPECT_EQ(report.added, 3U);
  ASSERT_THAT(report.remarks, SizeIs(1));
  EXPECT_EQ(
      to_french(report.remarks[0]),
      "enrolments.csv, ligne 2, colonne place\u00a0: «\u00a0M1\u00a0»\u00a0: 3\u00a0personnes présentes "
      "pour une capacité de 2 "
      "le 15/09/2018");
}

TEST_P(SchemeActions, UnknownPeopleAndPlacesAreProblemsWithTheirLines) {
  send_places(two_places);
  const auto report = send_enrolments("P9,M1,entered,2018-09-10,,\nP1,Z,entered,2018-09-10,,\n");
  ASSERT_THAT(report.problems, SizeIs(2));
  EXPECT_EQ(report.problems[0].line, 2U);
  EXPECT_EQ(report.problems[1].column, "place");
  EXPECT_EQ(verify().stays, 0);
}

TEST_P(SchemeActions, TheEngineIsToldOfFreePlacesAndOfThoseHeld) {
  send_places(two_places);
  send_enrolments(stays_csv);
  const auto& catalogue = pathways::default_catalogue();
  const auto facts =
      database().read([&](store::Reader& reader) { return place_facts(reader, catalogue, "063", today); });
  EXPECT_THAT(facts.availability.openings(*catalogue.find("L07")), SizeIs(1));
  EXPECT_THAT(facts.availability.openings(*catalogue.find("C06")), IsEmpty());
  ASSERT_TRUE(facts.held.contains(person("P1")));
  EXPECT_FALSE(facts.held.at(person("P1"))[0].starts_on) << "entered";
  EXPECT_EQ(facts.held.at(person("P2"))[0].starts_on, today) << "accepted, not entered yet";
  EXPECT_FALSE(facts.held.contains(person("P3")));
}

TEST_P(SchemeActions, TheLastSeatIsTakenOnceHoweverManyAskAtOnce) {
  send_places("D2,IML,L07,,3,,,63113,,,,,,,,,,,\n");
  const PlaceId place = seen(today).at(0).place.id;
  std::vector<std::string> answers(8);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    threads.emplace_back([&, i] {
      const EnrolmentDraft draft{
          place, person("P" + std::to_string(i + 1)), EnrolmentKind::accepted, today, {}};
      const auto answer = enrol(database(), clock(), command("schemes.enrol"), draft);
      answers[i] = answer ? "taken" : answer.error().code;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(std::ranges::count(answers, "taken"), 3);
  EXPECT_EQ(std::ranges::count(answers, "place.full"), 5);
  EXPECT_EQ(seen(today)[0].accepted, 3);
  EXPECT_THAT(verify().problems, IsEmpty());
}

TEST_P(SchemeActions, EnteringAfterBeingAcceptedTakesNoSecondSeatAndLeavingFreesIt) {
  send_places("D2,IML,L07,,1,,,63113,,,,,,,,,,,\n");
  const PlaceId place = seen(today).at(0).place.id;
  const auto act = [&](std::string_view who, EnrolmentKind kind, int days_ago) {
    const EnrolmentDraft draft{place, person(who), kind, today - days_ago, {}};
    const auto answer = enrol(database(), clock(), command("schemes.enrol"), draft);
    return answer ? std::string("done") : answer.error().code;
  };
  EXPECT_EQ(act("P1", EnrolmentKind::accepted, 5), "done");
  EXPECT_EQ(act("P1", EnrolmentKind::entered, 4), "done");
  EXPECT_EQ(act("P1", EnrolmentKind::entered, 4), "event.already_recorded");
  EXPECT_EQ(act("P2", EnrolmentKind::accepted, 3), "place.full");
  EXPECT_EQ(act("P1", EnrolmentKind::left, 2), "done");
  EXPECT_EQ(act("P2", EnrolmentKind::accepted, 1), "done");
  EXPECT_EQ(act("P3", EnrolmentKind::accepted, -1), "event.date_in_future");
  EXPECT_THAT(verify().problems, IsEmpty());
}

TEST_P(SchemeActions, NobodyIsRecordedInAPlaceOfCare) {
  send_places(
      "S1,Consultation,H05,PASS,4,2018-01-01,,63113,,,,,,,,ARS,,,\nM1,Accueil,C06,GRETA,2,2018-01-01,,63113,,"
      ",,,,,,,,H04,\n");
  ASSERT_THAT(seen(today), SizeIs(2)) << "the place itself names nobody";
  const auto report = send_enrolments("P1,S1,entered,2018-09-10,,\nP1,M1,proposed,2018-09-10,,\n");
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.added, 0U);
  ASSERT_THAT(report.remarks, SizeIs(3));
  EXPECT_EQ(report.remarks[0].line, 2U);
  EXPECT_EQ(report.remarks[0].value, "S1");
  const auto refused = enrol(database(), clock(), command("schemes.enrol"),
                             {seen(today)[0].place.id, person("P2"), EnrolmentKind::proposed, today, {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "place.about_health");
  EXPECT_EQ(verify().stays, 0);
}

}  // namespace
}  // namespace jalon::schemes
