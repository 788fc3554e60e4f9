#include "rights/retention_actions.hpp"

#include <gmock/gmock.h>

#include "pathways/held_actions.hpp"
#include "pathways/pathway_actions.hpp"
#include "people/erasure_actions.hpp"
#include "people/people_actions.hpp"
#include "people/right_store.hpp"
#include "store/audit.hpp"
#include "store/testing_store.hpp"

namespace jalon::rights {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Date day(int year, int month, int date) {
  return Date::from_ymd(year, month, date);
}

/// Four persons: Amina and her child Éloïse, one household; Omar, alone; Sara, of whom nothing ever happened.
class Retention : public store::OnEachDatabase {
 protected:
  void SetUp() override {
    import(
        "people.csv",
        "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,languages,"
        "french_level,family_role,referent_organisation\n"
        "P1,H1,Rahimi,Amina,1990-04-02,refugee,2015-01-10,,63113,prs,A1,head,CECLER\n"
        "P2,H1,Rahimi,Éloïse,2014-05-02,refugee,2015-01-10,,63113,prs,,child,CECLER\n"
        "P3,,Omar,Ali,1985-01-01,refugee,2015-01-10,,63113,ara,,head,CECLER\n"
        "P4,,Haile,Sara,1991-01-01,refugee,2015-01-10,,63113,tir,,head,\n");
    import("events.csv",
           "event,person,step,kind,date,outcome,organisation,cause,recorded_on\n"
           "E1,P1,R05,requested,2016-10-12,,,,\n"
           "E2,P3,R05,requested,2016-10-12,,,,\n"
           "E3,P3,R05,expired,2018-09-01,,,,\n");  // the calendar is no contact
  }

  people::Vault& vault() {
    if (!vault_) vault_ = std::make_unique<people::Vault>(fresh().folder() + "/keys");
    return *vault_;
  }
  void import(const std::string& name, const std::string& text) {
    const auto document = csv::Document::parse(name, text);
    const auto done = database().write(command("import"), [&](store::Transaction& t) -> Result<int> {
      const auto report = name == "people.csv"
                              ? people::import_people(t, *document, {day(2018, 1, 1), false}, vault())
                              : pathways::import_events(t, *document, {day(2018, 1, 1), false}, vault());
      EXPECT_THAT(report.problems, IsEmpty());
      return 0;
    });
    ASSERT_TRUE(done);
  }
  static std::vector<people::ContactSource> contacts() {
    return {people::contacts_of_people(), pathways::contacts_of_pathways()};
  }
  RetentionReport look(Date at) {
    return database().read(
        [&](store::Reader& reader) { return look_at_terms(reader, "063", contacts(), at); });
  }
  RetentionReport apply(Date at) {
    return apply_retention(database(), vault(), command(), contacts(), at).value();
  }
  static std::vector<std::string> refs(const std::vector<FileTerm>& files) {
    std::vector<std::string> list;
    for (const FileTerm& file : files) list.push_back(file.ref);
    return list;
  }
  std::string name(std::string_view ref) {
    return database().read([&](store::Reader& reader) {
      for (const auto& one : people::search(reader, vault(), "063", ref)) {
        if (one.ref == ref) return people::display_name(one.identity);
      }
      return std::string("nobody");
    });
  }
  people::PersonId id(std::string_view ref) {
    return database().read(
        [&](store::Reader& reader) { return people::search(reader, vault(), "063", ref).at(0).id; });
  }

