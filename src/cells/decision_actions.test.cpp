#include "cells/decision_actions.hpp"

#include "cells/project_store.hpp"
#include "store/testing_store.hpp"

namespace jalon::cells {
namespace {

class CellDecisions : public store::OnEachDatabase {
 protected:
  people::Vault& vault() {
    if (!vault_) vault_ = std::make_unique<people::Vault>(fresh().folder() + "/keys");
    return *vault_;
  }

  static Decision decision(DecisionKind kind) {
    Decision decision;
    decision.person = UuidBytes{7};
    decision.step = "H02";
    decision.root = "R06";
    decision.cause = "B01";
    decision.kind = kind;
    decision.owner = UuidBytes{9};
    decision.due_on = Date::from_ymd(2018, 11, 9);
    decision.decided_on = Date::from_ymd(2018, 10, 19);
    decision.text = "Signaler le dossier à l’OFPRA";
    return decision;
  }

  std::vector<FollowUp> all(Date at) {
    return database().read([&](store::Reader& reader) {
      return follow_ups(reader, vault(), "063", Date::from_ymd(2018, 1, 1), at);
    });
  }

 private:
  std::unique_ptr<people::Vault> vault_;
};
JALON_ON_EACH_DATABASE(CellDecisions);

TEST_P(CellDecisions, ComeBackWithTheirWordsAndWhatBecameOfThem) {
  const auto id = record_decision(database(), vault(), command(), decision(DecisionKind::act));
  ASSERT_TRUE(id);
  ASSERT_EQ(all(Date::from_ymd(2018, 11, 10)).size(), 1u);
  EXPECT_EQ(all(Date::from_ymd(2018, 11, 10))[0].decision.text, "Signaler le dossier à l’OFPRA");
  EXPECT_EQ(all(Date::from_ymd(2018, 11, 10))[0].state, DecisionState::late);

  ASSERT_TRUE(follow_decision(database(), command(), *id, {"done", Date::from_ymd(2018, 11, 8), {}}));
  EXPECT_EQ(all(Date::from_ymd(2018, 11, 10))[0].state, DecisionState::done);
  EXPECT_EQ(all(Date::from_ymd(2018, 11, 7))[0].state, DecisionState::open);
}

TEST_P(CellDecisions, AboutNobodyKnownAreRefused) {
  const auto refused = follow_decision(database(), command(), DecisionId(UuidBytes{1}),
                                       {"done", Date::from_ymd(2018, 11, 8), {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "decision.unknown");
}

TEST_P(CellDecisions, EscalatedAreAnsweredTogetherByTheCommittee) {
  Decision other = decision(DecisionKind::escalate);
  other.root = "L06";
  ASSERT_TRUE(record_decision(database(), vault(), command(), decision(DecisionKind::escalate)));
  ASSERT_TRUE(record_decision(database(), vault(), command(), decision(DecisionKind::escalate)));
  ASSERT_TRUE(record_decision(database(), vault(), command(), other));
  const CommitteeAnswer answer{
      {}, {}, "R06", "B01", "L’OFPRA désigne une correspondante", Date::from_ymd(2018, 12, 4), ""};
  EXPECT_EQ(answer_escalations(database(), command(), answer).value(), 2);
  EXPECT_EQ(answer_escalations(database(), command(), answer).value(), 0);  // nothing is left open
  int answered = 0;
  for (const FollowUp& item : all(Date::from_ymd(2018, 12, 5)))
    answered += item.state == DecisionState::answered;
  EXPECT_EQ(answered, 2);
  EXPECT_EQ(answer_escalations(database(), command(), {}).error().code, "answer.empty");
}

TEST_P(CellDecisions, LoseTheirWordsWithThePersonsKey) {
  ASSERT_TRUE(record_decision(database(), vault(), command(), decision(DecisionKind::act)));
  vault().erase(UuidBytes{7});
  EXPECT_EQ(all(Date::from_ymd(2018, 10, 20))[0].decision.text, "");
}

TEST_P(CellDecisions, StandBesideProjectsWithTheirMilestones) {
  Project project;
  project.id = ProjectId(UuidBytes{3});
  project.title = "Cours du soir à Thiers";
  project.causes = {"B14", "B17"};
  project.partners = {"Ville de Thiers", "Pôle emploi"};
  project.starts_on = Date::from_ymd(2018, 11, 1);
  project.milestones = {{MilestoneId(UuidBytes{1}), "Salle trouvée", Date::from_ymd(2018, 11, 15), {}},
                        {MilestoneId(UuidBytes{2}), "Groupe ouvert", {}, {}}};
  const auto added = database().write(command(), [&](store::Transaction& transaction) -> Result<void> {
    insert_project(transaction, project);
    return {};
  });
  ASSERT_TRUE(added);
  const auto finish = [&] {
    return database().write(command(), [&](store::Transaction& transaction) -> Result<bool> {
      return finish_milestone(transaction, project.id, MilestoneId(UuidBytes{1}),
                              Date::from_ymd(2018, 11, 20));
    });
  };
  EXPECT_TRUE(finish().value());
  EXPECT_FALSE(finish().value());
  const auto list = database().read([&](store::Reader& reader) { return projects(reader, "063"); });
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].causes, (std::vector<std::string>{"B14", "B17"}));
  ASSERT_EQ(list[0].milestones.size(), 2u);
  EXPECT_EQ(list[0].milestones[0].done_on, Date::from_ymd(2018, 11, 20));
  EXPECT_FALSE(list[0].milestones[1].is_late(Date::from_ymd(2019, 1, 1)));
}

}  // namespace
}  // namespace jalon::cells
