#include "fiction/fiction_actions.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
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

TextSink told(std::uint64_t seed, std::int64_t people) {
  TextSink sink;
  const auto made = generate(pathways::default_catalogue(), scenario(), {seed, people}, sink);
  EXPECT_TRUE(made.has_value()) << people << " people, seed " << seed << ": " << made.error().code << " "
                                << made.error().fact("steps") << made.error().fact("target");
  return sink;
}

void expect_figures(const BlockTargets& counted, const BlockTargets& wanted) {
  EXPECT_EQ(counted.language_entered, wanted.language_entered);
  EXPECT_EQ(counted.language_expected, wanted.language_expected);
  EXPECT_EQ(counted.language_cost_eur, wanted.language_cost_eur);
  EXPECT_EQ(counted.housing_exits, wanted.housing_exits);
  EXPECT_EQ(counted.rental_intermediation, wanted.rental_intermediation);
  EXPECT_EQ(counted.youth_with_language, wanted.youth_with_language);
}

BlockTargets judged(const Files& files) {
  return judge(files, scenario().as_of, scenario().exits_until, Date::never());
}

TEST(Fiction, TheRecordsHoldTheFiguresOfTheSeedPage) {
  const BlockTargets figures = judged(read_files(told(1, 0)));
  EXPECT_EQ(figures.language_entered, 75);
  EXPECT_GT(figures.language_expected, 100);
  EXPECT_EQ(figures.language_cost_eur, 800'000);
  EXPECT_EQ(figures.housing_exits, 121);
  EXPECT_EQ(figures.rental_intermediation, 186);
  EXPECT_EQ(figures.youth_with_language, 28);
}

// Each block is counted by the generator before it is handed over: a refusal would show here.
TEST(Fiction, EverySeedHoldsTheTargetsAtEverySize) {
  for (const std::int64_t people : {1, 2, 3, 5, 10, 20, 50, 200, 500, 1100}) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) told(seed, people);
  }
  for (std::uint64_t seed = 1; seed <= 8; ++seed) told(seed, 5000);
}

TEST(Fiction, AnIndependentJudgeOfTheFilesAgreesWithTheScaledTargets) {
  for (const std::int64_t people : {20, 200, 1100, 5000}) {
    for (std::uint64_t seed = 60; seed < 62; ++seed) {
      SCOPED_TRACE(people);
      const Files files = read_files(told(seed, people));
      EXPECT_EQ(files.people.size(), static_cast<std::size_t>(people));
      expect_figures(judged(files), scaled_targets(scenario(), people));
    }
  }
}

TEST(Fiction, TargetsScaleWithTheNumberOfPeople) {
  const BlockTargets tenfold = scaled_targets(scenario(), 11'000);
  EXPECT_EQ(tenfold.language_entered, 750);
  EXPECT_EQ(tenfold.language_cost_eur, 8'000'000);
  EXPECT_EQ(tenfold.housing_exits, 1210);
  EXPECT_EQ(scaled_targets(scenario(), 550).rental_intermediation, 93);
  EXPECT_EQ(scaled_targets(scenario(), 200).housing_exits, 22);  // 121 * 200 / 1100 = 22
}

TEST(Fiction, WithoutOnePersonsExitThereAre120) {
  const Files files = read_files(told(7, 0));
  int removed = 0;
  for (std::size_t i = 0; i < files.enrolments.size() && removed < 5; ++i) {
    const std::string& kind = files.enrolments[i].at("kind");
    if (kind != "left" && kind != "completed") continue;
    Files fewer = files;
    fewer.enrolments.erase(fewer.enrolments.begin() + static_cast<std::ptrdiff_t>(i));
    const int exits = judged(fewer).housing_exits;
    if (exits == 121) continue;  // that departure did not count
    EXPECT_EQ(exits, 120);
    ++removed;
  }
  EXPECT_EQ(removed, 5);
}

TEST(Fiction, AFalseEntryCountedUntilItWasWithdrawn) {
  // Seeds differ in how many such entries there are; one at least in a département of this size.
  const Files files = read_files(told(1, 0));
  Files careless = files;
  std::erase_if(careless.events, [](const Row& row) { return row.at("kind") == "withdrawn"; });
  EXPECT_GT(judged(careless).housing_exits, 121);
}

TEST(Fiction, ExitsOfJulyWereNotAllKnownAtTheEndOfJuly) {
  const Files files = read_files(told(1, 0));
  const Date end = scenario().exits_until;
  EXPECT_LT(judge(files, scenario().as_of, end, end).housing_exits, 121);
}

TEST(Fiction, TheSameSeedGivesTheSameBytesAndAnotherSeedOthers) {
  const TextSink once = told(3, 200);
  EXPECT_EQ(once.files, told(3, 200).files);
  EXPECT_NE(once.files.at("people.csv"), told(4, 200).files.at("people.csv"));
}

TEST(Fiction, WritesEveryFileOfTheContractAndNothingElse) {
  const auto folder = std::filesystem::temp_directory_path() / "jalon-fiction-test";
  std::filesystem::remove_all(folder);
  ASSERT_TRUE(write_demo(folder.string(), {1, 50}).has_value());
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) names.insert(entry.path().filename());
  EXPECT_EQ(names, (std::set<std::string>{"consents.csv", "editions.csv", "enrolments.csv", "events.csv",
                                          "fortnight_events.csv", "meetings.csv", "organisations.csv",
                                          "people.csv", "places.csv", "references.csv", "steps.csv"}));
  std::filesystem::remove_all(folder);
}

TEST(Fiction, ARefusalLeavesTheFolderAsItWas) {
  const auto folder = std::filesystem::temp_directory_path() / "jalon-fiction-refused";
  std::filesystem::remove_all(folder);
  const auto made = write_demo(folder.string(), {1, -3});
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, "fiction.people");
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove_all(folder);
}

TEST(Fiction, AFolderThatCannotBeWrittenIsRefused) {
  const auto made = write_demo("/proc/nowhere", {1, 5});
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, "fiction.folder");
}

TEST(Fiction, ACatalogueWithoutAStepOfTheScenarioIsRefused) {
  Scenario other = scenario();
  other.habits.front().step = "Z99";
  TextSink sink;
  const auto made = generate(pathways::default_catalogue(), other, {1, 50}, sink);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, "fiction.step_missing");
  EXPECT_EQ(made.error().fact("step"), "Z99");
}

TEST(Fiction, TargetsThatSoFewPeopleCannotHoldAreRefused) {
  Scenario greedy = scenario();
  greedy.housing_exits.value = 2000;
  TextSink sink;
  const auto made = generate(pathways::default_catalogue(), greedy, {1, 0}, sink);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, "fiction.unreachable");
  EXPECT_EQ(made.error().fact("target"), "housing_exits");
}

}  // namespace
}  // namespace jalon::fiction
