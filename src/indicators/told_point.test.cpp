// The figures of the point as they are told: by the categories that a reader may count, and never of too few.
#include "indicators/told_point.hpp"

#include <gmock/gmock.h>

#include "indicators/point_text.hpp"

namespace jalon::indicators {
namespace {

using partners::bit_of;
using partners::Category;
using testing::HasSubstr;
using testing::Not;

const Date at = Date::from_ymd(2018, 10, 12);
const partners::CategorySet all =
    bit_of(Category::language) | bit_of(Category::accommodation) | bit_of(Category::employment);

/// So many entered a session of 680 hours, so many are late to, and so many are in rental intermediation.
PointInput input(int entered, int late, int rental = 0) {
  PointInput made;
  made.at = at;
  made.language_steps = {"C06"};
  made.places = {{"C06", {}, 680, 40, Date::from_ymd(2018, 9, 10), 96'000},
                 {"C06", {}, 680, 12, Date::from_ymd(2018, 11, 12), 96'000},
                 {"L07", {}, std::nullopt, 30, std::nullopt, std::nullopt}};
  const auto add = [&](std::size_t place, PointStay::Status status, std::optional<Date> on) {
    made.people.push_back({Date::from_ymd(1990, 4, 2), made.people.size(), false});
    made.stays.push_back({made.people.size() - 1, place, status, on, std::nullopt});
  };
  for (int i = 0; i < entered; ++i) add(0, PointStay::Status::present, Date::from_ymd(2018, 9, 10));
  for (int i = 0; i < late; ++i) add(0, PointStay::Status::accepted, std::nullopt);
  for (int i = 0; i < rental; ++i) add(2, PointStay::Status::present, Date::from_ymd(2018, 3, 1));
  return made;
}

Figure told(const PointInput& of, const PointReader& reader, std::string_view id) {
  return figure(told_figures(point(of), reader), id);
}

TEST(ToldPoint, AFigureAboutACategoryThatTheReaderDoesNotCountIsKeptBackWithAllThatTellsOfIt) {
  const PointReader housing_alone{bit_of(Category::accommodation), 0, 5, false};
  for (const char* id : {"language_680h.entered", "language_680h.expected_year_end",
                         "language_680h.cost_per_person_eur", "youth_guarantee.with_language"}) {
    const Figure one = told(input(10, 0, 10), housing_alone, id);
    EXPECT_EQ(one.kept, KeptBack::not_counted) << id;
    EXPECT_FALSE(one.value) << id;
    EXPECT_EQ(one.records, 0) << id;
    EXPECT_FALSE(one.records_told) << id;
  }
  EXPECT_EQ(told(input(10, 0, 10), housing_alone, "rental_intermediation.people").value, 10);
  EXPECT_EQ(told(input(10, 0, 10), housing_alone, "language_680h.cost_eur").value, 192'000);
}

TEST(ToldPoint, AFigureAboutTwoCategoriesWantsBoth) {
  for (const Category one : {Category::language, Category::employment}) {
    EXPECT_EQ(told(input(10, 0), {bit_of(one), 0, 5, false}, "youth_guarantee.with_language").kept,
              KeptBack::not_counted);
  }
  EXPECT_EQ(told(input(10, 0), {all, 0, 5, false}, "youth_guarantee.with_language").kept, KeptBack::no);
}

TEST(ToldPoint, FewPeopleAreToldToWhoIsShownEachOfThemOnly) {
  EXPECT_EQ(told(input(10, 0, 3), {all, 0, 5, false}, "rental_intermediation.people").kept,
            KeptBack::too_few);
  EXPECT_EQ(
      told(input(10, 0, 3), {all, bit_of(Category::accommodation), 5, false}, "rental_intermediation.people")
          .value,
      3);
  EXPECT_EQ(told(input(10, 0, 0), {all, 0, 5, false}, "rental_intermediation.people").value, 0);
}

TEST(ToldPoint, WhatIsExpectedGoesWithTheFewWhomItLessTheCapacitiesWouldGive) {
  const PointReader committee{all, 0, 5, false};
  EXPECT_EQ(told(input(3, 10), committee, "language_680h.expected_year_end").kept, KeptBack::too_few)
      << "25 expected less 12 seats and ten late is three";
  EXPECT_EQ(told(input(10, 2), committee, "language_680h.entered").value, 10);
  EXPECT_EQ(told(input(10, 2), committee, "language_680h.expected_year_end").kept, KeptBack::too_few)
      << "24 expected less 12 seats and ten entered is two";
  EXPECT_EQ(told(input(10, 2), committee, "language_680h.cost_per_person_eur").kept, KeptBack::too_few)
      << "the cost is told, so is what divides it";
  EXPECT_EQ(told(input(10, 5), committee, "language_680h.expected_year_end").value, 27);
}

TEST(ToldPoint, RecordsThatExceedThePeopleByFewAreNotTold) {
  PointInput twice = input(10, 0);
  twice.stays.push_back({0, 1, PointStay::Status::present, Date::from_ymd(2018, 10, 1), std::nullopt});
  EXPECT_FALSE(told(twice, {all, 0, 5, false}, "language_680h.entered").records_told);
  EXPECT_TRUE(told(twice, {all, all, 5, false}, "language_680h.entered").records_told);
  EXPECT_TRUE(told(input(10, 0), {all, 0, 5, false}, "language_680h.entered").records_told);
}

TEST(ToldPoint, TheSentencesSayWhatIsNotToldAndWhyAndNeverZeroInstead) {
  const auto commune = [](const std::string& code) { return code; };
  for (const PointReader& reader : {PointReader{0, 0, 5, false}, PointReader{all, 0, 100, false}}) {
    const auto made = statements(input(10, 2, 3), told_figures(point(input(10, 2, 3)), reader), commune);
    ASSERT_EQ(made.size(), 5u);
    for (const std::size_t i : {0u, 1u}) {
      EXPECT_THAT(made[i].text, HasSubstr("ne vous est pas dit\u00a0:")) << made[i].theme;
    }
    EXPECT_THAT(made[0].text, Not(HasSubstr("sont entrés")));
    EXPECT_THAT(made[0].text, Not(HasSubstr("par personne")));
    EXPECT_THAT(made[0].text, HasSubstr("par heure-stagiaire"));
    EXPECT_THAT(made[1].text, Not(HasSubstr("bénéficie d")));
  }
}

}  // namespace
}  // namespace jalon::indicators
