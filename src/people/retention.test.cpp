#include "people/retention.hpp"

#include <gmock/gmock.h>

namespace jalon::people {
namespace {

using enum RetentionStage;
using ::testing::Contains;

constexpr std::string_view header = "valid_from,keep_months,warning_days,household,contacts,source\n";

auto read(std::string_view rows) {
  return read_retention(*csv::Document::parse("retention.csv", std::string(header) + std::string(rows)));
}

/// 24 months, 60 days of warning.
RetentionRule rule() {
  return read("2018-05-25,24,60,yes,step.done file.updated,loi\n")->front();
}

Date day(int year, int month, int date) {
  return Date::from_ymd(year, month, date);
}

PersonId person(std::uint8_t number) {
  UuidBytes bytes{};
  bytes[15] = number;
  return PersonId(bytes);
}

FileClock file(std::optional<Date> contact) {
  FileClock clock;
  clock.person = person(1);
  clock.opened_on = day(2016, 1, 4);
  clock.contact_on = contact;
  return clock;
}

FileClock told(FileClock clock, Date on) {
  clock.rights.warned_on = on;
  clock.rights.warned_for = clock.counted_from();
  return clock;
}

TEST(Retention, IsFarUntilTheWarningAndTheWarningComesFirst) {
  const FileClock clock = file(day(2016, 10, 12));  // the term: 12 October 2018
  EXPECT_EQ(term_of(rule(), clock, day(2018, 8, 12)).stage, kept);
  EXPECT_EQ(term_of(rule(), clock, day(2018, 8, 13)).stage, to_warn);  // 60 days before
  EXPECT_EQ(term_of(rule(), clock, day(2018, 8, 13)).ends_on, day(2018, 10, 12));
  // Never warned: the day of the term, and years after it, still warn.
  EXPECT_EQ(term_of(rule(), clock, day(2018, 10, 12)).stage, to_warn);
  EXPECT_EQ(term_of(rule(), clock, day(2026, 1, 1)).stage, to_warn);
  EXPECT_EQ(term_of(rule(), clock, day(2026, 1, 1)).erased_on, day(2026, 3, 2));
}

TEST(Retention, ErasesOnTheDayOfTheTermAndNotTheDayBefore) {
  const FileClock clock = told(file(day(2016, 10, 12)), day(2018, 8, 13));
  EXPECT_EQ(term_of(rule(), clock, day(2018, 10, 11)).stage, warned);
  EXPECT_EQ(term_of(rule(), clock, day(2018, 10, 12)).stage, due);
}

TEST(Retention, ALateWarningStillRunsItsWholeTime) {
  const FileClock clock = told(file(day(2016, 10, 12)), day(2018, 12, 1));
  EXPECT_EQ(term_of(rule(), clock, day(2019, 1, 29)).stage, warned);
  EXPECT_EQ(term_of(rule(), clock, day(2019, 1, 30)).stage, due);
}

TEST(Retention, WhoeverComesBackStartsANewTermAndTheOldWarningLapses) {
  FileClock clock = told(file(day(2016, 10, 12)), day(2018, 8, 13));
  clock.contact_on = day(2018, 10, 1);
  EXPECT_EQ(term_of(rule(), clock, day(2018, 10, 12)).stage, kept);
  EXPECT_EQ(term_of(rule(), clock, day(2020, 10, 1)).stage, to_warn);
}

TEST(Retention, WithoutAnyContactTheTermRunsFromTheOpeningOfTheFile) {
  const FileClock clock = file(std::nullopt);
  EXPECT_EQ(term_of(rule(), clock, day(2017, 11, 4)).stage, kept);
  EXPECT_EQ(term_of(rule(), clock, day(2017, 11, 5)).stage, to_warn);
  EXPECT_EQ(term_of(rule(), told(clock, day(2017, 11, 5)), day(2018, 1, 4)).stage, due);
}

TEST(Retention, TheLastDayOfFebruaryEndsInFebruary) {
  EXPECT_EQ(term_of(rule(), file(day(2016, 2, 29)), day(2017, 1, 1)).ends_on, day(2018, 2, 28));
}

TEST(Retention, AContactWithOneMemberCountsForTheHousehold) {
  UuidBytes bytes{};
  bytes[0] = 7;
  const HouseholdId household(bytes);
  std::vector<FileClock> files = {file(day(2018, 3, 1)), file(std::nullopt), file(day(2015, 1, 1))};
  files[0].household = files[1].household = household;
  auto apart = files;
  share_contacts(rule(), files);
  EXPECT_EQ(files[1].contact_on, day(2018, 3, 1));
  EXPECT_EQ(files[2].contact_on, day(2015, 1, 1));
  RetentionRule alone = rule();
  alone.household = false;
  share_contacts(alone, apart);
  EXPECT_EQ(apart[1].contact_on, std::nullopt);
}

TEST(Retention, AFileSetAsideAtThePersonsRequestIsHeld) {
  FileClock clock = told(file(day(2016, 10, 12)), day(2018, 8, 13));
  clock.rights.restricted_on = day(2018, 9, 1);
  EXPECT_EQ(term_of(rule(), clock, day(2018, 10, 11)).stage, kept);
  EXPECT_EQ(term_of(rule(), clock, day(2018, 10, 12)).stage, held);
  clock.rights.restricted_on.reset();
  clock.readable = false;
  EXPECT_EQ(term_of(rule(), clock, day(2018, 10, 12)).stage, erased);
}

TEST(Retention, RulesAreThoseInForceAndNameTheLineOfWhatCannotBe) {
  const auto rules = read("2021-03-11,36,60,no,step.done,b\n2018-05-25,24,60,yes,step.done,a\n");
  ASSERT_TRUE(rules);
  EXPECT_EQ(retention_at(*rules, day(2021, 3, 10)).keep_months, 24);
  EXPECT_EQ(retention_at(*rules, day(2021, 3, 11)).keep_months, 36);
  EXPECT_EQ(retention_at(*rules, day(2010, 1, 1)).keep_months, 24);
  const auto bad = read("2018-05-25,0,60,yes,step.done,a\n");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().at(0).column, "keep_months");
  EXPECT_FALSE(read("2018-05-25,24,60,yes,,a\n"));
  EXPECT_FALSE(read("2018-05-25,24,60,perhaps,step.done,a\n"));
  EXPECT_FALSE(read(""));
}

TEST(Retention, OfTheProgramIsTwoYears) {
  ASSERT_FALSE(default_retention().empty());
  EXPECT_EQ(default_retention().front().keep_months, 24);
  EXPECT_THAT(default_retention().front().contacts, Contains("step.done"));
}

TEST(Rights, WhatStandsFollowsFromTheLastOfEachKind) {
  std::vector<RightEvent> events(2);
  events[0].kind = RightKind::restricted;
  events[0].on = day(2018, 1, 1);
  events[1].kind = RightKind::objected;
  events[1].on = day(2018, 2, 1);
  EXPECT_TRUE(state_of(events).set_aside());
  events.push_back(events[0]);
  events.back().kind = RightKind::released;
  EXPECT_FALSE(state_of(events).restricted_on);
  EXPECT_TRUE(state_of(events).set_aside());
  events.push_back(events[0]);
  events.back().kind = RightKind::objection_refused;
  EXPECT_FALSE(state_of(events).set_aside());
}

TEST(Rights, EveryWordIsReadBackAndEveryReasonBelongsToItsKind) {
  for (const std::string_view word : right_words) EXPECT_EQ(to_word(*parse_right(word)), word);
  EXPECT_FALSE(parse_right("forgotten"));
  EXPECT_NE(find_right_reason(RightKind::erased, "term"), nullptr);
  EXPECT_EQ(find_right_reason(RightKind::restricted, "term"), nullptr);
}

}  // namespace
}  // namespace jalon::people