 private:
  std::unique_ptr<people::Vault> vault_;
};
JALON_ON_EACH_DATABASE(Retention);

TEST_P(Retention, TheHouseholdSharesItsContactsAndNoContactCountsFromTheOpening) {
  // The clock of the test stands on 12 October 2018: Sara's file was opened that day.
  const auto report = look(day(2018, 10, 12));
  EXPECT_EQ(report.files, 4U);
  EXPECT_THAT(refs(report.to_warn), ElementsAre("P1", "P2", "P3"));
  EXPECT_EQ(report.kept, 1U);
  EXPECT_EQ(report.to_warn[1].term.counted_from, day(2016, 10, 12));
  EXPECT_EQ(report.to_warn[0].referent, "CECLER");
  const auto later = look(day(2020, 10, 12));
  ASSERT_EQ(later.to_warn.size(), 4U);
  EXPECT_EQ(later.to_warn[3].ref, "P4");
  EXPECT_FALSE(later.to_warn[3].any_contact);
  EXPECT_EQ(later.to_warn[3].term.ends_on, day(2020, 10, 12));
}

TEST_P(Retention, LookingWritesNothingAndErasesNothing) {
  ASSERT_EQ(look(day(2018, 10, 12)).to_warn.size(), 3U);
  EXPECT_EQ(look(day(2030, 1, 1)).to_warn.size(), 4U);
  EXPECT_EQ(name("P1"), "RAHIMI Amina");
  database().read([&](store::Reader& reader) { EXPECT_TRUE(people::rights_states(reader, "063").empty()); });
}

TEST_P(Retention, WarnsThenErasesOnceTheWarningIsOldEnough) {
  EXPECT_THAT(refs(apply(day(2018, 9, 1)).to_warn), ElementsAre("P1", "P2", "P3"));
  EXPECT_THAT(apply(day(2018, 9, 2)).to_warn, IsEmpty());  // told once
  EXPECT_THAT(refs(apply(day(2018, 10, 30)).warned), ElementsAre("P1", "P2", "P3"));
  EXPECT_EQ(name("P1"), "RAHIMI Amina");
  const auto report = apply(day(2018, 10, 31));  // 60 days after 1 September
  EXPECT_THAT(refs(report.due), ElementsAre("P1", "P2", "P3"));
  for (const char* ref : {"P1", "P2", "P3"}) EXPECT_EQ(name(ref), "Personne effacée") << ref;
  EXPECT_EQ(name("P4"), "HAILE Sara");
  const auto after = apply(day(2018, 11, 1));
  EXPECT_EQ(after.erased_before, 3U);
  EXPECT_TRUE(after.nothing_to_do());
  // What the figures count is still there, and everything still follows from the events.
  database().read([&](store::Reader& reader) {
    EXPECT_THAT(store::verify_audit(reader).problems, IsEmpty());
    const auto replay = pathways::verify_pathways(reader, "063");
    EXPECT_THAT(replay.problems, IsEmpty());
    EXPECT_EQ(replay.events, 3);
  });
}

TEST_P(Retention, WhoeverComesBackAfterTheWarningIsKept) {
  apply(day(2018, 9, 1));
  import("events.csv",
         "event,person,step,kind,date,outcome,organisation,cause,recorded_on\nE4,P2,R05,requested,2018-10-01,"
         ",,,\n");
  const auto report = apply(day(2018, 12, 1));
  EXPECT_THAT(refs(report.due), ElementsAre("P3"));  // the child's contact keeps the mother's file too
  EXPECT_EQ(name("P1"), "RAHIMI Amina");
  EXPECT_EQ(name("P2"), "RAHIMI Éloïse");
  EXPECT_THAT(refs(look(day(2020, 9, 30)).to_warn), testing::IsSupersetOf({"P1", "P2"}));
}

TEST_P(Retention, ARestrictionHoldsTheFile) {
  apply(day(2018, 9, 1));
  ASSERT_TRUE(database().write(command(), [&](store::Transaction& t) -> Result<int> {
    people::RightEvent event;
    event.person = id("P3");
    event.kind = people::RightKind::restricted;
    event.on = day(2016, 11, 1);  // long ago: as a contact it does not move the term by much
    event.reason = "claim";
    people::insert_right(t, event, {});
    return 0;
  }));
  const auto report = apply(day(2018, 12, 1));
  EXPECT_THAT(refs(report.held), ElementsAre("P3"));
  EXPECT_THAT(refs(report.due), ElementsAre("P1", "P2"));
  EXPECT_EQ(name("P3"), "OMAR Ali");
}

TEST_P(Retention, NothingToDoLeavesNoLine) {
  const auto lines = [&] {
    return database().read([&](store::Reader& reader) { return store::verify_audit(reader).lines; });
  };
  const auto before = lines();
  apply(day(2017, 1, 1));
  EXPECT_EQ(lines(), before);
  apply(day(2018, 9, 1));
  EXPECT_EQ(lines(), before + 1);
}

TEST_P(Retention, AnErasureOnRequestIsNoContactForTheHousehold) {
  ASSERT_TRUE(people::erase_identity(database(), vault(), command(), id("P1"), "request", day(2018, 1, 5)));
  const auto report = look(day(2018, 10, 12));
  EXPECT_EQ(report.erased_before, 1U);
  EXPECT_THAT(refs(report.to_warn), ElementsAre("P2", "P3"));
  EXPECT_EQ(report.to_warn[0].term.counted_from, day(2016, 10, 12));
}

}  // namespace
}  // namespace jalon::rights
