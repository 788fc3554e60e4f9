// For tests of any room: a fresh database of each kind, migrated, gone at the end.
//
//   class PeopleStore : public store::OnEachDatabase {};
//   JALON_ON_EACH_DATABASE(PeopleStore);
//   TEST_P(PeopleStore, FindsAPersonByHerId) { database().write(command("people.add"), ...); }
//
// PostgreSQL's address is in JALON_TEST_POSTGRES (bin/test and bin/with-postgres set it); without it the
// tests fail, they are not skipped.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/clock.hpp"
#include "store/fresh_database.hpp"

namespace jalon::store {

class OnEachDatabase : public ::testing::TestWithParam<const char*> {
 protected:
  Database& database() { return fresh().database(); }
  FreshDatabase& fresh() {
    // At first use and not in a constructor: a missing server must fail the test and say why.
    if (!fresh_) fresh_ = std::make_unique<FreshDatabase>(GetParam(), clock_);
    return *fresh_;
  }
  FixedClock& clock() { return clock_; }
  /// A command of territory "063".
  static Command command(std::string action = "test.act", CommandId id = {}) {
    return {"063", id, "test", std::move(action), "object"};
  }

 private:
  FixedClock clock_{Date::from_ymd(2018, 10, 12)};
  std::unique_ptr<FreshDatabase> fresh_;
};

}  // namespace jalon::store

#define JALON_ON_EACH_DATABASE(fixture)                                            \
  INSTANTIATE_TEST_SUITE_P(On, fixture, ::testing::Values("sqlite", "postgresql"), \
                           [](const auto& each) { return std::string(each.param); })
