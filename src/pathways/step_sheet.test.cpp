#include "pathways/step_sheet.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.hpp"
#include "pathways/catalogue_file.hpp"
#include "pathways/causes.hpp"

namespace jalon::pathways {
namespace {

const Date then = Date::from_ymd(2018, 10, 19);
const Date now = Date::from_ymd(2026, 3, 1);

StepSheet sheet(std::string_view id, Date at, SheetLanguage language = SheetLanguage::french) {
  const Catalogue& catalogue = default_catalogue();
  const auto step = catalogue.find(id);
  return step_sheet(catalogue, *step, *catalogue.version(*step, at), language);
}

TEST(StepSheet, TellsAStepInFrench) {
  const StepSheet card = sheet("R08", then);
  EXPECT_EQ(card.label, "Carte temporaire 1 an puis 2 ans (protection subsidiaire)");
  EXPECT_EQ(card.deliverer, "préfecture");
  EXPECT_EQ(card.deadline, "90\u00a0jours à compter de la décision de protection, pour répondre");
  EXPECT_EQ(card.conditions,
            (std::vector<std::string>{"16\u00a0ans ou plus", "bénéficiaire de la protection subsidiaire"}));
  EXPECT_EQ(card.note.text, "protection subsidiaire");
  EXPECT_FALSE(card.note.other_language);
  EXPECT_EQ(card.number, 1u);
  EXPECT_EQ(card.versions, 2u);
  EXPECT_EQ(card.valid.to, Date::from_ymd(2019, 3, 1));
}

TEST(StepSheet, PrerequisitesAreNamedWithTheResultTheyNeed) {
  EXPECT_EQ(in_words(sheet("R11", then).prerequisites), "Compte bancaire (R10), une fois refusée");
  const auto social = sheet("L06", then).prerequisites;
  ASSERT_EQ(social.size(), 2u);
  EXPECT_EQ(social[1].size(), 3u);
  EXPECT_EQ(social[1][0].id, "I02");
}

TEST(StepSheet, InEnglishKeepsTheFilesEnglish) {
  const StepSheet card = sheet("H07", then, SheetLanguage::english);
  EXPECT_EQ(card.label, "Disability recognition");
  EXPECT_EQ(card.legal_deadline.text, "4 months, silence = refusal");
  EXPECT_EQ(sheet("H07", then).legal_deadline.text, "4\u00a0mois, le silence vaut refus");
}

TEST(StepSheet, WhatHasNoFrenchSaysSo) {
  const auto catalogue =
      read_catalogue("steps.csv",
                     "id,label_fr,deliverer,prerequisites,typ_days,max_days,valid_from,valid_to,eligibility\n"
                     "A,Étape,bank,,1,2,2018-01-01,,adults\n");
  ASSERT_TRUE(catalogue);
  const StepSheet one = step_sheet(*catalogue, 0, catalogue->step(0).versions[0], SheetLanguage::french);
  EXPECT_EQ(one.note.text, "adults");
  EXPECT_TRUE(one.note.other_language);
}

TEST(DefaultCatalogue, EveryProseHasItsFrenchAndEverySourceItsName) {
  for (const Step& step : default_catalogue().steps()) {
    for (const StepVersion& version : step.versions) {
      EXPECT_EQ(version.eligibility.empty(), version.eligibility_fr.empty()) << step.id;
      EXPECT_EQ(version.legal_deadline.empty(), version.legal_deadline_fr.empty()) << step.id;
      EXPECT_EQ(version.legal_basis.empty(), version.legal_basis_fr.empty()) << step.id;
      for (const std::string_view code : split(version.source, ','))
        EXPECT_NE(source_label(code), code) << step.id;
    }
  }
}

TEST(Differences, BetweenOctober2018AndToday) {
  const auto list = differences(default_catalogue(), then, now, SheetLanguage::french);
  const auto of = [&](std::string_view id) { return std::ranges::find(list, id, &StepDifference::id); };
  EXPECT_EQ(of("A02")->kind, StepDifference::Kind::appeared);
  EXPECT_EQ(of("R10"), list.end());  // the same then and now
  ASSERT_NE(of("R04"), list.end());
  EXPECT_EQ(of("R04")->kind, StepDifference::Kind::changed);
  EXPECT_EQ(of("R04")->label, "Demande de titre de séjour sur l’ANEF");
  const auto& changes = of("R04")->changes;
  EXPECT_NE(std::ranges::find(changes, SheetChange{"Délai habituel", "20\u00a0jours", "10\u00a0jours"}),
            changes.end());
  // Backwards, what appeared has ended.
  const auto back = differences(default_catalogue(), now, then, SheetLanguage::french);
  EXPECT_EQ(back.size(), list.size());
  EXPECT_EQ(std::ranges::find(back, "A02", &StepDifference::id)->kind, StepDifference::Kind::ended);
  EXPECT_TRUE(differences(default_catalogue(), then, then, SheetLanguage::french).empty());
}

TEST(SheetsAt, HoldOnlyWhatIsInForce) {
  const auto before = sheets_at(default_catalogue(), then, SheetLanguage::french);
  const auto today = sheets_at(default_catalogue(), now, SheetLanguage::french);
  EXPECT_EQ(before.size(), 66u);  // 73 steps, less A02, A03, A04, C04, C10, E11 and N02
  EXPECT_EQ(today.size(), 73u);
}

TEST(WaitingFor, NamesTheDependentsOfTheDay) {
  const Catalogue& catalogue = default_catalogue();
  const auto list = waiting_for(catalogue, *catalogue.find("S01"), then, SheetLanguage::french);
  EXPECT_NE(std::ranges::find(list, "S02", &StepMention::id), list.end());
}

}  // namespace
}  // namespace jalon::pathways
