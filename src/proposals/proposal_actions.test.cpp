#include "proposals/proposal_actions.hpp"

#include <gmock/gmock.h>

#include "pathways/pathway_actions.hpp"
#include "people/people_actions.hpp"
#include "people/person_store.hpp"
#include "proposals/proposal_text_actions.hpp"
#include "schemes/scheme_actions.hpp"
#include "store/testing_store.hpp"

namespace jalon::proposals {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const Date today = Date::from_ymd(2018, 10, 12);

/// Amina and Moussa are ready for a 680-hour module of one seat; Moussa has waited longer. A child waits too.
class ProposalActions : public store::OnEachDatabase {
 protected:
  void SetUp() override {
    vault_ = std::make_unique<people::Vault>(fresh().folder() + "/keys");
    run("people.csv",
        "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,languages,"
        "french_level,family_role,referent_organisation\n"
        "amina,,A,Amina,1990-05-01,refugee,2018-03-01,,63430,,A1,,\n"
        "moussa,,M,Moussa,1988-02-11,refugee,2018-02-01,,63430,,A1,,\n"
        "zoe,,Z,Zoé,1990-02-11,refugee,2018-02-01,,63430,,B2,,\n",
        [&](store::Transaction& t, const csv::Document& document, const ImportContext& context) {
          return people::import_people(t, document, context, *vault_);
        });
    std::string events = "person,step,kind,date,outcome,organisation,cause,recorded_on\n";
    for (const char* person : {"amina", "moussa", "zoe"}) {
      for (const char* step : {"R02", "R03", "R04", "R05"}) {
        events += std::string(person) + "," + step + ",done,2018-05-10,,,,\n";
      }
    }
    events += "amina,E02,done,2018-09-02,,,,\nmoussa,E02,done,2018-06-02,,,,\nzoe,E02,done,2018-06-02,,,,\n";
    run("events.csv", events,
        [&](store::Transaction& t, const csv::Document& document, const ImportContext& context) {
          return pathways::import_events(t, document, context, *vault_);
        });
    run("places.csv",
        "place,scheme,step,organisation,capacity,starts_on,ends_on,commune,hours,min_age,max_age,min_french,"
        "max_french,household_min,household_max,funder,cost_eur\n"
        "M1,Module FLE 680 h,C06,GRETA,1,2018-11-05,2019-04-30,63113,680,18,,,A2,,,,\n",
        schemes::import_places);
    database().read([&](store::Reader& reader) { people_ = people::person_refs(reader, "063"); });
    board_ = std::make_unique<pathways::LiveBoard>(
        database(), *vault_, clock(), "063",
        [](store::Reader& reader, const pathways::Catalogue& catalogue, std::string_view territory,
           Moment moment) {
          auto facts = schemes::place_facts(reader, catalogue, territory, moment.at);
          return pathways::PlaceNews{std::move(facts.availability), std::move(facts.held)};
        });
  }

  template <class Import>
  void run(std::string name, std::string_view text, Import import) {
    const auto document = csv::Document::parse(std::move(name), text);
    ASSERT_TRUE(document);
    const auto done = database().write(command("import"), [&](store::Transaction& t) -> Result<int> {
      const ImportReport report = import(t, *document, ImportContext{today});
      for (const FileProblem& problem : report.problems) ADD_FAILURE() << to_french(problem);
      return 0;
    });
    ASSERT_TRUE(done);
  }

  Draft draft() { return *draft_proposal(database(), *board_, clock(), "063", {today, {}, {}}); }
  ProposalId kept() { return *keep_proposal(database(), clock(), command(), draft()); }
  ProposalView view(ProposalId id) {
    return *database().read([&](store::Reader& reader) { return load_proposal(reader, *vault_, "063", id); });
  }
  Outcome first(ProposalId id) {
    return *database().read([&](store::Reader& reader) { return first_outcome(reader, "063", id); });
  }
  std::string need(std::string_view person) { return need_key("C06", people_.find(person)->second.text()); }
  /// The only place, full or not.
  std::string module() {
    return database().read(
        [](store::Reader& reader) { return schemes::places(reader, "063", today).at(0).place.id.text(); });
  }
  Result<void> decide_on(ProposalId id, std::string_view person, DecisionKind kind, std::string reason = "",
                         std::string text = "") {
    return decide(database(), *vault_, clock(), command(), id,
                  {need(person), module(), kind, std::move(reason), std::move(text)});
  }

  people::Vault& vault() { return *vault_; }

