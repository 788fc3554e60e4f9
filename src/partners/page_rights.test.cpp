#include "partners/page_rights.hpp"

#include <gtest/gtest.h>

#include <string>

namespace jalon::partners {
namespace {

Caller administrator(bool code_due) {
  Caller caller;
  caller.kind = Caller::Kind::account;
  caller.roles = {Role::administrator, Role::coordinator, Role::data_protection};
  caller.organisation_kind = "state_service";
  caller.code_due = code_due;
  return caller;
}

TEST(PageRights, BeforeTheOneTimeCodeIsSetUpNothingThatARoleOpensIsOpen) {
  std::size_t due = 0;
  for (const PageRight& line : page_rights().lines()) {
    const auto answer = page_rights().ask(administrator(true), line.method, line.route);
    if (line.everyone) {
      EXPECT_EQ(answer, PageRights::Answer::opens) << line.route;
    } else if (!line.any_account) {
      EXPECT_NE(answer, PageRights::Answer::opens) << line.route;
      due += answer == PageRights::Answer::set_up_code ? 1 : 0;
    }
  }
  EXPECT_GT(due, 50U);
  using Answer = PageRights::Answer;
  EXPECT_EQ(page_rights().ask(administrator(true), "GET", "/comptes"), Answer::set_up_code);
  EXPECT_EQ(page_rights().ask(administrator(true), "POST", "/comptes"), Answer::set_up_code);
  EXPECT_EQ(page_rights().ask(administrator(false), "GET", "/comptes"), Answer::opens);
  EXPECT_EQ(page_rights().ask(administrator(true), "POST", "/compte/code"), Answer::opens);
  EXPECT_EQ(page_rights().ask(administrator(true), "POST", "/deconnexion"), Answer::opens);
  EXPECT_EQ(page_rights().start_page(administrator(true)), "/compte/code");
}

}  // namespace
}  // namespace jalon::partners
