#include "allocation/joined_places.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <utility>
#include <vector>

#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

using ::testing::ElementsAreArray;

using Joins = std::set<std::pair<Index, Index>>;

void recall(JoinedPlaces& joined, const Joins& joins) {
  joined.recall(
      [&](Index p, std::vector<Index>& found) {
        for (const auto& [from, to] : joins) {
          if (from == p) found.insert(found.end(), 2, to);
        }
      },
      [&](Index p, std::vector<Index>& found) {
        for (const auto& [from, to] : joins) {
          if (to == p) found.insert(found.begin(), from);
        }
      });
}

void expect_both_sides_know(const JoinedPlaces& joined, Index places, const Joins& joins) {
  for (Index p = 0; p < places; ++p) {
    std::vector<Index> out;
    std::vector<Index> in;
    for (const auto& [from, to] : joins) {
      if (from == p) out.push_back(to);
      if (to == p) in.push_back(from);
    }
    ASSERT_THAT(joined.out_of(p), ElementsAreArray(out));
    ASSERT_THAT(joined.into(p), ElementsAreArray(in));
  }
}

TEST(JoinedPlaces, WhatOneSideLearnsTheOtherKnows) {
  constexpr Index places = 9;
  allocation::testing::Dice dice(5);
  const auto place = [&] { return static_cast<Index>(dice.from(0, places - 1)); };
  JoinedPlaces joined;
  for (Index p = 0; p < places; ++p) joined.add_place();
  Joins joins;
  for (int round = 0; round < 2'000; ++round) {
    const Index p = place();
    const bool out = dice.once_in(2);
    std::erase_if(joins, [&](const auto& join) { return (out ? join.first : join.second) == p; });
    for (Index q = 0; q < places; ++q) {
      if (q != p && dice.once_in(3)) joins.insert(out ? std::pair{p, q} : std::pair{q, p});
    }
    out ? joined.forget_out_of(p) : joined.forget_into(p);
    if (dice.once_in(2)) continue;  // several may be forgotten before they are asked for
    recall(joined, joins);
    expect_both_sides_know(joined, places, joins);
  }
}

}  // namespace
}  // namespace jalon::allocation
