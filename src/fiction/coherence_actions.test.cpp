// The stories hold together: households, places, and what must come before what.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "fiction/judge.test.hpp"
#include "fiction/scenario_actions.hpp"
#include "pathways/catalogue_file.hpp"

namespace jalon::fiction {
namespace {

const Scenario& scenario() {
  static const Scenario carried = puy_de_dome_2018().value();
  return carried;
}

/// One département, told once for all these tests.
const Files& files() {
  static const Files told = [] {
    TextSink sink;
    EXPECT_TRUE(generate(pathways::default_catalogue(), scenario(), {5, 1100}, sink).has_value());
    return read_files(sink);
  }();
  return told;
}

std::string text(const Row& row, std::string_view column) {
  const auto found = row.find(column);
  return found == row.end() ? "" : found->second;
}

std::map<std::string, const Row*> by(const Rows& rows, std::string_view column) {
  std::map<std::string, const Row*> index;
  for (const Row& row : rows) EXPECT_TRUE(index.emplace(text(row, column), &row).second) << text(row, column);
  return index;
}

TEST(Coherence, PeopleAreNumberedAndNamed) {
  EXPECT_EQ(files().people.front().at("person"), "P00001");
  EXPECT_EQ(files().people.back().at("person"), "P01100");
  for (const Row& row : files().people) {
    EXPECT_FALSE(text(row, "last_name").empty());
    EXPECT_FALSE(text(row, "first_name").empty());
  }
}

TEST(Coherence, NoColumnSaysWhereAPersonIsFrom) {
  for (const char* column : {"nationality", "religion", "origin", "country"}) {
    EXPECT_FALSE(files().people.front().contains(column));
  }
}

TEST(Coherence, HouseholdsHaveOneHeadAndParentsOldEnough) {
  std::map<std::string, std::vector<const Row*>> households;
  for (const Row& row : files().people) households[text(row, "household")].push_back(&row);
  for (const auto& [id, members] : households) {
    int heads = 0;
    int partners = 0;
    Date youngest_adult = Date::from_days(-100'000);
    for (const Row* member : members) {
      heads += text(*member, "family_role") == "head" ? 1 : 0;
      partners += text(*member, "family_role") == "partner" ? 1 : 0;
      const bool parent = text(*member, "family_role") == "head" || text(*member, "family_role") == "partner";
      if (parent) youngest_adult = std::max(youngest_adult, day(*member, "birth_date"));
    }
    EXPECT_EQ(heads, 1) << id;
    EXPECT_LE(partners, 1) << id;
    for (const Row* member : members) {
      const Date birth = day(*member, "birth_date");
      if (text(*member, "family_role") == "child") {
        EXPECT_GE(age_at(youngest_adult, birth), 18) << text(*member, "person");
        EXPECT_LT(age_at(birth, scenario().as_of), 18);
      } else {
        EXPECT_GE(age_at(birth, scenario().as_of), 18);
      }
      EXPECT_GE(day(*member, "protected_on"), birth);
      EXPECT_LE(day(*member, "arrived_on"), day(*member, "protected_on"));
    }
  }
}

TEST(Coherence, TheAgesAreThoseOfThePublishedFigures) {
  int adults = 0;
  int years = 0;
  int young = 0;
  for (const Row& row : files().people) {
    const int age = age_at(day(row, "birth_date"), scenario().as_of);
    young += age < 25 ? 1 : 0;
    if (text(row, "family_role") == "child") continue;
    ++adults;
    years += age;
  }
  EXPECT_NEAR(years / adults, 32, 2);
  EXPECT_NEAR(young * 100 / static_cast<int>(files().people.size()), 36, 5);
}

TEST(Coherence, NothingIsRecordedBeforeItHappensOrAfterTheScenariosDay) {
  for (const Rows* rows : {&files().events, &files().enrolments}) {
    for (const Row& row : *rows) {
      EXPECT_GE(day(row, "recorded_on"), day(row, "date"));
      EXPECT_LE(day(row, "recorded_on"), scenario().as_of);
    }
  }
  for (const Row& row : files().places) EXPECT_LE(day(row, "recorded_on"), scenario().as_of);
}

TEST(Coherence, SomeRecordingsAreLateAndSomeAreMended) {
  int late = 0;
  int corrections = 0;
  int withdrawals = 0;
  const auto events = by(files().events, "event");
  for (const Row& row : files().events) {
    late += day(row, "recorded_on") - day(row, "date") > 30 ? 1 : 0;
    withdrawals += text(row, "kind") == "withdrawn" ? 1 : 0;
    const std::string corrected = text(row, "corrects");
    if (corrected.empty()) continue;
    ++corrections;
    ASSERT_TRUE(events.contains(corrected));
    const Row& wrong = *events.at(corrected);
    EXPECT_EQ(text(wrong, "person"), text(row, "person"));
    EXPECT_EQ(text(wrong, "step"), text(row, "step"));
    EXPECT_GT(day(row, "recorded_on"), day(wrong, "recorded_on"));
  }
  EXPECT_GT(late, 100);
  EXPECT_GT(corrections, 20);
  EXPECT_GT(withdrawals, 0);
}

TEST(Coherence, NothingHappensBeforeProtectionOrAfterLeaving) {
  const auto people = by(files().people, "person");
  for (const Row& row : files().events) {
    const Row& person = *people.at(text(row, "person"));
    EXPECT_GE(day(row, "date"), day(person, "protected_on")) << text(row, "event");
    EXPECT_LE(day(row, "date"), day(person, "left_on")) << text(row, "event");
  }
}

// The catalogue's own graph: whatever is asked for or done had its prerequisites done by then, by the person
// or, for steps held by the household, by one of its members.
TEST(Coherence, PrerequisitesComeFirst) {
  const pathways::Catalogue& catalogue = pathways::default_catalogue();
  std::map<std::string, std::string> household_of;
  std::map<std::string, Date> protected_on;
  for (const Row& row : files().people) {
    household_of[text(row, "person")] = text(row, "household");
    protected_on[text(row, "person")] = day(row, "protected_on");
  }
  const Rows events = standing(files().events);
  const auto held = [&](pathways::StepIndex step) {
    return catalogue.version(step, scenario().as_of)->holder == pathways::Holder::household;
  };
  std::map<std::pair<std::string, pathways::StepIndex>, Date> done;     // by person, or by household
  std::map<std::pair<std::string, pathways::StepIndex>, Date> refused;  // likewise
  const auto key = [&](const std::string& person, pathways::StepIndex step) {
    return std::pair(held(step) ? household_of.at(person) : person, step);
  };
  for (const Row& row : events) {
    const auto step = catalogue.find(text(row, "step"));
    ASSERT_TRUE(step.has_value());
    ASSERT_NE(catalogue.version(*step, day(row, "date")), nullptr) << text(row, "event");
    for (auto& [kind, first] : {std::pair{"done", &done}, std::pair{"refused", &refused}}) {
      if (text(row, "kind") != kind) continue;
      const auto [at, is_new] = first->emplace(key(text(row, "person"), *step), day(row, "date"));
      at->second = std::min(at->second, day(row, "date"));
    }
  }
  const pathways::StepIndex protection = catalogue.find("R01").value();
  const pathways::StepIndex work = catalogue.find("E01").value();
  const pathways::StepIndex receipt = catalogue.find("R05").value();
  const auto reached = [&](const std::string& person, const pathways::Option& option, Date on) {
    if (option.step == protection) return protected_on.at(person) <= on;
    const pathways::StepIndex step =
        option.step == work ? receipt : option.step;  // the right comes with the receipt
    const auto& dates = option.qualifier == "refused" ? refused : done;
    const auto found = dates.find(key(person, step));
    return found != dates.end() && found->second <= on;
  };
  int checked = 0;
  for (const Row& row : events) {
    const std::string kind = text(row, "kind");
    if (kind != "requested" && kind != "started" && kind != "done") continue;
    const auto step = catalogue.find(text(row, "step")).value();
    const std::string person = text(row, "person");
    for (const auto& alternatives : catalogue.version(step, day(row, "date"))->prerequisites) {
      // The whole household moves: its other members follow the head, who had what it takes.
      const std::string& first = household_of.at(person);
      const bool met =
          std::any_of(alternatives.begin(), alternatives.end(), [&](const pathways::Option& option) {
            if (reached(person, option, day(row, "date"))) return true;
            if (!held(step)) return false;
            return std::any_of(household_of.begin(), household_of.end(), [&](const auto& member) {
              return member.second == first && reached(member.first, option, day(row, "date"));
            });
          });
      EXPECT_TRUE(met) << text(row, "event") << " " << text(row, "step") << " " << kind;
      ++checked;
    }
  }
  EXPECT_GT(checked, 20'000);
}

TEST(Coherence, WhatIsDoneWasAskedForBefore) {
  std::map<std::pair<std::string, std::string>, Date> requested;
  std::set<std::string> happens;
  for (const Habit& habit : scenario().habits) {
    if (habit.happens) happens.insert(habit.step);
  }
  const std::set<std::string> homes = {"L06", "L07", "L08", "L13"};  // members follow the head
  for (const Row& row : standing(files().events)) {
    const auto key = std::pair(text(row, "person"), text(row, "step"));
    if (text(row, "kind") == "requested") requested.emplace(key, day(row, "date"));
    if (text(row, "kind") != "done" || happens.contains(text(row, "step")) ||
        homes.contains(text(row, "step")))
      continue;
    ASSERT_TRUE(requested.contains(key)) << text(row, "event");
    EXPECT_LE(requested.at(key), day(row, "date")) << text(row, "event");
  }
}

TEST(Coherence, NoPlaceEverHoldsMorePeopleThanItsCapacity) {
  const auto places = by(files().places, "place");
  std::map<std::string, std::map<Date, int>> moves;
  std::map<std::string, std::set<std::string>> promised;
  for (const Row& row : files().enrolments) {
    const std::string place = text(row, "place");
    const std::string kind = text(row, "kind");
    const Row& at = *places.at(place);
    if (kind == "entered") {
      ++moves[place][day(row, "date")];
      EXPECT_GE(day(row, "date"), day(at, "starts_on")) << place;
    }
    // Whoever leaves still counts on the day.
    if (kind == "left" || kind == "completed") --moves[place][day(row, "date") + 1];
    if (kind == "accepted" && day(at, "starts_on") > scenario().as_of)
      promised[place].insert(text(row, "person"));
  }
  int rows = 0;
  for (const auto& [place, days] : moves) {
    const int capacity = std::stoi(text(*places.at(place), "capacity"));
    int inside = 0;
    for (const auto& [date, change] : days) {
      inside += change;
      EXPECT_LE(inside, capacity) << place << " on " << to_iso(date);
      EXPECT_GE(inside, 0);
    }
    ++rows;
  }
  for (const auto& [place, people] : promised) {
    EXPECT_LE(people.size(), std::stoul(text(*places.at(place), "capacity"))) << place;
  }
  EXPECT_GT(rows, 200);
}

TEST(Coherence, WhoEntersFitsThePlace) {
  const auto places = by(files().places, "place");
  const auto people = by(files().people, "person");
  std::map<std::string, int> sizes;
  for (const Row& row : files().people) ++sizes[text(row, "household")];
  for (const Row& row : files().enrolments) {
    if (text(row, "kind") != "entered" && text(row, "kind") != "proposed") continue;
    const Row& place = *places.at(text(row, "place"));
    const Row& person = *people.at(text(row, "person"));
    const int age = age_at(day(person, "birth_date"), day(row, "date"));
    if (!text(place, "min_age").empty()) {
      EXPECT_GE(age, std::stoi(text(place, "min_age"))) << text(row, "place");
    }
    if (!text(place, "max_age").empty()) {
      EXPECT_LE(age, std::stoi(text(place, "max_age"))) << text(row, "place");
    }
    if (!text(place, "max_french").empty()) {
      EXPECT_LE(level_of(text(person, "french_level")), level_of(text(place, "max_french")))
          << text(row, "place");
    }
    if (!text(place, "min_french").empty()) {
      EXPECT_GE(level_of(text(person, "french_level")), level_of(text(place, "min_french")))
          << text(row, "place");
    }
    const int size = sizes.at(text(person, "household"));
    if (!text(place, "household_max").empty()) {
      EXPECT_LE(size, std::stoi(text(place, "household_max")));
    }
    if (!text(place, "household_min").empty()) {
      EXPECT_GE(size, std::stoi(text(place, "household_min")));
    }
  }
}

TEST(Coherence, AHouseholdMovesTogether) {
  const auto places = by(files().places, "place");
  std::map<std::string, std::string> household_of;
  std::map<std::string, std::set<std::string>> members;
  for (const Row& row : files().people) {
    household_of[text(row, "person")] = text(row, "household");
    if (day(row, "birth_date") < scenario().exits_from)
      members[text(row, "household")].insert(text(row, "person"));
  }
  std::map<std::tuple<std::string, std::string, Date>, std::set<std::string>> leavers;
  for (const Row& row : files().enrolments) {
    const std::string step = text(*places.at(text(row, "place")), "step");
    const bool out = text(row, "kind") == "left" || text(row, "kind") == "completed";
    if (!out || (step != "L01" && step != "L02") || day(row, "date") < scenario().exits_from) continue;
    const std::string& person = text(row, "person");
    leavers[{household_of.at(person), text(row, "place"), day(row, "date")}].insert(person);
  }
  ASSERT_GT(leavers.size(), 50u);
  for (const auto& [move, people] : leavers) {
    const auto& everyone = members.at(std::get<0>(move));
    EXPECT_TRUE(std::includes(people.begin(), people.end(), everyone.begin(), everyone.end()))
        << std::get<0>(move);
  }
}

TEST(Coherence, OrganisationsAndPlacesThatAreNamedExist) {
  TextSink sink;
  ASSERT_TRUE(generate(pathways::default_catalogue(), scenario(), {5, 50}, sink).has_value());
  const auto organisations = by(read_rows(sink, "organisations.csv"), "organisation");
  for (const char* file : {"events.csv", "places.csv", "meetings.csv", "fortnight_events.csv"}) {
    for (const Row& row : read_rows(sink, file)) {
      const std::string organisation = text(row, "organisation");
      if (!organisation.empty()) {
        EXPECT_TRUE(organisations.contains(organisation)) << file << " " << organisation;
      }
    }
  }
}

TEST(Coherence, ADemonstrationShowsManyKindsOfBlocking) {
  std::set<std::string> causes;
  for (const Row& row : files().events) {
    if (text(row, "kind") == "blocked") causes.insert(text(row, "cause"));
  }
  for (const char* cause : {"B01", "B06", "B11", "B14", "B17"}) EXPECT_TRUE(causes.contains(cause)) << cause;
  EXPECT_GE(causes.size(), 15u);
}

}  // namespace
}  // namespace jalon::fiction
