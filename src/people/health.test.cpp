#include "people/health.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace jalon::people {
namespace {

const Date monday = Date::from_ymd(2026, 11, 30);

HostingEvent acknowledged(Date on, Date until) {
  HostingEvent event;
  event.host = "Hébergeur";
  event.certificate = "HDS-1";
  event.on = on;
  event.until = until;
  return event;
}

TEST(Hosting, NothingIsOnWithoutAnAcknowledgement) {
  EXPECT_EQ(hosting_in_force({}, monday), nullptr);
}

TEST(Hosting, AnAcknowledgementHoldsFromItsDayToTheLastDayOfTheCertificate) {
  const std::vector events{acknowledged(monday, monday + 30)};
  EXPECT_EQ(hosting_in_force(events, monday - 1), nullptr);
  EXPECT_NE(hosting_in_force(events, monday), nullptr);
  EXPECT_NE(hosting_in_force(events, monday + 30), nullptr);
  EXPECT_EQ(hosting_in_force(events, monday + 31), nullptr);
}

TEST(Hosting, AWithdrawalEndsItAndANewAcknowledgementBeginsAgain) {
  std::vector events{acknowledged(monday, monday + 30)};
  events.push_back({});
  events.back().acknowledged = false;
  events.back().on = monday + 2;
  EXPECT_EQ(hosting_in_force(events, monday + 3), nullptr);
  events.push_back(acknowledged(monday + 5, monday + 400));
  EXPECT_NE(hosting_in_force(events, monday + 300), nullptr);
}

TEST(HealthFlags, AreTwoWordsAndNothingElse) {
  for (const HealthFlags flags :
       {HealthFlags{}, HealthFlags{true, false}, HealthFlags{false, true}, HealthFlags{true, true}}) {
    EXPECT_EQ(parse_health(to_words(flags)), flags) << to_words(flags);
    EXPECT_EQ(to_words(flags).size(), to_words({}).size()) << "the length of what is sealed tells nothing";
  }
  EXPECT_EQ(parse_health("diabetes"), std::nullopt);
  EXPECT_EQ(parse_health("referral=1 appointment=1 diabetes=1"), std::nullopt);
  EXPECT_EQ(parse_health(""), std::nullopt);
}

}  // namespace
}  // namespace jalon::people
