// The gate of the command line with accounts that have passwords and codes; every command and role stand in
// proof_commands.test.cpp.
#include "app/terminal_gate.hpp"

#include <gmock/gmock.h>

#include "app/testing_commands.hpp"
#include "partners/sign_in_actions.hpp"
#include "people/access_log_store.hpp"
#include "store/query.hpp"

namespace jalon::app {
namespace {

using partners::Role;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const store::Query lines_query("test.terminal_lines",
                               "SELECT actor, peer FROM person_access ORDER BY territory, seq",
                               store::Query::Unlisted::yes);

class TerminalGate : public OnTheCommandLine {
 protected:
  TerminalGate() { import_small(); }

  int run_here(std::vector<const char*> words) {
    words.insert(words.end(), {"--db", database_.c_str(), "--keys", keys_.c_str()});
    return run(words);
  }
  int run_as(const char* email, std::vector<const char*> words) {
    words.insert(words.end(), {"--as", email, "--password-file", password_.c_str()});
    return run_here(words);
  }
  void write_password(std::string_view text) { std::ofstream(password_) << text; }
  struct SetUp {
    partners::CodeSecret secret;
    std::string recovery;  // one of the codes
  };
  /// Sets up the one-time code of an account.
  SetUp set_up_code(const char* email) {
    return with_accounts([&](const partners::AccountDesk& desk) {
      const auto in = partners::sign_in(desk, {email, good, "", "", "", ""});
      const auto caller = partners::caller_of(desk, in->session);
      const auto secret = desk.secrets.new_code_secret();
      const auto code = partners::one_time_code(secret, desk.clock.now_ms() / 1000 - 30);
      const auto codes = partners::set_up_code(desk, *caller, secret, code, good);
      EXPECT_TRUE(codes);
      return SetUp{secret, codes ? codes->front() : ""};
    });
  }
  static std::string code_of(const partners::CodeSecret& secret) {
    return partners::one_time_code(secret, SystemClock().now_ms() / 1000);
  }
  /// Who read, and from where, the latest last.
  std::vector<std::pair<std::string, std::string>> lines() {
    return with_accounts([&](const partners::AccountDesk& desk) {
      return desk.database.read([&](store::Reader& reader) {
        return reader.list(lines_query, {},
                           [](const store::Row& row) { return std::pair(row.string(0), row.string(1)); });
      });
    });
  }
  std::string id_of(const char* email) {
    return with_accounts([&](const partners::AccountDesk& desk) {
      return desk.database.read([&](store::Reader& reader) {
        return partners::find_account(reader, desk.territory, std::string_view(email))->id.text();
      });
    });
  }
  const std::vector<const char*> agenda_ = {"agenda", "--at", "2018-10-19"};
  const std::vector<const char*> copy_ = {"person", "export", "--person", "P1"};
};

TEST_F(TerminalGate, BeforeTheFirstAccountWhoeverUsesTheMachineDoesEverything) {
  EXPECT_EQ(run_here(agenda_), done) << err_.str();
  write_password(good);
  EXPECT_EQ(run_as("lea@cecler.example", agenda_), refused);
  EXPECT_THAT(err_.str(), HasSubstr("n’a pas encore de compte"));
}

TEST_F(TerminalGate, FromTheFirstAccountOnWhoNamesNobodyIsToldNothingOfAFile) {
  add_account("ada@jalon.example", Role::administrator);
  for (const auto& words : {agenda_, copy_}) {
    EXPECT_EQ(run_here(words), refused);
    EXPECT_THAT(err_.str(), HasSubstr("--as ADRESSE"));
    EXPECT_EQ(out_.str(), "");
  }
  EXPECT_EQ(run_here({"user", "list"}), done) << err_.str();
  EXPECT_EQ(run({"verify", "--db", database_.c_str()}), done);
  EXPECT_TRUE(lines().empty());
}

TEST_F(TerminalGate, AnAccountIsToldWhatItsRoleAndTheMatrixGiveAndTheLineBearsItsName) {
  add_account("lea@cecler.example", Role::referent, "CECLER");
  EXPECT_EQ(run_as("lea@cecler.example", copy_), done) << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("Rahimi"), HasSubstr("Léa Martin")));
  EXPECT_EQ(run_as("lea@cecler.example", {"person", "export", "--person", "P8"}), refused);
  EXPECT_THAT(err_.str(), HasSubstr("personne inconnue")) << "followed by another";
  EXPECT_EQ(run_as("lea@cecler.example", agenda_), refused);
  EXPECT_THAT(
      err_.str(),
      HasSubstr(
          "le rôle «\u00a0Référent de parcours\u00a0» n’ouvre pas cette commande (préparer la cellule)"));
  const auto all = lines();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.front(), std::pair(id_of("lea@cecler.example"), terminal_actor()));
}

