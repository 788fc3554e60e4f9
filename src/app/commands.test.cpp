// The trace of the command line: every command, what it tells of persons and what it leaves behind, by the
// account of the machine where nobody has an account. For whom it opens: proof_commands.test.cpp. A command
// that this test does not know fails it.
#include "app/commands.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <regex>
#include <set>

#include "app/app.hpp"
#include "app/commands.test.hpp"
#include "app/terminal.hpp"
#include "app/testing_commands.hpp"

namespace jalon::app {
namespace {

const store::Query lines_query(
    "test.access_lines",
    "SELECT a.actor, a.purpose, a.peer, COALESCE(p.ref, '*') FROM person_access a LEFT JOIN person p"
    " ON p.territory = a.territory AND p.id = a.person ORDER BY a.seq",
    store::Query::Unlisted::yes);
const store::Query audit_query("test.audit_lines", "SELECT actor, action FROM audit ORDER BY territory, seq",
                               store::Query::Unlisted::yes);

struct Line {
  std::string actor;
  std::string purpose;
  std::string peer;
  std::string ref;
};

class EveryCommand : public OnTheCommandLine {
 protected:
  EveryCommand() {
    import_small();
    add_fictional("lin@jalon.example", partners::Role::administrator);
  }
  template <class Read>
  auto on_database(Read&& read) {
    Config config;
    config.database = database_;
    App app(config);
    return app.database().read(read);
  }
  std::vector<Line> lines() {
    return on_database([](store::Reader& reader) {
      return reader.list(lines_query, {}, [](const store::Row& row) {
        return Line{row.string(0), row.string(1), row.string(2), row.string(3)};
      });
    });
  }
  std::vector<std::pair<std::string, std::string>> audit() {
    return on_database([](store::Reader& reader) {
      return reader.list(audit_query, {},
                         [](const store::Row& row) { return std::pair(row.string(0), row.string(1)); });
    });
  }
  std::set<std::string> persons_told() const {
    const std::string text = out_.str();
    static const std::regex identifier(R"(\bP\d+\b)");
    std::set<std::string> told;
    for (std::sregex_iterator found(text.begin(), text.end(), identifier), end; found != end; ++found) {
      told.insert(found->str());
    }
    return told;
  }
};

TEST_F(EveryCommand, IsKnownHere) {
  CommandLine commandline("test");
  add_all_commands(commandline);
  std::set<std::string> names;
  for (const std::string& name : commandline.names()) names.insert(name);
  std::set<std::string> told;
  for (const KnownCommand& command : known_commands()) told.insert(command.name);
  EXPECT_EQ(names, told);
}

TEST_F(EveryCommand, LeavesTheTraceThatIsToldHereByTheAccountOfTheMachine) {
  const std::string copy = folder_ + "/copy.db";
  std::size_t ran = 0;
  for (const KnownCommand& command : known_commands()) {
    if (command.words.empty()) continue;
    ++ran;
    const auto lines_before = lines();
    const auto audit_before = audit();
    auto words = command.words;
    if (command.tells == Tells::a_copy) words.push_back(copy.c_str());
    words.insert(words.end(), {"--db", database_.c_str()});
    const int code = run(words);
    const bool nothing_to_invite = std::string_view(command.name) == "user first";  // there are accounts
    EXPECT_EQ(code, nothing_to_invite ? refused : done) << command.name << ": " << err_.str();
    const auto told = persons_told();
    const std::string said = out_.str();
    const auto lines_after = lines();
    const auto audit_after = audit();

    std::set<std::string> logged;
    for (std::size_t i = lines_before.size(); i < lines_after.size(); ++i) {
      EXPECT_EQ(lines_after[i].actor, terminal_actor()) << command.name;
      EXPECT_NE(lines_after[i].purpose, "") << command.name;
      EXPECT_NE(lines_after[i].peer, "") << command.name;
      logged.insert(lines_after[i].ref);
    }
    for (std::size_t i = audit_before.size(); i < audit_after.size(); ++i) {
      EXPECT_EQ(audit_after[i].first, terminal_actor()) << command.name << " " << audit_after[i].second;
    }
    EXPECT_EQ(!logged.empty(), command.leaves == Leaves::lines) << command.name;
    EXPECT_EQ(logged.contains("*"), command.tells == Tells::a_copy) << command.name;
    if (command.leaves != Leaves::audit) {
      EXPECT_EQ(audit_after.size(), audit_before.size()) << command.name;
    }
    if (command.tells == Tells::persons) {
      EXPECT_FALSE(told.empty()) << command.name;
      for (const std::string& ref : told) EXPECT_TRUE(logged.contains(ref)) << command.name << " " << ref;
    } else if (command.tells == Tells::counts) {
      EXPECT_TRUE(told.empty()) << command.name << ": " << said;
    }
    if (command.tells != Tells::persons) {
      for (const char* name : {"Rahimi", "Amina", "Haddad"}) {
        EXPECT_EQ(said.find(name), std::string::npos) << command.name;
      }
    }
  }
  EXPECT_GT(ran, 20U);
}

TEST_F(EveryCommand, AReadingWhileAServerHoldsTheFileIsLeftForItAndTaken) {
  const auto server = server_that_holds_the_file();
  ASSERT_EQ(run({"agenda", "--db", database_.c_str(), "--at", "2018-10-12"}), done) << err_.str();
  const auto told = persons_told();
  ASSERT_FALSE(told.empty());
  EXPECT_TRUE(lines().empty());
  EXPECT_GE(take_left_readings(*server), told.size());
  std::set<std::string> logged;
  for (const Line& line : lines()) {
    EXPECT_EQ(line.actor, terminal_actor());
    EXPECT_EQ(line.purpose, "ordre du jour préparé au terminal");
    logged.insert(line.ref);
  }
  for (const std::string& ref : told) EXPECT_TRUE(logged.contains(ref)) << ref;
  EXPECT_EQ(take_left_readings(*server), 0U) << "once is enough";
}

TEST_F(EveryCommand, AReadingThatCannotBeLoggedDoesNotTakePlace) {
  const auto server = server_that_holds_the_file();
  std::filesystem::create_directory(database_ + ".readings");  // no file can be written there
  EXPECT_THROW(run({"agenda", "--db", database_.c_str(), "--at", "2018-10-12"}), store::Fault);
  EXPECT_TRUE(persons_told().empty()) << out_.str();
}

TEST_F(EveryCommand, ABackupWhileAServerHoldsTheFileIsALineOfEveryFileAndNoLineStopsIt) {
  const auto server = server_that_holds_the_file();
  const std::string first = folder_ + "/first.db";
  ASSERT_EQ(run({"backup", "--db", database_.c_str(), "--to", first.c_str()}), done) << err_.str();
  EXPECT_EQ(err_.str(), "");
  EXPECT_EQ(take_left_readings(*server), 1U);
  ASSERT_EQ(lines().size(), 1U);
  EXPECT_EQ(lines().front().ref, "*");
  EXPECT_EQ(lines().front().actor, terminal_actor());
  std::filesystem::remove(database_ + ".readings");
  std::filesystem::create_directory(database_ + ".readings");  // no file can be written there
  const std::string second = folder_ + "/second.db";
  EXPECT_EQ(run({"backup", "--db", database_.c_str(), "--to", second.c_str()}), done);
  EXPECT_THAT(err_.str(), testing::HasSubstr("n’est pas consignée"));
  EXPECT_TRUE(std::filesystem::exists(second));
}

}  // namespace
}  // namespace jalon::app
