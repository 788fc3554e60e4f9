#include "pathways/derived.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace jalon::pathways {
namespace {

TEST(Derived, MakesAValueOnceAndAgainWhenTheBoardHasChanged) {
  Derived derived;
  int made = 0;
  const auto make = [&made] { return ++made; };
  EXPECT_EQ(*derived.get<int>("a", make), 1);
  EXPECT_EQ(*derived.get<int>("a", make), 1);
  derived.forget();
  EXPECT_EQ(*derived.get<int>("a", make), 2);
}

TEST(Derived, TellsValuesApartByTypeAndByKey) {
  Derived derived;
  EXPECT_EQ(*derived.get<int>("a", [] { return 1; }), 1);
  EXPECT_EQ(*derived.get<int>("b", [] { return 2; }), 2);
  EXPECT_EQ(*derived.get<std::string>("a", [] { return std::string("one"); }), "one");
  EXPECT_EQ(*derived.get<int>("a", [] { return 3; }), 1);
}

TEST(Derived, WhatManyAskForAtOnceIsMadeOnce) {
  Derived derived;
  std::atomic<int> made = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const auto value = derived.get<int>("a", [&made] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return ++made;
      });
      EXPECT_EQ(*value, 1);
    });
  }
  for (std::thread& one : threads) one.join();
  EXPECT_EQ(made, 1);
}

TEST(Derived, AfterAFailureTheNextToAskTriesAgain) {
  Derived derived;
  EXPECT_THROW(derived.get<int>("a", []() -> int { throw std::runtime_error("gone"); }), std::runtime_error);
  EXPECT_EQ(*derived.get<int>("a", [] { return 7; }), 7);
}

TEST(Derived, KeysThatVisitorsTypeDoNotFillTheMemory) {
  Derived derived;
  int made = 0;
  const auto make = [&made] { return ++made; };
  const auto first = derived.get<int>("0", make);
  for (std::size_t i = 1; i < Derived::kept; ++i) derived.get<int>(std::to_string(i), make);
  EXPECT_EQ(*derived.get<int>("0", make), 1);
  derived.get<int>("one more", make);
  EXPECT_EQ(*derived.get<int>("0", make), static_cast<int>(Derived::kept) + 2);
  EXPECT_EQ(*first, 1) << "what was handed out stays good";
}

}  // namespace
}  // namespace jalon::pathways
