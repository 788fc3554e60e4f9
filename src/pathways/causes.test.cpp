#include "pathways/causes.hpp"

#include <gtest/gtest.h>

#include "pathways/blockers.hpp"
#include "pathways/catalogue_file.hpp"

namespace jalon::pathways {
namespace {

TEST(Causes, OfTheProgramNameEveryComputedCauseAndOnlyStepsThatExist) {
  for (const std::string_view word : cause_words) {
    if (word == to_word(Cause::declared)) continue;
    ASSERT_NE(find_cause(word), nullptr) << word;
    EXPECT_FALSE(find_cause(word)->declared);
  }
  for (const CauseEntry& entry : causes()) {
    for (const std::string& step : entry.root_steps) EXPECT_TRUE(default_catalogue().find(step)) << step;
  }
}

TEST(Causes, AreShownByTheirLabelElseByTheirCode) {
  EXPECT_EQ(cause_label("B17"), "Pas de garde d’enfants");
  EXPECT_EQ(cause_label("X99"), "X99");
}

TEST(Causes, AndDeliverersAreToldInFrench) {
  EXPECT_EQ(deliverer_label("OFPRA;CNDA"), "OFPRA ou CNDA");
  EXPECT_EQ(deliverer_label("bank"), "banque");
  EXPECT_EQ(deliverer_label(""), "");
}

TEST(Causes, ToldTwiceAreRefusedWithTheLine) {
  const auto read = read_causes(*csv::Document::parse(
      "causes.csv", "code,label_fr,label_en,root_steps,lifter,usual_action_fr\nB01,a,a,,,\nB01,b,b,,,\n"));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().at(0).line, 3u);
}

}  // namespace
}  // namespace jalon::pathways