TEST_F(TerminalGate, AWrongPasswordIsRefusedCountedAndToldLikeAnUnknownAddress) {
  add_account("lea@cecler.example", Role::referent, "CECLER");
  write_password("une autre phrase que la sienne\n");
  EXPECT_EQ(run_as("lea@cecler.example", copy_), refused);
  const std::string wrong = err_.str();
  EXPECT_EQ(run_as("personne@cecler.example", copy_), refused);
  EXPECT_EQ(err_.str(), wrong);
  for (int i = 0; i < 5; ++i) run_as("lea@cecler.example", copy_);
  write_password(good);
  EXPECT_EQ(run_as("lea@cecler.example", copy_), refused);
  EXPECT_THAT(err_.str(), HasSubstr("réessayez dans")) << "one has to wait";
  EXPECT_EQ(out_.str(), "");
}

TEST_F(TerminalGate, APasswordFileThatCannotBeReadIsNamed) {
  add_account("lea@cecler.example", Role::referent, "CECLER");
  for (const char* path : {"/nowhere/password", "/proc/self/mem"}) {
    password_ = path;
    EXPECT_EQ(run_as("lea@cecler.example", copy_), refused);
    EXPECT_THAT(err_.str(), HasSubstr(path));
  }
  password_ = folder_ + "/empty";
  write_password("");
  EXPECT_EQ(run_as("lea@cecler.example", copy_), refused);
  write_password(std::string(2'000'000, 'a'));
  EXPECT_EQ(run_as("lea@cecler.example", copy_), refused);
  write_password(std::string(good) + "\r\n");
  EXPECT_EQ(run_as("lea@cecler.example", copy_), done) << "written on Windows: " << err_.str();
}

TEST_F(TerminalGate, ACoordinatorNeedsTheOneTimeCodeAndEachCodeServesOnce) {
  add_account("marc@pref63.example", Role::coordinator, "PREF63");
  EXPECT_EQ(run_as("marc@pref63.example", agenda_), refused);
  EXPECT_THAT(err_.str(), HasSubstr("/compte/code"));
  const auto secret = set_up_code("marc@pref63.example").secret;
  EXPECT_EQ(run_as("marc@pref63.example", agenda_), refused) << "without the code";
  const std::string code = code_of(secret);
  auto words = agenda_;
  words.insert(words.end(), {"--code", code.c_str()});
  EXPECT_EQ(run_as("marc@pref63.example", words), done) << err_.str();
  EXPECT_EQ(run_as("marc@pref63.example", words), refused) << "a second time";
}

TEST_F(TerminalGate, BesideAServerThatHoldsTheFileTheAccountProvesItselfAndNothingIsWritten) {
  add_account("lea@cecler.example", Role::referent, "CECLER");
  const std::string id = id_of("lea@cecler.example");
  const auto server = server_that_holds_the_file();
  EXPECT_EQ(run_as("lea@cecler.example", copy_), done) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("Rahimi"));
  EXPECT_EQ(take_left_readings(*server), 1U);
  const auto read = server->database().read([&](store::Reader& reader) {
    return reader.list(lines_query, {}, [](const store::Row& row) { return row.string(0); });
  });
  EXPECT_EQ(read, std::vector{id});
  write_password("une autre phrase que la sienne\n");
  EXPECT_EQ(run_as("lea@cecler.example", copy_), refused);
  EXPECT_THAT(err_.str(), HasSubstr("ne convient pas"));
}

TEST_F(TerminalGate, BesideAServerARecoveryCodeProvesNothingSinceItCouldServeAgain) {
  add_account("marc@pref63.example", Role::coordinator, "PREF63");
  const auto [secret, recovery] = set_up_code("marc@pref63.example");
  const auto server = server_that_holds_the_file();
  auto words = agenda_;
  words.insert(words.end(), {"--code", recovery.c_str()});
  EXPECT_EQ(run_as("marc@pref63.example", words), refused);
  const std::string code = code_of(secret);
  words.back() = code.c_str();
  EXPECT_EQ(run_as("marc@pref63.example", words), done) << err_.str();
}

TEST_F(TerminalGate, AnAccountOfTheDemonstrationNeedsNoPasswordAndChangesNoAccount) {
  add_fictional("lea@cecler.example", Role::referent, "CECLER");
  add_fictional("ada@jalon.example", Role::administrator);
  EXPECT_EQ(run_here(agenda_), done) << "people are fictional too: " << err_.str();
  auto words = copy_;
  words.insert(words.end(), {"--as", "lea@cecler.example"});
  EXPECT_EQ(run_here(words), done) << err_.str();
  EXPECT_EQ(run_here({"agenda", "--at", "2018-10-19", "--as", "lea@cecler.example"}), refused);
  EXPECT_EQ(run_here({"agenda", "--at", "2018-10-19", "--as", "nobody@cecler.example"}), refused);
  EXPECT_THAT(err_.str(), HasSubstr("aucun compte fictif"));
  EXPECT_EQ(run_here({"user", "disable", "--email", "lea@cecler.example", "--as", "ada@jalon.example"}),
            refused);
  EXPECT_THAT(err_.str(), HasSubstr("un compte fictif ne change aucun compte"));
  add_account("marc@pref63.example", Role::referent, "PREF63");
  EXPECT_EQ(run_here(agenda_), refused) << "a real account closes that door";
  password_ = folder_ + "/none";
  write_password("");
  EXPECT_EQ(run_as("lea@cecler.example", copy_), refused) << "the fictional ones stay outside";
}

}  // namespace
}  // namespace jalon::app
