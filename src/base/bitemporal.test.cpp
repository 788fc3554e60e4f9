#include "base/bitemporal.hpp"

#include <gtest/gtest.h>

#include <random>

namespace jalon::bitemporal {
namespace {

Date day(int n) {
  return Date::from_days(n);
}

/// The definition, read literally.
std::int32_t status_at(std::span<const Mark> marks, Date at, Date known) {
  std::int32_t status = no_status;
  std::pair best{day(-1'000'000), 0};
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i].eff > at || marks[i].rec > known || marks[i].status == withdrawn ||
        std::pair(marks[i].eff, marks[i].rank) < best)
      continue;
    bool replaced = false;
    for (const Mark& other : marks) replaced = replaced || (other.replaces == i && other.rec <= known);
    if (replaced) continue;
    best = {marks[i].eff, marks[i].rank};
    status = marks[i].status;
  }
  return status;
}

std::int32_t status_in(std::span<const Spell> rows, Date at, Date known) {
  std::int32_t status = no_status;
  int found = 0;
  for (const Spell& row : rows) {
    if (!row.eff.contains(at) || !row.rec.contains(known)) continue;
    status = row.status;
    ++found;
  }
  EXPECT_LE(found, 1) << "two rows answer for one day";
  return status;
}

TEST(Bitemporal, FactsRecordedOnTheirDayGiveOneRowEach) {
  const std::vector<Mark> marks = {
      {day(10), day(10), 1}, {day(20), day(20), 2}, {day(30), day(30), no_status}};
  const std::vector<Spell> expected = {{1, {day(10), day(20)}, {day(10), Date::never()}},
                                       {2, {day(20), day(30)}, {day(20), Date::never()}}};
  EXPECT_EQ(spells(marks), expected);
}

TEST(Bitemporal, AnEndRecordedLateKeepsWhatWasBelievedBefore) {
  const std::vector<Mark> marks = {{day(10), day(10), 1}, {day(20), day(50), no_status}};
  const std::vector<Spell> expected = {{1, {day(10), Date::never()}, {day(10), day(50)}},
                                       {1, {day(10), day(20)}, {day(50), Date::never()}}};
  EXPECT_EQ(spells(marks), expected);
}

TEST(Bitemporal, ACorrectionMovesTheDateFromTheDayItIsKnown) {
  const std::vector<Mark> marks = {{day(10), day(10), 1}, {day(5), day(40), 1, 0}};
  const auto rows = spells(marks);
  EXPECT_EQ(status_in(rows, day(7), day(30)), no_status);
  EXPECT_EQ(status_in(rows, day(7), day(40)), 1);
  EXPECT_EQ(status_in(rows, day(12), day(30)), 1);
}

TEST(Bitemporal, RowsAnswerLikeTheDefinitionForEveryPairOfDays) {
  std::mt19937 random(20181012);
  const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 3000; ++round) {
    std::vector<Mark> marks;
    const int count = 1 + upto(6);
    for (int i = 0; i < count; ++i) {
      Mark mark{day(upto(12)), day(upto(14)), upto(4) - 1};
      mark.rank = upto(3);
      if (upto(3) == 0) mark.rec = mark.eff;
      if (i > 0 && upto(4) == 0) {
        mark.replaces = static_cast<std::size_t>(upto(i));
        if (upto(3) == 0) mark.status = withdrawn;
      }
      marks.push_back(mark);
    }
    const auto rows = spells(marks);
    for (int known = 0; known < 16; ++known) {
      for (int at = 0; at <= known; ++at) {
        ASSERT_EQ(status_in(rows, day(at), day(known)), status_at(marks, day(at), day(known)))
            << "round " << round << " at " << at << " known " << known;
      }
    }
  }
}

}  // namespace
}  // namespace jalon::bitemporal
