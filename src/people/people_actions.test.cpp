#include "people/people_actions.hpp"

#include <gmock/gmock.h>

#include "people/erasure_actions.hpp"
#include "people/person_store.hpp"
#include "people/right_store.hpp"
#include "store/audit.hpp"
#include "store/testing_store.hpp"

namespace jalon::people {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Date the_day = Date::from_ymd(2018, 10, 12);

constexpr std::string_view header =
    "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,languages,"
    "french_level,family_role,referent_organisation";

class PeopleActions : public store::OnEachDatabase {
 protected:
  Vault& vault() {
    if (!vault_) vault_ = std::make_unique<Vault>(fresh().folder() + "/keys");
    return *vault_;
  }

  /// Imports a people.csv made of the header and these lines, on `today`.
  ImportReport import(std::string_view lines, Date today = Date::from_ymd(2018, 10, 12),
                      std::string_view head = header, bool dry_run = false) {
    const auto document = csv::Document::parse("people.csv", std::string(head) + "\n" + std::string(lines));
    EXPECT_TRUE(document);
    ImportReport report;
    (void)database().write(command("people.import"), [&](store::Transaction& transaction) -> Result<int> {
      report = import_people(transaction, *document, {today, dry_run}, vault());
      if (!report.changes_something() || dry_run) return refuse("nothing");
      return 0;
    });
    return report;
  }

  std::vector<std::string> found(std::string_view typed) {
    return database().read([&](store::Reader& reader) {
      std::vector<std::string> names;
      for (const auto& person : search(reader, vault(), "063", typed)) {
        names.push_back(display_name(person.identity));
      }
      return names;
    });
  }

  KnownPerson person(std::string_view name, Date known_at = Date::never()) {
    return database().read([&](store::Reader& reader) {
      const auto people = search(reader, vault(), "063", name);
      return find_person(reader, vault(), "063", people.at(0).id, known_at).value();
    });
  }

 private:
  std::unique_ptr<Vault> vault_;
};
JALON_ON_EACH_DATABASE(PeopleActions);

constexpr std::string_view two_people =
    "P1,H1,Rahimi,Amina,1990-04-02,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,CECLER\n"
    "P2,H1,Kovalénko,Éloïse,02/05/2015,refugee,2018-01-10,2016-05-01,63113,prs fra,,child,CECLER\n";

TEST_P(PeopleActions, AFileImportedTwiceChangesNothingTheSecondTime) {
  const auto first = import(two_people);
  EXPECT_EQ(first.added, 2U);
  EXPECT_THAT(first.problems, IsEmpty());
  ASSERT_EQ(first.remarks.size(), 1U);
  EXPECT_EQ(first.remarks[0].value, "CECLER");
  const auto second = import(two_people);
  EXPECT_EQ(second.unchanged, 2U);
  EXPECT_EQ(second.added + second.changed, 0U);
  EXPECT_THAT(second.remarks, IsEmpty());
}

TEST_P(PeopleActions, FindsByBeginningsWithoutAccentsByDateAndByIdentifier) {
  import(two_people);
  EXPECT_THAT(found("koval"), ElementsAre("KOVALÉNKO Éloïse"));
  EXPECT_THAT(found("elo"), ElementsAre("KOVALÉNKO Éloïse"));
  EXPECT_THAT(found("02/04/1990"), ElementsAre("RAHIMI Amina"));
  EXPECT_THAT(found("P2"), ElementsAre("KOVALÉNKO Éloïse"));
  EXPECT_THAT(found("alenko"), IsEmpty());
  EXPECT_THAT(found("k"), IsEmpty());
}

TEST_P(PeopleActions, ACorrectionRecordedLaterGivesTwoAnswersForTwoDaysOfKnowledge) {
  import(two_people);
  const auto report =
      import("P1,H1,Rahimi,Amina,1990-04-02,refugee,2018-01-10,2016-05-01,63300,prs,A2,head,CECLER\n",
             Date::from_ymd(2018, 11, 5));
  EXPECT_EQ(report.changed, 1U);
  EXPECT_EQ(person("rahimi", Date::from_ymd(2018, 11, 4)).situation.french_level, FrenchLevel::a1);
  EXPECT_EQ(person("rahimi", Date::from_ymd(2018, 11, 5)).situation.french_level, FrenchLevel::a2);
  EXPECT_EQ(person("rahimi").situation.commune, "63300");
}

TEST_P(PeopleActions, ARowDatedByItsSenderIsRecordedOnThatDay) {
  import(two_people);
  const std::string dated = std::string(header) + ",recorded_on";
  const auto line =
      "P1,H1,Rahimi,Amina,1990-04-02,refugee,2018-01-10,2016-05-01,63113,prs,B1,head,CECLER,2018-09-01\n";
  EXPECT_EQ(import(line, Date::from_ymd(2018, 12, 1), dated).changed, 1U);
  EXPECT_EQ(import(line, Date::from_ymd(2018, 12, 2), dated).unchanged, 1U);
  EXPECT_EQ(person("rahimi", Date::from_ymd(2018, 8, 31)).situation.french_level, FrenchLevel::a1);
  EXPECT_EQ(person("rahimi", Date::from_ymd(2018, 9, 1)).situation.french_level, FrenchLevel::b1);
}

TEST_P(PeopleActions, ReportsPossibleDuplicatesAndMergesNothing) {
  import(two_people);
  const auto report = import("P3,,Amina,Rahimy,1990-04-02,,,,,,,,\nP4,,Rahimi,Samira,1990-04-02,,,,,,,,\n");
  EXPECT_EQ(report.added, 2U);
  ASSERT_EQ(report.remarks.size(), 1U);
  EXPECT_EQ(
      to_french(report.remarks[0]),
      "people.csv, ligne 2, colonne person\u00a0: «\u00a0P3\u00a0»\u00a0: peut-être la même personne que P1 "
      "(même date de naissance, noms proches), à vérifier\u00a0: rien n’a été fusionné");
  EXPECT_THAT(found("1990-04-02"), testing::SizeIs(3));
}

TEST_P(PeopleActions, ARehearsalLeavesNothingNotEvenAKey) {
  const auto report = import(two_people, Date::from_ymd(2018, 10, 12), header, true);
  EXPECT_EQ(report.added, 2U);
  EXPECT_THAT(found("rahimi"), IsEmpty());
  EXPECT_FALSE(vault().erase(new_uuid_v7(1)));
  EXPECT_EQ(import(two_people).added, 2U);
}

TEST_P(PeopleActions, TheHouseholdIsWhoLivesTogetherAsKnownThatDay) {
  import(two_people);
  const auto amina = person("rahimi").id;
  const auto members =
      database().read([&](store::Reader& reader) { return household_of(reader, vault(), "063", amina); });
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0].id, amina);
  EXPECT_EQ(members[1].identity.first_name, "Éloïse");
}

