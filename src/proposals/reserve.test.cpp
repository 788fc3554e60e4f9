#include "proposals/reserve.hpp"

#include <gtest/gtest.h>

namespace jalon::proposals {
namespace {

const Date today = Date::from_ymd(2018, 10, 12);

Inputs one_seat() {
  Inputs inputs;
  inputs.as_of = today;
  Offer offer;
  offer.place = "m";
  offer.step = "C06";
  offer.seats = 1;
  inputs.offers = {offer};
  return inputs;
}

AllocationRules half() {
  AllocationRules rules;
  rules.reserve_percent = 50;
  rules.reserve_days = 49;
  return rules;
}

/// One a day, worth 300 each: 49 of them are awaited.
std::vector<allocation::Arrival> many_arrivals() {
  return std::vector<allocation::Arrival>(days_of_past, allocation::Arrival{1, {{0, 300}}});
}

TEST(Reserve, IsTheShareOfWhatTheAwaitedAreWorth) {
  Inputs inputs = one_seat();
  set_reserves(inputs, "C06", many_arrivals(), half());
  EXPECT_EQ(inputs.offers[0].reserve.floor, 150);
  EXPECT_EQ(inputs.offers[0].reserve.expected_tenths, 490);
  EXPECT_EQ(inputs.offers[0].reserve.until, today + 49);
}

TEST(Reserve, LooksNoFurtherThanTheFirstDayOfThePlace) {
  Inputs inputs = one_seat();
  inputs.offers[0].starts_on = today + 10;
  set_reserves(inputs, "C06", many_arrivals(), half());
  EXPECT_EQ(inputs.offers[0].reserve.expected_tenths, 100);
}

TEST(Reserve, WithoutPastNothingIsKept) {
  Inputs inputs = one_seat();
  set_reserves(inputs, "C06", {}, half());
  EXPECT_EQ(inputs.offers[0].reserve.floor, 0);
  EXPECT_EQ(inputs.offers[0].reserve.past, 0);
}

}  // namespace
}  // namespace jalon::proposals
