#include "allocation/double_knapsack.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

using testing::Dice;

struct Thing {
  std::int32_t size = 1;
  std::int32_t takes = 0;
  double gain = 0;
};

struct Case {
  std::int64_t room = 0;
  std::int64_t second = 0;
  std::vector<Thing> things;  // by kind
};

Case random_case(std::uint64_t seed) {
  Dice dice(seed);
  Case made{dice.from(0, 9), dice.from(0, 5), {}};
  for (std::int64_t k = dice.from(0, 9); k > 0; --k) {
    const auto size = static_cast<std::int32_t>(dice.from(1, 4));
    const auto takes = static_cast<std::int32_t>(dice.once_in(2) ? 0 : dice.from(1, 3));
    if (size > made.room || takes > made.second) continue;
    made.things.push_back({size, takes, static_cast<double>(dice.from(-3, 12))});
  }
  std::sort(made.things.begin(), made.things.end(), [](const Thing& a, const Thing& b) {
    return std::tie(a.takes, a.size) < std::tie(b.takes, b.size);
  });
  return made;
}

/// The best of all subsets that hold `with` and not `without`; what `with` gains counts.
double by_trying_all(const Case& asked, std::size_t with, std::size_t without) {
  double best = -1000;
  for (unsigned set = 0; set < 1U << asked.things.size(); ++set) {
    std::int64_t room = 0;
    std::int64_t second = 0;
    double gain = 0;
    bool counts = true;
    for (std::size_t k = 0; k < asked.things.size(); ++k) {
      const bool in = (set >> k & 1U) != 0;
      if ((k == with && !in) || (k == without && in)) counts = false;
      if (!in) continue;
      room += asked.things[k].size;
      second += asked.things[k].takes;
      gain += asked.things[k].gain;
    }
    if (counts && room <= asked.room && second <= asked.second) best = std::max(best, gain);
  }
  return best;
}

constexpr std::size_t nobody = 99;

void fill(DoubleKnapsack& knapsack, const Case& asked, std::int64_t spare) {
  knapsack.begin(asked.room, asked.second);
  for (std::size_t k = 0; k < asked.things.size(); ++k) {
    const Thing& thing = asked.things[k];
    if (k == 0 || asked.things[k - 1].size != thing.size || asked.things[k - 1].takes != thing.takes)
      knapsack.begin_kind(thing.size, thing.takes, spare);
    knapsack.add(thing.gain, static_cast<std::uint32_t>(k));
  }
}

TEST(DoubleKnapsack, TheBestSetEqualsTryingAllAndKeepsWithinBothLimits) {
  DoubleKnapsack knapsack;  // one for all: nothing of a case stays for the next
  for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
    const Case asked = random_case(seed);
    fill(knapsack, asked, 0);
    std::vector<std::uint32_t> chosen;
    const double best = knapsack.best(chosen);
    ASSERT_EQ(best, by_trying_all(asked, nobody, nobody)) << "case " << seed;
    std::int64_t room = 0;
    std::int64_t second = 0;
    double gain = 0;
    for (const std::uint32_t k : chosen) {
      room += asked.things[k].size;
      second += asked.things[k].takes;
      gain += asked.things[k].gain;
    }
    ASSERT_EQ(gain, best) << "case " << seed;
    ASSERT_LE(room, asked.room) << "case " << seed;
    ASSERT_LE(second, asked.second) << "case " << seed;
  }
}

TEST(DoubleKnapsack, TablesBothWaysTellWhatItCostsToHaveSomebodyInOrOut) {
  DoubleKnapsack knapsack;
  for (std::uint64_t seed = 10'000; seed < 13'000; ++seed) {
    const Case asked = random_case(seed);
    fill(knapsack, asked, 1);
    knapsack.fill_both_ways();
    ASSERT_EQ(knapsack.best_of_all(), by_trying_all(asked, nobody, nobody)) << "case " << seed;
    std::vector<char> kept(asked.things.size(), 0);
    for (std::size_t entry = 0; entry < knapsack.kept().size(); ++entry) {
      const std::uint32_t k = knapsack.kept()[entry].tag;
      kept[k] = 1;
      ASSERT_EQ(knapsack.without(entry), by_trying_all(asked, nobody, k)) << "case " << seed;
      ASSERT_EQ(knapsack.beside(entry) + asked.things[k].gain, by_trying_all(asked, k, nobody))
          << "case " << seed;
    }
    // Who is not kept changes nothing by staying out, and the tables hold all that could be beside it.
    for (std::size_t k = 0; k < asked.things.size(); ++k) {
      if (kept[k] != 0) continue;
      ASSERT_EQ(knapsack.best_of_all(), by_trying_all(asked, nobody, k)) << "case " << seed;
      const double beside = knapsack.best_beside(asked.things[k].size, asked.things[k].takes);
      ASSERT_EQ(beside + asked.things[k].gain, by_trying_all(asked, k, nobody)) << "case " << seed;
    }
  }
}

}  // namespace
}  // namespace jalon::allocation