TEST_P(PeopleActions, ErasingTheKeyMakesTheNameUnreadableAndUnfindable) {
  import(two_people);
  const auto amina = person("rahimi").id;
  ASSERT_TRUE(erase_identity(database(), vault(), command(), amina, "request", the_day));
  EXPECT_THAT(found("rahimi"), IsEmpty());
  const auto known =
      database().read([&](store::Reader& reader) { return find_person(reader, vault(), "063", amina); });
  ASSERT_TRUE(known);
  EXPECT_TRUE(known->erased);
  EXPECT_EQ(display_name(known->identity), "Personne effacée");
  EXPECT_EQ(import(two_people).unchanged, 2U);
  const auto unknown =
      erase_identity(database(), vault(), command(), PersonId(new_uuid_v7(1)), "request", the_day);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, "person.unknown");
  const auto twice = erase_identity(database(), vault(), command(), amina, "request", the_day);
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, "person.already_erased");
}

TEST_P(PeopleActions, AnErasureEndsTheFollowUpIsWrittenDownAndTheChainStillVerifies) {
  import(two_people);
  const auto amina = person("rahimi").id;
  ASSERT_TRUE(erase_identity(database(), vault(), command(), amina, "request", the_day));
  database().read([&](store::Reader& reader) {
    EXPECT_EQ(find_person(reader, vault(), "063", amina)->situation.left_on, the_day);
    EXPECT_EQ(rights_state(reader, "063", amina).erased_on, the_day);
    EXPECT_THAT(store::verify_audit(reader).problems, IsEmpty());
    for (const auto& version : versions_of(reader, "063", amina)) EXPECT_TRUE(version.sealed.empty());
    EXPECT_THAT(versions_of(reader, "063", person("koval").id).front().sealed, testing::Not(IsEmpty()));
  });
}

TEST_P(PeopleActions, AKeyThatCameBackWithACopyIsDestroyedAgain) {
  import(two_people);
  const auto amina = person("rahimi").id;
  ASSERT_TRUE(erase_identity(database(), vault(), command(), amina, "request", the_day));
  const auto sealed = vault().seal(amina.bytes(), "words", "ce qu’un collègue écrit après coup");
  vault().flush();
  ASSERT_TRUE(vault().open(amina.bytes(), "words", sealed));
  EXPECT_EQ(destroy_erased_keys(database(), vault(), "063"), 1U);
  EXPECT_FALSE(vault().open(amina.bytes(), "words", sealed));
  EXPECT_EQ(destroy_erased_keys(database(), vault(), "063"), 0U);
  EXPECT_EQ(found("koval").size(), 1U);
}

TEST_P(PeopleActions, ABadFileIsRefusedWholeWithASentenceForEachCell) {
  const auto report = import(
      "P1,H1,Rahimi,Amina,31/02/1990,refugee,2018-01-10,12/01/20018,Clermont,prs,Z9,head,\n"
      "P1,H1,Omar,Ali,,,,,,,,,\n");
  ASSERT_EQ(report.problems.size(), 5U);
  EXPECT_EQ(
      to_french(report.problems[0]),
      "people.csv, ligne 2, colonne birth_date\u00a0: «\u00a031/02/1990\u00a0»\u00a0: une date est attendue, "
      "aaaa-mm-jj ou jj/mm/aaaa, entre 1900 et 2199");
  EXPECT_EQ(report.problems[4].line, 3U);
  EXPECT_THAT(found("omar"), IsEmpty());
}

}  // namespace
}  // namespace jalon::people
