#include "allocation/arrivals.hpp"

#include <gtest/gtest.h>

namespace jalon::allocation {
namespace {

TEST(Arrivals, APriceIsWhatOneMorePlaceWouldAdd) {
  // One place, and tomorrow brings somebody worth 100: today's place is worth 100.
  const std::vector<Arrival> past = {{1, {{0, 100}}}};
  const auto price = potentials({0}, {}, past, 500, {1, 3});
  EXPECT_DOUBLE_EQ(price[0], 100);
  EXPECT_DOUBLE_EQ(potentials({1'000'000}, {}, past, 500, {1, 3})[0], 0);
}

TEST(Arrivals, WithoutPastNothingIsKept) {
  EXPECT_DOUBLE_EQ(potentials({1}, {}, {}, 500, {5, 3})[0], 0);
}

TEST(Arrivals, APlaceIsKeptForWhoeverIsWorthMoreUnlessTheShareIsZero) {
  const std::vector<Arrival> batch = {{1, {{0, 60}}}, {2, {{0, 150}}}};
  EXPECT_EQ(place_batch({3}, batch, {100.0}, 1), (std::vector<Index>{none, none}));
  EXPECT_EQ(place_batch({3}, batch, {70.0}, 1), (std::vector<Index>{none, 0}));
  EXPECT_EQ(place_batch({3}, batch, {100.0}, 0), (std::vector<Index>{0, 0}));
}

TEST(Arrivals, PotentialsComeNearHindsightWhereGreedyAndFirstComeDoNot) {
  const Year year = generated_year(160, 6, 42);
  double reached = 0;
  double greedy = 0;
  double first = 0;
  for (std::uint64_t order = 0; order < 3; ++order) {
    const Year played = reordered(year, order);
    reached += static_cast<double>(play(played, Policy::potentials, 1, {5, order}));
    greedy += static_cast<double>(play(played, Policy::greedy, 0, {}));
    first += static_cast<double>(play(played, Policy::first_come, 0, {}));
  }
  const double best = 3 * static_cast<double>(hindsight(year));
  RecordProperty("potentials", std::to_string(reached / best));
  RecordProperty("greedy", std::to_string(greedy / best));
  RecordProperty("first_come", std::to_string(first / best));
  EXPECT_GT(reached / best, 0.90);
  EXPECT_LE(reached, best);
  EXPECT_GT(reached, 1.1 * greedy);
  EXPECT_GE(greedy, first);
}

}  // namespace
}  // namespace jalon::allocation
