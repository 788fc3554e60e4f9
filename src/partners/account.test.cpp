#include "partners/account.hpp"

#include <gtest/gtest.h>

namespace jalon::partners {
namespace {

Account lea() {
  Account account;
  account.email = "lea@ofii.example";
  account.name = "Léa";
  account.organisation = OrganisationId(UuidBytes{1});
  account.roles = {Role::referent};
  return account;
}

TEST(Accounts, ARoleIsWrittenAndReadAlike) {
  for (const Role role : all_roles()) EXPECT_EQ(parse_role(to_text(role)), role);
  EXPECT_EQ(parse_role("king"), std::nullopt);
  const Roles roles{Role::coordinator, Role::referent};
  EXPECT_EQ(roles.text(), "referent coordinator");
  EXPECT_EQ(Roles::parse(roles.text()), roles);
  EXPECT_EQ(Roles::parse("referent king"), std::nullopt);
}

TEST(Accounts, AnAdministratorHoldsNoOtherRole) {
  Account account = lea();
  account.roles.add(Role::administrator);
  EXPECT_EQ(check_account(account).error().code, "account.administrator_alone");
}

TEST(Accounts, OnlyAnAdministratorHasNoOrganisation) {
  Account account = lea();
  account.organisation.reset();
  EXPECT_EQ(check_account(account).error().code, "account.organisation_missing");
  account.roles = {Role::administrator};
  EXPECT_TRUE(check_account(account).has_value());
}

TEST(Accounts, AnAddressIsCleanedBeforeItIsCompared) {
  EXPECT_EQ(clean_email("  Lea@Ofii.Example "), "lea@ofii.example");
  for (const char* bad : {"", "lea", "@ofii", "lea@", "a@b@c", "le a@ofii", "<lea@ofii>"}) {
    EXPECT_EQ(clean_email(bad), "") << bad;
  }
}

TEST(Accounts, CoordinatorsAndAdministratorsNeedACode) {
  for (const Role role : all_roles()) {
    EXPECT_EQ(needs_one_time_code({role}), role == Role::coordinator || role == Role::administrator)
        << to_text(role);
  }
}

}  // namespace
}  // namespace jalon::partners
