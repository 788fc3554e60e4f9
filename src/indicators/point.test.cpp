#include "indicators/point.hpp"

#include <gtest/gtest.h>

namespace jalon::indicators {
namespace {

Date day(int month, int date, int year = 2018) {
  return Date::from_ymd(year, month, date);
}

/// A small département: one module under way, one to come, one CADA, one IML mandate, one Garantie jeunes
/// session.
PointInput input() {
  PointInput input;
  input.at = day(10, 12);
  input.language_steps = {"C05", "C06", "C07"};
  input.people.resize(6);
  for (std::size_t i = 0; i < input.people.size(); ++i) input.people[i] = {day(1, 1, 1990), i, false};
  input.places = {
      {"C06", {}, 680, 3, day(9, 3), 24'000},         // 0: under way
      {"C06", {}, 680, 3, day(11, 5), 24'000},        // 1: to come this year
      {"C06", {}, 680, 3, day(1, 14, 2019), 24'000},  // 2: next year
      {"C06", {}, 300, 3, day(9, 3), 9'000},          // 3: another module
      {"L01", {}, std::nullopt, 50, day(1, 1, 2015), std::nullopt},
      {"L07", {}, std::nullopt, 4, day(1, 1, 2018), std::nullopt},
      {"E04", {"C07"}, std::nullopt, 12, day(9, 10), std::nullopt},
  };
  return input;
}

PointStay entered(std::size_t person, std::size_t place, Date on, std::optional<Date> left = {}) {
  return {person, place, left ? PointStay::Status::none : PointStay::Status::present, on, left};
}
PointStay accepted(std::size_t person, std::size_t place) {
  return {person, place, PointStay::Status::accepted, {}, {}};
}
PointStay declined(std::size_t person, std::size_t place) {
  return {person, place, PointStay::Status::none, {}, {}};
}

double value(const PointInput& in, std::string_view id) {
  return figure(point(in), id).value.value();
}

TEST(Point, CountsEachPersonOnceInTheModules) {
  PointInput in = input();
  in.stays = {entered(0, 0, day(9, 3)),
              entered(1, 0, day(9, 3), day(10, 1)),  // left since: entered all the same
              entered(0, 1, day(10, 10)),            // the same person again
              entered(2, 0, day(10, 13)),            // enters tomorrow
              entered(3, 3, day(9, 3))};             // 300 hours
  EXPECT_EQ(value(in, "language_680h.entered"), 2);
}

TEST(Point, ExpectsTheAcceptedAndThePlacesLeftInSessionsToComeThisYear) {
  PointInput in = input();
  in.stays = {entered(0, 0, day(9, 3)),  // entered: 1
              accepted(1, 1),            // accepted for November: 1
              accepted(2, 2),            // accepted for next year: not this year
              declined(3, 1)};           // declined since
  // 1 entered + 1 accepted + (3 - 1) places left in November; the places left in September are lost.
  EXPECT_EQ(value(in, "language_680h.expected_year_end"), 4);
}

TEST(Point, NeverCountsNegativePlacesWhenASessionIsOverfull) {
  PointInput in = input();
  in.places[1].capacity = 1;
  in.stays = {accepted(0, 1), accepted(1, 1)};
  EXPECT_EQ(value(in, "language_680h.expected_year_end"), 2);
}

TEST(Point, AddsTheCostOfTheModulesThatStartInTheYear) {
  EXPECT_EQ(value(input(), "language_680h.cost_eur"), 48'000);
  EXPECT_EQ(value(input(), "language_680h.hours"), 6 * 680);
  EXPECT_EQ(value(input(), "language_680h.cost_per_hour_eur"), 11.76);  // 48 000 / 4 080
}

TEST(Point, CountsExitsFollowedByHousingWithinThirtyDaysEitherSide) {
  PointInput in = input();
  in.until = day(7, 31);
  in.stays = {entered(0, 4, day(1, 5, 2017), day(3, 1)), entered(1, 4, day(1, 5, 2017), day(3, 1)),
              entered(2, 4, day(1, 5, 2017), day(3, 1)), entered(3, 4, day(1, 5, 2017), day(8, 1)),
              entered(4, 4, day(1, 5, 2017), day(3, 1))};
  in.housed = {{0, day(3, 31)},  // 30 days after
               {1, day(1, 30)},  // 30 days before
               {2, day(4, 1)},   // 31 days after
               {3, day(8, 1)}};  // after the period
  EXPECT_EQ(value(in, "housing.exits"), 2);
  in.until = day(8, 31);
  EXPECT_EQ(value(in, "housing.exits"), 3);
}

TEST(Point, CountsAChildWithTheHousingOfItsHousehold) {
  PointInput in = input();
  in.people[1] = {day(1, 1, 2012), in.people[0].household, true};
  in.people[2] = {day(1, 1, 1992), in.people[0].household, false};
  in.stays = {entered(0, 4, day(1, 5, 2017), day(3, 1)), entered(1, 4, day(1, 5, 2017), day(3, 1)),
              entered(2, 4, day(1, 5, 2017), day(3, 1))};
  in.housed = {{0, day(3, 1)}};
  EXPECT_EQ(value(in, "housing.exits"), 2);  // the head and the child; the partner's own step is missing
  in.stays.erase(in.stays.begin() + 1);
  EXPECT_EQ(value(in, "housing.exits"), 1);
}

TEST(Point, TakesThePeriodOfTheEditionThatRuns) {
  PointInput in = input();
  EXPECT_EQ(exits_until(in), in.at);
  in.editions = {{"quinzaine 2018", day(10, 8), day(10, 19), "Auvergne-Rhône-Alpes", day(7, 31), 4}};
  EXPECT_EQ(exits_until(in), day(7, 31));
  in.until = day(6, 30);
  EXPECT_EQ(exits_until(in), day(6, 30));
}

TEST(Point, CountsWhoIsInRentalIntermediationOnTheDay) {
  PointInput in = input();
  in.stays = {entered(0, 5, day(2, 1)), entered(1, 5, day(2, 1), day(10, 12)),  // left on the day
              entered(2, 5, day(2, 1)), accepted(3, 5)};
  EXPECT_EQ(value(in, "rental_intermediation.people"), 2);
}

TEST(Point, CountsTheYoungInGarantieJeunesWithFrench) {
  PointInput in = input();
  in.people[0].birth_date = day(10, 13, 1993);  // 24 until tomorrow
  in.people[1].birth_date = day(10, 12, 1993);  // 25 today
  in.people[2].birth_date.reset();
  in.stays = {entered(0, 6, day(9, 10)), entered(1, 6, day(9, 10)), entered(2, 6, day(9, 10))};
  EXPECT_EQ(value(in, "youth_guarantee.with_language"), 1);
  in.places[6].includes = {"S04"};
  EXPECT_EQ(value(in, "youth_guarantee.with_language"), 0);
}

TEST(Point, SaysWhatItCannotCompute) {
  PointInput in = input();
  EXPECT_FALSE(figure(point(in), "programme_104.credits_eur").value);
  EXPECT_NE(figure(point(in), "programme_104.credits_eur").missing, "");
  in.references = {{"programme_104.credits_eur", 2018, 282e6, "PLF 2018"},
                   {"programme_104.credits_eur", 2019, 395e6, "PLF 2019"}};
  EXPECT_EQ(value(in, "programme_104.credits_eur"), 395e6);
  EXPECT_EQ(value(in, "programme_104.growth_pct"), 40.1);
  in.places.clear();
  EXPECT_FALSE(figure(point(in), "language_680h.cost_eur").value);
}

TEST(Point, ListsTheNextCellsSoonestFirst) {
  PointInput in = input();
  in.meetings = {{"cell", day(11, 16), "63113"},
                 {"cell", day(10, 19), "63113"},
                 {"cell", day(10, 1), "63113"},
                 {"committee", day(12, 4), "63113"}};
  const auto cells = next_meetings(in, "cell");
  ASSERT_EQ(cells.size(), 2u);
  EXPECT_EQ(cells[0].held_on, day(10, 19));
}

}  // namespace
}  // namespace jalon::indicators
