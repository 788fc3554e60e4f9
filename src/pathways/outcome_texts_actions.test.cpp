// Words about an outcome are a text about a person: sealed with their key, gone with it.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "pathways/catalogue_file.hpp"
#include "pathways/event_store.hpp"
#include "pathways/pathway_actions.hpp"
#include "people/erasure_actions.hpp"
#include "people/people_actions.hpp"
#include "people/person_store.hpp"
#include "store/testing_store.hpp"

namespace jalon::pathways {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const Date today = Date::from_ymd(2018, 10, 12);
constexpr std::string_view words = "Refus du bailleur Quiberon";

class OutcomeTexts : public store::OnEachDatabase {
 protected:
  void SetUp() override {
    vault_ = std::make_unique<people::Vault>(fresh().folder() + "/keys");
    send("people.csv",
         "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,languages,"
         "french_level,family_role,referent_organisation\n"
         "P1,H1,Rahimi,Amina,1990-04-02,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,\n");
    amina_ =
        *database().read([](store::Reader& reader) { return people::person_by_ref(reader, "063", "P1"); });
  }
  ImportReport send(const std::string& name, std::string_view text) {
    const auto document = csv::Document::parse(name, text);
    ImportReport report;
    (void)database().write(command("import"), [&](store::Transaction& t) -> Result<int> {
      report = name == "people.csv" ? people::import_people(t, *document, {today}, *vault_)
                                    : import_events(t, *document, {today}, *vault_);
      if (!report.accepted()) return refuse("problems");
      return 0;
    });
    return report;
  }
  ImportReport send_event(std::string_view outcome) {
    return send("events.csv",
                "person,step,kind,date,outcome,organisation,cause,recorded_on,event,corrects\n"
                "P1,C09,done,2018-09-01," +
                    std::string(outcome) + ",,,2018-09-02,E1,\n");
  }
  Result<Recorded> record(std::string outcome, std::string text) {
    EventDraft draft;
    draft.person = amina_;
    draft.step = "L06";
    draft.kind = EventKind::done;
    draft.date = today - 3;
    draft.outcome = std::move(outcome);
    draft.text = std::move(text);
    return record_event(database(), *vault_, default_catalogue(), clock(), command("pathways.record_event"),
                        draft, 0);
  }
  std::vector<RecordedEvent> events() {
    return database().read([&](store::Reader& reader) { return events_of(reader, "063", amina_); });
  }
  void erase() {
    ASSERT_TRUE(
        people::erase_identity(database(), *vault_, command("people.erase"), amina_, "request", today));
  }
  /// Every byte of the files of the database and of the keys.
  std::string bytes_on_disk() {
    std::ostringstream all;
    for (const auto& file : std::filesystem::directory_iterator(fresh().folder())) {
      if (file.is_regular_file()) all << std::ifstream(file.path(), std::ios::binary).rdbuf();
    }
    return all.str();
  }
  std::vector<std::string> problems() {
    return database().read([](store::Reader& reader) { return verify_pathways(reader, "063").problems; });
  }

  people::PersonId amina_;
  std::unique_ptr<people::Vault> vault_;
};
JALON_ON_EACH_DATABASE(OutcomeTexts);

TEST_P(OutcomeTexts, AreNeverInClearAndUnreadableOnceThePersonIsErased) {
  ASSERT_TRUE(record("partiel", std::string(words)));
  ASSERT_THAT(events(), SizeIs(1));
  EXPECT_EQ(events()[0].outcome, "partiel");
  EXPECT_EQ(text_of(*vault_, amina_, events()[0]), words);
  EXPECT_THAT(bytes_on_disk(), Not(HasSubstr("Quiberon")));
  erase();
  EXPECT_EQ(text_of(*vault_, amina_, events()[0]), "");
  people::Vault again(fresh().folder() + "/keys");
  EXPECT_FALSE(again.open(amina_.bytes(), "outcome", events()[0].sealed)) << "nor for another program";
  EXPECT_EQ(record("", "encore").error().code, "person.already_erased");
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_P(OutcomeTexts, AWordThatIsNoCodeIsRefusedAsAnOutcome) {
  EXPECT_EQ(record("Refus du bailleur", "").error().code, "event.outcome_unknown");
  EXPECT_TRUE(record("CDI", ""));
}

TEST_P(OutcomeTexts, AnImportKeepsCodesInClearAndSealsWords) {
  EXPECT_EQ(send_event("A1").added, 1U);
  EXPECT_EQ(events().back().outcome, "A1");
  EXPECT_EQ(send_event(words).changed, 1U) << "the sender says something else now";
  EXPECT_EQ(events().back().outcome, "");
  EXPECT_EQ(text_of(*vault_, amina_, events().back()), words);
  EXPECT_EQ(send_event(words).unchanged, 1U) << "compared under the seal";
  EXPECT_THAT(bytes_on_disk(), Not(HasSubstr("Quiberon")));
  erase();
  EXPECT_EQ(send_event(words).unchanged, 1U) << "the same file again brings nothing back";
  EXPECT_EQ(send_event("Autre texte").unchanged, 1U);
  EXPECT_FALSE(vault_->open(amina_.bytes(), "outcome", events().back().sealed));
}

TEST_P(OutcomeTexts, WhatAnOlderProgramWroteInClearIsSealedOrBecomesItsCode) {
  ASSERT_EQ(send_event("A1").added, 1U);
  ASSERT_TRUE(record("", ""));
  const auto wait = [&](std::int64_t ver, std::string_view text) {
    static const store::Query query(
        "test.wait", "INSERT INTO pathway_text_to_seal (territory, person, ver, outcome) VALUES (?, ?, ?, ?)",
        store::Query::Unlisted::yes);
    static const store::Query known(
        "test.territory", "INSERT INTO territory (code, name) VALUES ('063', '063') ON CONFLICT DO NOTHING",
        store::Query::Unlisted::yes);
    (void)database().write(command("test.wait"), [&](store::Transaction& transaction) -> Result<int> {
      transaction.execute(known, {});
      transaction.execute(query, {"063", amina_, ver, text});
      return 0;
    });
  };
  wait(1, "CDI");
  wait(2, words);
  EXPECT_EQ(seal_waiting_texts(database(), *vault_, "test"), 2U);
  EXPECT_EQ(events()[0].outcome, "CDI");
  EXPECT_EQ(text_of(*vault_, amina_, events()[1]), words);
  EXPECT_EQ(seal_waiting_texts(database(), *vault_, "test"), 0U);
  erase();
  wait(2, words);
  EXPECT_EQ(seal_waiting_texts(database(), *vault_, "test"), 1U);
  EXPECT_THAT(events()[1].sealed, IsEmpty()) << "the text of an erased person is forgotten";
}

}  // namespace
}  // namespace jalon::pathways
