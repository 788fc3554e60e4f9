// For tests of commands: the command line as a shell calls it, in a folder of its own that is gone at the
// end.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "app/app.hpp"
#include "app/commands.hpp"
#include "app/scratch_folder.hpp"
#include "app/site.hpp"
#include "partners/account_actions.hpp"
#include "partners/organisation_store.hpp"

namespace jalon::app {

/// A password that is taken.
inline constexpr const char* good = "cheval agrafe pile correct";

class OnTheCommandLine : public testing::Test {
 protected:
  /// The exit code; what was said stands in `out_` and `err_`.
  int run(std::vector<const char*> words) {
    out_.str({});
    err_.str({});
    words.insert(words.begin(), "jalon");
    CommandLine commandline("test");
    add_all_commands(commandline);
    return commandline.run(static_cast<int>(words.size()), words.data(), {out_, err_});
  }
  void import_small() {
    EXPECT_EQ(run({"import", "--db", database_.c_str(), "--keys", keys_.c_str(), "tests/fixtures/small"}),
              done)
        << err_.str();
  }

  /// A server that holds the file, as long as it lives.
  std::unique_ptr<App> server_that_holds_the_file() {
    Config config;
    config.database = database_;
    config.keys = keys_;
    config.serving = true;
    auto server = std::make_unique<App>(config);
    const store::Command hold{"63", {}, "test", "test.hold", ""};
    EXPECT_TRUE(server->database().write(hold, [](store::Transaction&) -> Result<void> { return {}; }));
    return server;
  }
  /// The accounts of the territory, of a database that no server holds.
  template <class Act>
  auto with_accounts(Act&& act) {
    Config config;
    config.database = database_;
    config.keys = keys_;
    App app(config);
    const partners::Secrets secrets(app.vault().key_for(key_of_accounts));
    return act(partners::AccountDesk{app.database(), secrets, app.machine_clock(),
                                     *choose_territory(app.database(), "")});
  }
  /// `organisation` by the sender's identifier; "" for an administrator.
  partners::Account account(const partners::AccountDesk& desk, const char* email, partners::Role role,
                            const char* organisation) {
    partners::Account made;
    made.email = email;
    made.name = "Léa Martin";
    made.roles = {role};
    if (*organisation != 0) {
      made.organisation = desk.database.read([&](store::Reader& reader) {
        return partners::OrganisationBook(reader, desk.territory).find(organisation);
      });
    }
    return made;
  }
  /// Of the demonstration: as long as there is no other, nobody is kept out.
  void add_fictional(const char* email, partners::Role role, const char* organisation = "") {
    EXPECT_TRUE(with_accounts([&](const partners::AccountDesk& desk) {
      return partners::add_fictional_accounts(desk, {account(desk, email, role, organisation)});
    }));
  }
  /// One whose password stands in `password_`.
  void add_account(const char* email, partners::Role role, const char* organisation = "") {
    with_accounts([&](const partners::AccountDesk& desk) {
      const auto link = partners::invite(desk, "test", account(desk, email, role, organisation));
      ASSERT_TRUE(link) << link.error().code;
      EXPECT_TRUE(partners::accept_link(desk, link->token, good, "", ""));
    });
    std::ofstream(password_) << good << "\n";
  }

  ScratchFolder scratch_;
  std::string folder_ = scratch_.path();
  std::string database_ = folder_ + "/jalon.db";
  std::string keys_ = database_ + ".keys";
  std::string password_ = folder_ + "/password";
  std::ostringstream out_;
  std::ostringstream err_;
};

}  // namespace jalon::app
