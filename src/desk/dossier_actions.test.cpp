#include "desk/dossier_actions.hpp"

#include <gtest/gtest.h>

#include "pathways/catalogue_file.hpp"

namespace jalon::desk {
namespace {

StepCard card(const std::string& id, const std::string& label, bool ready) {
  StepCard made;
  made.id = id;
  made.label = label;
  made.ready = ready;
  return made;
}

Dossier dossier(bool ready, std::optional<Date> expected, bool reached = false) {
  Dossier made;
  made.steps = {card("A", "Carte", true), card("B", "Compte", ready)};
  made.goals = {{"L06|L08", "Logement", reached, expected}};
  return made;
}

TEST(Effect, NamesWhatBecomesPossibleAndHowFarTheGoalMoves) {
  const Date first = Date::from_ymd(2019, 1, 31);
  EXPECT_EQ(effect(dossier(false, first), dossier(true, first - 30)),
            "Devient possible\u00a0: «\u00a0Compte\u00a0». But «\u00a0Logement\u00a0»\u00a0: attendu le "
            "01/01/2019, "
            "30\u00a0jours plus tôt.");
  EXPECT_EQ(effect(dossier(true, first), dossier(true, first + 1)),
            "But «\u00a0Logement\u00a0»\u00a0: attendu le 01/02/2019, 1\u00a0jour plus tard.");
}

TEST(Effect, SaysNothingWhenNothingMoves) {
  EXPECT_EQ(effect(dossier(true, std::nullopt), dossier(true, std::nullopt)), "");
}

TEST(Effect, TellsAGoalReachedOpenedOrLost) {
  const Date day = Date::from_ymd(2019, 1, 31);
  EXPECT_EQ(effect(dossier(true, day), dossier(true, day, true)),
            "But «\u00a0Logement\u00a0»\u00a0: atteint.");
  EXPECT_EQ(effect(dossier(true, std::nullopt), dossier(true, day)),
            "But «\u00a0Logement\u00a0»\u00a0: désormais attendu le 31/01/2019.");
  EXPECT_EQ(effect(dossier(true, day), dossier(true, std::nullopt)),
            "But «\u00a0Logement\u00a0»\u00a0: plus aucune date prévisible.");
}

TEST(Effect, TellsGoalsApartThatBearTheSameName) {
  const Date day = Date::from_ymd(2019, 1, 31);
  Dossier before = dossier(true, day);
  before.goals.push_back({"L13", "Logement", false, day});
  Dossier after = before;
  after.goals[1].reached = true;
  EXPECT_EQ(effect(before, after), "But «\u00a0Logement\u00a0»\u00a0: atteint.");
  after = before;
  after.goals[1].expected = day - 10;
  EXPECT_EQ(effect(before, after),
            "But «\u00a0Logement\u00a0»\u00a0: attendu le 21/01/2019, 10\u00a0jours plus tôt.");
}

TEST(Effect, FollowsAGoalWhoseNameChanged) {
  const Date day = Date::from_ymd(2019, 1, 31);
  Dossier after = dossier(true, day, true);
  after.goals[0].label = "Logement durable";
  EXPECT_EQ(effect(dossier(true, day), after), "But «\u00a0Logement durable\u00a0»\u00a0: atteint.");
}

/// A coordinator of the DDETS reads most of a file, and nothing of health.
TEST(KeepTo, WhoDoesNotSeeAllIsNotToldWhatToLiftFirst) {
  partners::Caller caller;
  caller.kind = partners::Caller::Kind::account;
  caller.roles = {partners::Role::coordinator};
  caller.organisation = partners::OrganisationId(UuidBytes{1});
  caller.organisation_ref = "ddets";
  caller.organisation_kind = "DDETS";
  const pathways::Catalogue& catalogue = pathways::default_catalogue();
  Dossier made = dossier(true, Date::from_ymd(2019, 1, 31));
  made.lift_first = {{{"H04", "Consultation"}, "PASS", 12, 0}};
  keep_to(made, pathways::Sights(partners::View::of(caller), catalogue));
  EXPECT_TRUE(made.partial);
  EXPECT_TRUE(made.lift_first.empty());
}

}  // namespace
}  // namespace jalon::desk
