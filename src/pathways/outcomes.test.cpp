#include "pathways/outcomes.hpp"

#include <gmock/gmock.h>

#include "pathways/catalogue_file.hpp"
#include "pathways/pathway_case.hpp"

namespace jalon::pathways {
namespace {

using testing::HasSubstr;

TEST(Outcomes, LevelsAndTheListAreCodesAnythingElseIsAText) {
  const Catalogue& catalogue = default_catalogue();
  for (const char* code : {"A1", "B2", "CDI", "partiel", "refused"}) {
    EXPECT_TRUE(is_outcome_code(catalogue, code)) << code;
  }
  for (const char* text : {"", "Refus car malade", "cdi chez Michelin", "oui"}) {
    EXPECT_FALSE(is_outcome_code(catalogue, text)) << text;
  }
  EXPECT_EQ(outcome_label("CDI"), "Contrat à durée indéterminée");
  EXPECT_EQ(outcome_label("oui"), "oui");
}

TEST(Outcomes, WhatATerritorysCatalogueAsksForIsACode) {
  const Catalogue catalogue = *read_catalogue("steps.csv", catalogue_csv("A;;10;20\nB;A:oui;30;60\n"));
  EXPECT_TRUE(is_outcome_code(catalogue, "oui"));
}

TEST(Outcomes, ABadFileIsRefusedWithLineAndColumn) {
  const auto document = csv::Document::parse(
      "outcomes.csv", "valid_from,code,label_fr,source\n2015-11-01,A1,Niveau A1,\n2015-11-01,A1,Encore,\n");
  const auto read = read_outcomes(*document);
  ASSERT_FALSE(read);
  EXPECT_THAT(to_french(read.error().front()), HasSubstr("ligne 3, colonne code"));
}

}  // namespace
}  // namespace jalon::pathways
