#include "pathways/rule_words.hpp"

#include <gtest/gtest.h>

#include "pathways/catalogue_file.hpp"

namespace jalon::pathways {
namespace {

const Date day = Date::from_ymd(2018, 10, 19);

std::vector<std::string> words(std::string_view rule) {
  const Catalogue& catalogue = default_catalogue();
  const auto parsed = Rule::parse(rule, [&](std::string_view id) { return catalogue.find(id); });
  EXPECT_TRUE(parsed) << rule;
  return rule_conditions(*parsed, catalogue, day);
}

using List = std::vector<std::string>;

TEST(RuleWords, EachConditionStandsOnItsOwn) {
  EXPECT_EQ(words("status in (refugee, subsidiary, stateless) and age >= 18"),
            (List{"réfugié, bénéficiaire de la protection subsidiaire ou apatride", "18\u00a0ans ou plus"}));
  EXPECT_EQ(words("age >= 16 and age <= 25 and french < A2"),
            (List{"de 16 à 25 ans", "niveau de français inférieur à A2"}));
}

TEST(RuleWords, AlternativesStandInsideOne) {
  EXPECT_EQ(
      words("age >= 18 and (age >= 25 or (children > 0 and role != child))"),
      (List{"18\u00a0ans ou plus",
            "25\u00a0ans ou plus, ou (au moins un autre membre du ménage de moins de 18 ans et place dans le "
            "ménage autre que enfant)"}));
  EXPECT_EQ(words("done(E10) or household_size = 1"),
            (List{"étape faite\u00a0: «\u00a0Emploi durable (CDI ou CDD de 6\u00a0mois ou plus)\u00a0» "
                  "(E10), ou personne seule "
                  "dans son ménage"}));
}

TEST(RuleWords, TellDurationsInYearsToo) {
  EXPECT_EQ(words("since(protected_on) >= 1461"),
            (List{"protection obtenue depuis 1\u202f461\u00a0jours (4\u00a0ans) ou plus"}));
  EXPECT_EQ(words("since(arrived_on) < 40"), (List{"arrivée en France depuis moins de 40\u00a0jours"}));
  EXPECT_EQ(words("calendar_years(protected_on) <= 1"),
            (List{"protection obtenue l’année en cours ou l’année précédente"}));
}

TEST(RuleWords, TellTheRest) {
  EXPECT_EQ(words("not reader"), (List{"sauf\u00a0: sait lire et écrire"}));
  EXPECT_EQ(words("foreign_licence"), (List{"titulaire d’un permis de conduire étranger"}));
  EXPECT_EQ(words("youngest < 3"), (List{"le plus jeune mineur du ménage\u00a0: moins de 3\u00a0ans"}));
  EXPECT_EQ(words("children(3, 16) > 0"), (List{"au moins un autre membre du ménage de 3 à 16 ans"}));
  EXPECT_EQ(words("protected_on >= 2017-01-01"),
            (List{"protection obtenue le 1er\u00a0janvier\u00a02017 ou après"}));
  EXPECT_TRUE(words("").empty());
}

TEST(RuleWords, EveryRuleOfTheCatalogueHasWords) {
  const Catalogue& catalogue = default_catalogue();
  for (const Step& step : catalogue.steps()) {
    for (const StepVersion& version : step.versions) {
      EXPECT_EQ(rule_in_french(version.rule, catalogue, day).empty(), version.rule_text.empty()) << step.id;
    }
  }
}

}  // namespace
}  // namespace jalon::pathways
