#include "people/never_stored.hpp"

#include <gmock/gmock.h>

#include "base/text.hpp"

namespace jalon::people {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<NeverStored> kinds(std::string_view text) {
  std::vector<NeverStored> all;
  for (const SensitiveFinding& finding : sensitive_words(text)) all.push_back(finding.kind);
  return all;
}

TEST(NeverStored, EachKindIsFoundInSentencesThatProfessionalsWrite) {
  EXPECT_THAT(kinds("Elle a été persécutée par les talibans"), ElementsAre(NeverStored::asylum));
  EXPECT_THAT(kinds("M. A. est musulman, prévoir un repas"), ElementsAre(NeverStored::religion));
  EXPECT_THAT(kinds("Famille kurde, seule dans la commune"), ElementsAre(NeverStored::ethnic_group));
  EXPECT_THAT(kinds("Ancien opposant politique"), ElementsAre(NeverStored::opinion));
  EXPECT_THAT(kinds("Rejeté par sa famille car homosexuel"), ElementsAre(NeverStored::sexual_life));
  EXPECT_THAT(kinds("Suivi pour une hépatite"), ElementsAre(NeverStored::health));
}

TEST(NeverStored, WordsAreFoundWhateverTheirAccentsCaseAndWhatStandsAroundThem) {
  for (const char* text :
       {"MUSULMAN", "musulman.", "(Musulman)", "est\u00a0musulman", "est\u202fmusulman\u202f!",
        "un\nmusulman", "musulman-pratiquant", "d’un musulman", "musulman·e", "«\u00a0musulman\u00a0»"}) {
    EXPECT_THAT(kinds(text), ElementsAre(NeverStored::religion)) << text;
  }
  EXPECT_THAT(kinds("Persecutee"), ElementsAre(NeverStored::asylum)) << "typed without accents";
  EXPECT_THAT(kinds("converti à l'islam"), ElementsAre(NeverStored::religion)) << "straight apostrophe";
  EXPECT_THAT(kinds("récit d’asile"), ElementsAre(NeverStored::asylum)) << "a phrase";
}

TEST(NeverStored, WhatOnlyLooksLikeThemIsLeftAlone) {
  for (const char* text : {"Relancer la CAF une deuxième fois",
                           "de bonne foi",
                           "toutefois",
                           "12 rue de l’Église, Riom",
                           "place de la Mosquée",
                           "contrat de la politique de la ville",
                           "politique familiale",
                           "Interprète en kurde le 12",
                           "Parle kurde et turc",
                           "interprète kurde demandé",
                           "Vestiaire du Secours catholique",
                           "Méthode peu orthodoxe mais utile",
                           "romain",
                           "Rome",
                           "cours sur CD-ROM",
                           "M. Islam Ahmadi",
                           "demande d’asile déposée en 2017",
                           "Demander un rendez-vous à la préfecture pour le récépissé",
                           "violation du règlement",
                           "Mme Violette",
                           "proche de l’hôpital",
                           "Ligue contre le cancer : atelier le 3",
                           "",
                           "   ",
                           "!?"}) {
    EXPECT_THAT(kinds(text), IsEmpty()) << text;
  }
}

TEST(NeverStored, AnExceptionHidesItsPhraseOnly) {
  EXPECT_THAT(kinds("Parle kurde. Famille kurde."), ElementsAre(NeverStored::ethnic_group));
  EXPECT_THAT(kinds("Catholique, aidée par le Secours catholique"), ElementsAre(NeverStored::religion));
  EXPECT_THAT(kinds("Parle kurde, en kurde en kurde"), IsEmpty());
}

TEST(NeverStored, SeveralKindsAreToldInOrderWithTheirWordsOnce) {
  const auto found = sensitive_words("Hazara chiite, sunnite ? Chiite. Persécuté.");
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].kind, NeverStored::asylum);
  EXPECT_EQ(found[1].kind, NeverStored::religion);
  EXPECT_THAT(found[1].words, ElementsAre("sunnite", "chiite"));
  EXPECT_EQ(found[2].kind, NeverStored::ethnic_group);
}

TEST(NeverStored, EachWordOfTheProgramIsFoundAndHasALabel) {
  EXPECT_GE(never_stored().size(), 15u);
  for (const SensitiveRow& row : never_stored()) {
    EXPECT_FALSE(label_of(row.kind).empty());
    for (const Spelling& word : row.words) {
      EXPECT_FALSE(sensitive_words("x " + word.written + ", y").empty()) << word.written;
    }
    for (const Spelling& exception : row.except) {
      EXPECT_THAT(sensitive_words(exception.written), IsEmpty()) << exception.written;
    }
  }
}

TEST(NeverStored, AFileThatSaysSomethingElseIsRefused) {
  const auto read = [](std::string rows) {
    const auto document =
        csv::Document::parse("never_stored.csv", "kind,words,except,source\n" + std::move(rows));
    return read_never_stored(*document).has_value();
  };
  EXPECT_TRUE(read("religion,foi;croyance,,x\n"));
  EXPECT_FALSE(read("taste,foi,,x\n"));
  EXPECT_FALSE(read("religion,;,,x\n")) << "no word";
  EXPECT_FALSE(read("religion,foi,,\n")) << "no source";
  EXPECT_FALSE(read("religion,foi,,x\nopinion,Foi,,x\n")) << "twice";
}

}  // namespace
}  // namespace jalon::people