 private:
  std::unique_ptr<people::Vault> vault_;
  std::unique_ptr<pathways::LiveBoard> board_;
  StringMap<people::PersonId> people_;
};
JALON_ON_EACH_DATABASE(ProposalActions);

TEST_P(ProposalActions, ComeFromTheRecordsWithTheirReasons) {
  const Draft made = draft();
  ASSERT_EQ(made.inputs.needs.size(), 3u);
  EXPECT_EQ(made.outcome.line(need("amina"))->place, "");
  EXPECT_EQ(made.outcome.line(need("moussa"))->place, module());
  EXPECT_EQ(made.outcome.line(need("zoe"))->reason, "no_option");
  EXPECT_THAT(made.outcome.line(need("zoe"))->change, HasSubstr("au plus le niveau A2"));
  EXPECT_EQ(made.outcome.line(need("amina"))->extra_place, module());
  EXPECT_THAT(made.outcome.one_more.at(0).placed_then, ElementsAre(need("amina")));
}

TEST_P(ProposalActions, TheSameInputsGiveTheSameBytes) {
  const Draft first = draft();
  const Draft second = draft();
  EXPECT_EQ(to_text(first.inputs), to_text(second.inputs));
  EXPECT_EQ(to_text(first.outcome), to_text(second.outcome));
  const ProposalView read = view(kept());
  EXPECT_EQ(to_text(read.inputs), to_text(first.inputs));
  EXPECT_EQ(to_text(solve(read.inputs, {}, {})), to_text(first.outcome));
}

TEST_P(ProposalActions, NameNobody) {
  const std::string text = to_text(draft().inputs) + to_text(draft().outcome);
  for (const char* word : {"Amina", "Moussa", "1990", "1988", "refugee"}) {
    EXPECT_EQ(text.find(word), std::string::npos) << word;
  }
}

TEST_P(ProposalActions, ALockIsKeptAndTheRestSolvedAround) {
  const ProposalId id = kept();
  ASSERT_TRUE(decide_on(id, "amina", DecisionKind::keep));
  ProposalView now = view(id);
  EXPECT_EQ(now.now.line(need("amina"))->reason, "kept");
  EXPECT_EQ(now.now.line(need("moussa"))->place, "");
  EXPECT_EQ(first(id).line(need("moussa"))->place, module());
  EXPECT_EQ(decide_on(id, "moussa", DecisionKind::keep).error().code, "locks.conflict");
  ASSERT_TRUE(decide_on(id, "amina", DecisionKind::freed));
  now = view(id);
  EXPECT_EQ(to_text(now.now), to_text(first(id)));
}

TEST_P(ProposalActions, ARefusalWantsItsReasonAndKeepsItsWordsSealed) {
  const ProposalId id = kept();
  EXPECT_EQ(decide_on(id, "moussa", DecisionKind::refused).error().code, "reason.missing");
  ASSERT_TRUE(decide_on(id, "moussa", DecisionKind::refused, "not_ready", "Attend son opération"));
  const ProposalView now = view(id);
  EXPECT_EQ(now.decisions.at(0).text, "Attend son opération");
  EXPECT_EQ(now.now.line(need("amina"))->place, module());
  EXPECT_EQ(now.now.line(need("moussa"))->reason, "forbidden");
}

TEST_P(ProposalActions, AcceptingTakesTheSeatOnceAndForAll) {
  const ProposalId id = kept();
  const ProposalId other = kept();
  ASSERT_TRUE(decide_on(id, "moussa", DecisionKind::accepted));
  const auto seen =
      database().read([](store::Reader& reader) { return schemes::places(reader, "063", today); });
  EXPECT_EQ(seen.at(0).accepted, 1);
  EXPECT_EQ(seen.at(0).free, 0);
  // Another proposal, made before, may not give the same seat to somebody else.
  EXPECT_EQ(decide(database(), vault(), clock(), command(), other,
                   {need("amina"), seen.at(0).place.id.text(), DecisionKind::accepted, "", ""})
                .error()
                .code,
            "place.full");
  EXPECT_TRUE(view(other).decisions.empty());
}

TEST_P(ProposalActions, WhatIsNoChoiceIsRefused) {
  const ProposalId id = kept();
  EXPECT_EQ(decide_on(id, "zoe", DecisionKind::keep).error().code, "line.unknown");
  EXPECT_EQ(decide_on(ProposalId{}, "amina", DecisionKind::keep).error().code, "proposal.unknown");
}

}  // namespace
}  // namespace jalon::proposals
