#include "people/consent.hpp"

#include <gtest/gtest.h>

namespace jalon::people {
namespace {

partners::OrganisationId organisation(std::uint8_t number) {
  UuidBytes bytes{};
  bytes[15] = number;
  return partners::OrganisationId(bytes);
}

const Date given_on = Date::from_ymd(2018, 3, 1);
const Date withdrawn_on = Date::from_ymd(2018, 9, 1);

ConsentEvent given(std::int64_t ver) {
  ConsentEvent event;
  event.ver = ver;
  event.domains = {"housing", "language"};
  event.organisations = {organisation(1)};
  event.on = given_on;
  return event;
}
ConsentEvent withdrawal(std::int64_t ver, std::int64_t of) {
  ConsentEvent event;
  event.ver = ver;
  event.ends = of;
  event.on = withdrawn_on;
  return event;
}

TEST(Consent, CoversItsDomainsAndOrganisationsFromItsDayOn) {
  const std::vector<ConsentEvent> events = {given(1)};
  const auto consents = consents_of(events);
  EXPECT_FALSE(consent_in_force(consents, "housing", organisation(1), given_on - 1));
  EXPECT_TRUE(consent_in_force(consents, "housing", organisation(1), given_on));
  EXPECT_TRUE(consent_in_force(consents, "language", organisation(1), Date::never()));
  EXPECT_FALSE(consent_in_force(consents, "health", organisation(1), given_on));
  EXPECT_FALSE(consent_in_force(consents, "housing", organisation(2), given_on));
}

TEST(Consent, AWithdrawalHoldsOnItsVeryDayAndLeavesOtherConsentsAlone) {
  const std::vector<ConsentEvent> events = {given(1), withdrawal(2, 1)};
  EXPECT_TRUE(consent_in_force(consents_of(events), "housing", organisation(1), withdrawn_on - 1));
  EXPECT_FALSE(consent_in_force(consents_of(events), "housing", organisation(1), withdrawn_on));
  const std::vector<ConsentEvent> both = {given(1), given(2), withdrawal(3, 1)};
  EXPECT_TRUE(consent_in_force(consents_of(both), "housing", organisation(1), withdrawn_on));
  EXPECT_EQ(consents_of(both).size(), 2U);
}

TEST(Consent, NothingGivenIsNoConsent) {
  EXPECT_FALSE(consent_in_force({}, "housing", organisation(1), given_on));
  const std::vector<ConsentEvent> unknown = {withdrawal(1, 7)};
  EXPECT_TRUE(consents_of(unknown).empty());
}

}  // namespace
}  // namespace jalon::people
