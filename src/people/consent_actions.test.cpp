#include "people/consent_actions.hpp"

#include <gmock/gmock.h>

#include "people/consent_store.hpp"
#include "people/erasure_actions.hpp"
#include "people/on_file_actions.test.hpp"

namespace jalon::people {
namespace {

const Date day = Date::from_ymd(2018, 10, 12);

class Consents : public OnFile {
 protected:
  void SetUp() override {
    put_on_file("P1,H1,Rahimi,Amina,1990-04-02,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,CECLER\n");
    person_ = person("P1");
    organisation_ = partners::OrganisationId(new_uuid_v7(1));
  }
  ConsentEvent draft() const {
    ConsentEvent event;
    event.person = person_;
    event.domains = {"housing", "language"};
    event.organisations = {organisation_};
    event.on = day;
    event.notice_language = "prs";
    return event;
  }
  std::string give(const ConsentEvent& event) {
    const auto given = give_consent(database(), command(), event, day);
    return given ? "given" : given.error().code;
  }
  bool in_force(Date at) {
    return database().read([&](store::Reader& reader) {
      return consent_in_force(consents_of(consent_events(reader, "063", person_)), "housing", organisation_,
                              at);
    });
  }

  PersonId person_;
  partners::OrganisationId organisation_;
};
JALON_ON_EACH_DATABASE(Consents);

TEST_P(Consents, AreKeptWithTheirScopeAndTakenBackAtOnce) {
  EXPECT_FALSE(in_force(day));
  EXPECT_EQ(give(draft()), "given");
  EXPECT_TRUE(in_force(day));
  const auto event =
      database().read([&](store::Reader& reader) { return consent_events(reader, "063", person_).at(0); });
  EXPECT_EQ(event.domains, draft().domains);
  EXPECT_EQ(event.notice_language, "prs");
  EXPECT_EQ(event.actor, "test");
  ASSERT_TRUE(withdraw_consent(database(), command(), person_, 1, day));
  EXPECT_FALSE(in_force(day));
  const auto twice = withdraw_consent(database(), command(), person_, 1, day);
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, "consent.withdrawn_already");
  EXPECT_EQ(withdraw_consent(database(), command(), person_, 9, day).error().code, "consent.unknown");
}

TEST_P(Consents, WithoutScopeLanguageOrPersonAreRefused) {
  auto event = draft();
  event.domains.clear();
  EXPECT_EQ(give(event), "consent.domains_missing");
  event = draft();
  event.organisations.clear();
  EXPECT_EQ(give(event), "consent.organisations_missing");
  event = draft();
  event.notice_language = "";
  EXPECT_EQ(give(event), "consent.language_missing");
  event = draft();
  event.on = day + 1;
  EXPECT_EQ(give(event), "consent.in_future");
  event = draft();
  event.person = PersonId(new_uuid_v7(1));
  EXPECT_EQ(give(event), "person.unknown");
  ASSERT_TRUE(erase_identity(database(), *vault_, command(), person_, "request", day));
  EXPECT_EQ(give(draft()), "person.already_erased");
}

}  // namespace
}  // namespace jalon::people
