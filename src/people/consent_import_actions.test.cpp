#include "people/consent_import_actions.hpp"

#include <gmock/gmock.h>

#include "partners/organisation_store.hpp"
#include "people/consent_actions.hpp"
#include "people/consent_store.hpp"
#include "people/live_consents_actions.hpp"
#include "people/on_file_actions.test.hpp"

namespace jalon::people {
namespace {

const Date day = Date::from_ymd(2018, 10, 12);
const std::string header = "person,domains,organisations,date,notice_language,withdrawn_on\n";

class ConsentsInFiles : public OnFile {
 protected:
  void SetUp() override {
    put_on_file(
        "P1,H1,Rahimi,Amina,1990-04-02,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,CECLER\n"
        "P2,H2,Sayed,Omar,1985-01-02,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,CECLER\n");
  }
  ImportReport send(const std::string& rows) {
    const auto document = csv::Document::parse("consents.csv", header + rows);
    EXPECT_TRUE(document);
    ImportReport report;
    EXPECT_TRUE(database().write(command("import"), [&](store::Transaction& transaction) -> Result<int> {
      report = import_consents(transaction, *document, {day, false});
      return 0;
    }));
    return report;
  }
  partners::DomainSet shared(const char* ref, std::string_view organisation_ref, Date at = day) {
    return database().read([&](store::Reader& reader) {
      LiveConsents consents(database(), "063");
      const auto organisation = partners::OrganisationBook(reader, "063").find(std::string(organisation_ref));
      if (!organisation) return partners::DomainSet{0};
      const auto found = consents.toward(*organisation, at)->of;
      const auto of = found.find(person_by_ref(reader, "063", ref)->bytes());
      return of == found.end() ? partners::DomainSet{0} : of->second;
    });
  }
  static partners::DomainSet bits(std::string_view one, std::string_view two = "") {
    return partners::visibility().bit(one) | partners::visibility().bit(two);
  }
};
JALON_ON_EACH_DATABASE(ConsentsInFiles);

TEST_P(ConsentsInFiles, EnterOnceAndAreTakenBackByTheSameRowWithItsDay) {
  const std::string row = "P1,housing language,DDCS;OFII,2018-03-01,prs,";
  EXPECT_EQ(send(row + "\n").added, 1u);
  EXPECT_EQ(shared("P1", "DDCS"), bits("housing", "language"));
  EXPECT_EQ(shared("P1", "OFII"), bits("housing", "language"));
  EXPECT_EQ(shared("P2", "DDCS"), 0u);
  EXPECT_EQ(shared("P1", "DDCS", Date::from_ymd(2018, 2, 28)), 0u) << "before its day";
  EXPECT_EQ(send("P1,language;housing,OFII;DDCS,01/03/2018,prs,\n").unchanged, 1u) << "in another order";
  const auto ended = send(row + "2018-09-01\n");
  EXPECT_EQ(ended.changed, 1u);
  EXPECT_EQ(shared("P1", "DDCS"), 0u);
  EXPECT_EQ(shared("P1", "DDCS", Date::from_ymd(2018, 8, 31)), bits("housing", "language"));
  EXPECT_EQ(send(row + "2018-09-01\n").unchanged, 1u);
}

TEST_P(ConsentsInFiles, GivenAndTakenBackInOneRowEnterAsTwoEvents) {
  EXPECT_EQ(send("P2,housing,DDCS,2018-03-01,prs,2018-10-12\n").added, 1u);
  EXPECT_EQ(shared("P2", "DDCS"), 0u) << "not on the very day";
  EXPECT_EQ(shared("P2", "DDCS", day - 1), bits("housing"));
}

TEST_P(ConsentsInFiles, RefusesWhatCannotBeAConsent) {
  for (const char* row :
       {"P9,housing,DDCS,2018-03-01,prs,", "P1,religion,DDCS,2018-03-01,prs,", "P1,,DDCS,2018-03-01,prs,",
        "P1,housing,,2018-03-01,prs,", "P1,housing,DDCS,2018-10-13,prs,", "P1,housing,DDCS,2018-03-01,dari,",
        "P1,housing,DDCS,2018-03-01,prs,2018-02-01", "P1,housing,DDCS,,prs,"}) {
    const auto report = send(std::string(row) + "\n");
    EXPECT_FALSE(report.accepted()) << row;
    EXPECT_EQ(shared("P1", "DDCS"), 0u) << row;
  }
}

TEST_P(ConsentsInFiles, WhatIsKeptInMemoryFollowsWhoSaysThatItChanged) {
  EXPECT_EQ(send("P1,housing,DDCS,2018-03-01,prs,\n").added, 1u);
  LiveConsents consents(database(), "063");
  const auto [person, organisation] = database().read([&](store::Reader& reader) {
    return std::pair(*person_by_ref(reader, "063", "P1"),
                     *partners::OrganisationBook(reader, "063").find("DDCS"));
  });
  const auto before = consents.toward(organisation, day);
  EXPECT_EQ(before->of.size(), 1u);
  EXPECT_EQ(consents.toward(organisation, day), before) << "kept";
  ASSERT_TRUE(withdraw_consent(database(), command(), person, 1, day));
  consents.refresh(person);
  EXPECT_TRUE(consents.toward(organisation, day)->of.empty());
  EXPECT_NE(consents.toward(organisation, day)->state, before->state);
  EXPECT_EQ(consents.toward(organisation, day - 1)->of.size(), 1u) << "another day, another answer";
}

}  // namespace
}  // namespace jalon::people
