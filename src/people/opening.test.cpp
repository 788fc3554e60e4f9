#include "people/opening.hpp"

#include <gtest/gtest.h>

namespace jalon::people {
namespace {

constexpr std::int64_t hour = 3'600'000;

OpeningEvent event(std::uint8_t about, OpeningKind kind, std::int64_t until_ms = 0) {
  OpeningEvent made;
  made.about = OpeningId(UuidBytes{about});
  made.kind = kind;
  made.until_ms = until_ms;
  made.categories = parse_categories("accommodation");
  return made;
}

/// What is open of the file of the only person, now.
partners::Opened now_open(std::span<const Opening> openings, std::int64_t now_ms) {
  const auto opened = open_now(openings, now_ms);
  return opened.of.empty() ? partners::Opened{} : opened.of.begin()->second;
}

TEST(Opening, WhatIsAskedOpensNothingUntilItIsGrantedAndThenUntilItsTime) {
  std::vector<OpeningEvent> events = {event(1, OpeningKind::asked)};
  EXPECT_TRUE(openings_of_events(events).front().pending());
  EXPECT_FALSE(now_open(openings_of_events(events), 0).any());
  events.push_back(event(1, OpeningKind::granted, hour));
  const auto openings = openings_of_events(events);
  EXPECT_EQ(now_open(openings, hour - 1).granted, parse_categories("identity accommodation"));
  EXPECT_FALSE(now_open(openings, hour).any()) << "at its very instant it is closed";
  events.push_back(event(1, OpeningKind::ended));
  EXPECT_FALSE(now_open(openings_of_events(events), hour - 1).any());
}

TEST(Opening, ARefusalOpensNothingAndEachOpeningStandsApart) {
  const std::vector<OpeningEvent> events = {
      event(1, OpeningKind::asked), event(1, OpeningKind::refused), event(2, OpeningKind::asked),
      event(2, OpeningKind::granted, hour), event(3, OpeningKind::ended)};
  const auto openings = openings_of_events(events);
  ASSERT_EQ(openings.size(), 2u);
  EXPECT_FALSE(openings[0].granted());
  EXPECT_TRUE(openings[1].in_force(0));
}

TEST(Opening, AnEmergencyOpensAtOnceAndCloseWhenItIsNotJustified) {
  std::vector<OpeningEvent> events = {event(1, OpeningKind::emergency, hour)};
  EXPECT_TRUE(now_open(openings_of_events(events), 0).emergency);
  auto justified = events;
  justified.push_back(event(1, OpeningKind::justified));
  EXPECT_TRUE(now_open(openings_of_events(justified), 0).emergency);
  events.push_back(event(1, OpeningKind::unjustified));
  EXPECT_FALSE(now_open(openings_of_events(events), 0).emergency);
  EXPECT_TRUE(openings_of_events(events).front().review);
}

TEST(Opening, HealthAndIdentityAreNotAskedFor) {
  EXPECT_EQ(categories_to_ask() & parse_categories("health identity"), 0u);
  EXPECT_NE(categories_to_ask() & parse_categories("accommodation"), 0u);
  EXPECT_EQ(to_words(parse_categories("household identity nonsense")), "identity household");
}

TEST(Opening, DurationsAreReadAndAFileThatSaysSomethingElseIsRefused) {
  const Date at = Date::from_ymd(2018, 10, 12);
  EXPECT_EQ(durations_at(at).size(), 3u);
  EXPECT_EQ(emergency_rule_at(at).hours, 4);
  EXPECT_GT(emergency_rule_at(at).most_a_day, 0);
  const auto read = [](std::string rows) {
    const auto document = csv::Document::parse(
        "openings.csv", "valid_from,kind,hours,most_a_day,label,source\n" + std::move(rows));
    return read_opening_rules(*document).has_value();
  };
  EXPECT_TRUE(read("2018-01-01,emergency,4,5,quatre heures,x\n"));
  EXPECT_FALSE(read("2018-01-01,grant,4,5,quatre heures,x\n")) << "no emergency";
  EXPECT_FALSE(read("2018-01-01,emergency,0,5,jamais,x\n"));
  EXPECT_FALSE(read("2018-01-01,forever,4,5,quatre heures,x\n"));
}

}  // namespace
}  // namespace jalon::people
