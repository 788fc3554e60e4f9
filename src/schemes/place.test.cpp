#include "schemes/place.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pathways/catalogue_file.hpp"
#include "schemes/enrolment_file.hpp"
#include "schemes/openings.hpp"
#include "schemes/place_file.hpp"

namespace jalon::schemes {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Date day(int n) {
  return Date::from_days(17'000 + n);
}

EnrolmentEvent event(EnrolmentKind kind, int date, int recorded = -1) {
  return {kind, day(date), day(recorded < 0 ? date : recorded), std::nullopt};
}

TEST(Stay, KeepsTheDatesOfWhatHappenedByThatDayAsKnownThen) {
  const std::vector<EnrolmentEvent> events = {
      event(EnrolmentKind::accepted, 1), event(EnrolmentKind::entered, 10), event(EnrolmentKind::absent, 12),
      event(EnrolmentKind::left, 20, 25)};
  EXPECT_EQ(stay_at(events, day(5), day(99)).status, StayStatus::accepted);
  EXPECT_EQ(stay_at(events, day(15), day(99)).status, StayStatus::present);
  EXPECT_EQ(stay_at(events, day(22), day(24)).status, StayStatus::present) << "nobody knew yet";
  const Stay gone = stay_at(events, day(22), day(25));
  EXPECT_EQ(gone.status, StayStatus::none);
  EXPECT_EQ(gone.entered_on, day(10));
  EXPECT_EQ(gone.left_on, day(20));
}

TEST(Stay, EnteringAndLeavingOnOneDayIsHavingLeftWhateverTheOrderOfTheRows) {
  const std::vector<EnrolmentEvent> events = {event(EnrolmentKind::left, 4),
                                              event(EnrolmentKind::entered, 4)};
  EXPECT_EQ(stay_at(events, day(4), day(4)).status, StayStatus::none);
  EXPECT_THAT(stay_spells(events), IsEmpty());
}

TEST(Stay, SpellsAgreeWithTheStatusOfEachDay) {
  const std::vector<EnrolmentEvent> events = {
      event(EnrolmentKind::proposed, 1), event(EnrolmentKind::accepted, 3),
      event(EnrolmentKind::entered, 8, 11), event(EnrolmentKind::withdrawn, 15, 13)};
  const auto spells = stay_spells(events);
  for (int known = 0; known < 20; ++known) {
    for (int at = 0; at <= known; ++at) {
      StayStatus status = StayStatus::none;
      for (const StaySpell& spell : spells) {
        if (spell.eff.contains(day(at)) && spell.rec.contains(day(known))) status = spell.status;
      }
      EXPECT_EQ(status, stay_at(events, day(at), day(known)).status) << at << " as known on " << known;
    }
  }
}

TEST(Openings, ACourseThatHasBegunTakesNobodyAndADwellingIsOpenNow) {
  const auto& catalogue = pathways::default_catalogue();
  Place course;
  course.step = "C06";
  course.capacity = 12;
  course.hours = 680;
  course.starts_on = day(10);
  Place dwelling;
  dwelling.step = "L07";
  dwelling.capacity = 4;
  dwelling.starts_on = day(0);
  Place full = dwelling;
  full.step = "L13";
  const std::vector<OccupiedPlace> places = {{&course, 3}, {&dwelling, 3}, {&full, 4}};
  const auto before = availability(places, catalogue, day(10));
  ASSERT_THAT(before.openings(*catalogue.find("C06")), SizeIs(1));
  EXPECT_EQ(before.openings(*catalogue.find("C06"))[0].opens_on, day(10).days());
  const auto after = availability(places, catalogue, day(11));
  EXPECT_TRUE(after.knows(*catalogue.find("C06")));
  EXPECT_THAT(after.openings(*catalogue.find("C06")), IsEmpty());
  EXPECT_THAT(after.openings(*catalogue.find("L07")), SizeIs(1));
  EXPECT_THAT(after.openings(*catalogue.find("L13")), IsEmpty());
  EXPECT_FALSE(after.knows(*catalogue.find("E08")));
}

constexpr std::string_view places_header =
    "place,scheme,step,organisation,capacity,starts_on,ends_on,commune,hours,min_age,max_age,min_french,max_"
    "french,"
    "household_min,household_max,funder,cost_eur,includes\n";

std::vector<std::string> problems_of(std::string_view lines) {
  const auto document = csv::Document::parse("places.csv", std::string(places_header) + std::string(lines));
  ImportReport report = report_on(*document);
  read_places(*document, pathways::default_catalogue(), report);
  std::vector<std::string> problems;
  for (const auto& problem : report.problems) problems.push_back(to_french(problem));
  return problems;
}

TEST(PlaceFile, ReadsSeveralIncludedStepsAndSaysWhatIsWrong) {
  EXPECT_THAT(problems_of("G1,Garantie jeunes,E04,ML,12,2018-10-01,,63113,,16,25,,A2,,,État,30000,C07;C08\n"),
              IsEmpty());
  EXPECT_THAT(
      problems_of("G1,Garantie jeunes,E04,ML,,2018-10-01,2018-09-01,63113,,26,25,,D9,,,État,30 000,C07;Z1\n"),
      ElementsAre(
          "places.csv, ligne 2, colonne capacity\u00a0: une valeur est attendue",
          "places.csv, ligne 2, colonne ends_on\u00a0: «\u00a02018-09-01\u00a0»\u00a0: une fin au plus tôt "
          "le jour du "
          "début est attendue",
          "places.csv, ligne 2, colonne max_age\u00a0: «\u00a025\u00a0»\u00a0: un maximum au moins égal au "
          "minimum est "
          "attendu",
          "places.csv, ligne 2, colonne max_french\u00a0: «\u00a0D9\u00a0»\u00a0: une de ces valeurs est "
          "attendue\u00a0: "
          "A0, A1, A2, B1, B2, C1, C2",
          "places.csv, ligne 2, colonne cost_eur\u00a0: «\u00a030 000\u00a0»\u00a0: un nombre entier de 0 à "
          "1000000000000 est attendu",
          "places.csv, ligne 2, colonne includes\u00a0: «\u00a0C07;Z1\u00a0»\u00a0: une étape du catalogue "
          "est "
          "attendue, celle-ci y est inconnue"));
}

TEST(EnrolmentFile, TheSameEventTwiceCountsOnceOrIsRefused) {
  const auto document = csv::Document::parse(
      "enrolments.csv",
      "person,place,kind,date,hours\nP1,G1,entered,2018-10-01,\nP1,G1,entered,01/10/2018,\n"
      "P1,G1,completed,2018-12-01,30\nP1,G1,completed,2018-12-01,35\n");
  ImportReport report = report_on(*document);
  EXPECT_THAT(read_enrolments(*document, report), SizeIs(3));
  EXPECT_THAT(report.remarks, SizeIs(1));
  ASSERT_THAT(report.problems, SizeIs(1));
  EXPECT_EQ(report.problems[0].column, "hours");
}

}  // namespace
}  // namespace jalon::schemes
