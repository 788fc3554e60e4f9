#include "fiction/chance.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

namespace jalon::fiction {
namespace {

TEST(Chance, IsTheSameOnEveryMachine) {
  // Frozen: a change here changes every département ever shown.
  Chance chance{1, 2, 3};
  EXPECT_EQ(chance.next(), 1755194444431413133ULL);
}

TEST(Chance, OtherWordsGiveOtherDraws) {
  EXPECT_NE((Chance{1, 2}.next()), (Chance{2, 1}.next()));
  EXPECT_NE((Chance{1}.next()), (Chance{1, 0}.next()));
}

TEST(Chance, TheTypicalDurationIsTheMedianAndNoneIsOutside) {
  Chance chance{7};
  std::vector<int> drawn;
  for (int i = 0; i < 10'001; ++i) drawn.push_back(chance.days(60, 120, 365));
  std::sort(drawn.begin(), drawn.end());
  EXPECT_GE(drawn.front(), 60);
  EXPECT_LE(drawn.back(), 365);
  EXPECT_NEAR(drawn[5'000], 120, 1);
}

TEST(Chance, ADurationWithOneValueIsThatValue) {
  Chance chance{7};
  for (int i = 0; i < 100; ++i) EXPECT_EQ(chance.days(1, 1, 1), 1);
}

TEST(Chance, WeightsOfZeroAreNeverDrawn) {
  Chance chance{9};
  std::array<int, 3> drawn{};
  for (int i = 0; i < 3'000; ++i) ++drawn[chance.weighted(std::array{2, 0, 1})];
  EXPECT_EQ(drawn[1], 0);
  EXPECT_NEAR(drawn[0], 2'000, 150);
}

TEST(Chance, AShuffleKeepsEveryItem) {
  Chance chance{11};
  std::vector<int> items = {1, 2, 3, 4, 5};
  chance.shuffle(items);
  std::sort(items.begin(), items.end());
  EXPECT_EQ(items, (std::vector<int>{1, 2, 3, 4, 5}));
}

}  // namespace
}  // namespace jalon::fiction
