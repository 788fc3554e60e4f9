// What scripts rely on: the commands exist, explain themselves in French, and answer mistakes with the right
// code.
#include "app/commands.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

#include "app/command_line.hpp"

namespace jalon::house {
namespace {

struct Answer {
  int code = -1;
  std::string out;
  std::string err;
};

Answer jalon(std::vector<const char*> words) {
  words.insert(words.begin(), "jalon");
  app::CommandLine commandline("jalon");
  app::add_all_commands(commandline);
  std::ostringstream out;
  std::ostringstream err;
  const int code = commandline.run(static_cast<int>(words.size()), words.data(), {out, err});
  return {code, out.str(), err.str()};
}

const std::vector<const char*> commands = {"demo",     "serve",    "import", "point",   "blockers", "agenda",
                                           "evaluate", "allocate", "check",  "explain", "backup",   "drill",
                                           "verify",   "migrate",  "user",   "version"};

TEST(Commands, EachExplainsItself) {
  const std::string all = jalon({"--help"}).out;
  for (const char* command : commands) {
    EXPECT_NE(all.find(std::string("\n  ") + command + " "), std::string::npos) << command;
    const Answer help = jalon({command, "--help"});
    EXPECT_EQ(help.code, app::done) << command;
    EXPECT_EQ(help.err, "") << command;
    EXPECT_NE(help.out.find("Affiche cette aide"), std::string::npos) << command;
    EXPECT_NE(help.out.find(std::string("jalon ") + command), std::string::npos) << help.out;
    EXPECT_EQ(help.out.find("REQUIRED"), std::string::npos) << "in English: " << help.out;
  }
}

TEST(Commands, AMistakeOfUsageIsCode2AndLeavesTheOutputEmpty) {
  for (const char* command : commands) {
    const Answer answer = jalon({command, "--no-such-option"});
    EXPECT_EQ(answer.code, app::usage) << command;
    EXPECT_EQ(answer.out, "") << command;
    EXPECT_TRUE(answer.err.starts_with("jalon\u00a0: ")) << answer.err;
  }
  for (const char* command : {"point", "blockers", "agenda"}) {
    EXPECT_EQ(jalon({command, "--db", "x.db", "--at", "31/02/2018"}).code, app::usage) << command;
  }
}

TEST(Commands, WhatIsRefusedIsCode1WithASentenceAndNothingOnTheOutput) {
  for (const std::vector<const char*>& words : std::vector<std::vector<const char*>>{
           {"evaluate", "--people", "nowhere/people.csv", "--events", "nowhere/events.csv", "--at",
            "2018-10-12", "--json"},
           {"allocate", "--problem", "nowhere", "--json"},
           {"check", "--problem", "nowhere", "--plan", "nowhere/plan.csv", "--json"},
           {"explain", "--problem", "nowhere", "--candidate", "x", "--json"}}) {
    const Answer answer = jalon(words);
    EXPECT_EQ(answer.code, app::refused) << words.front();
    EXPECT_EQ(answer.out, "") << words.front();
    EXPECT_NE(answer.err, "") << words.front();
  }
}

}  // namespace
}  // namespace jalon::house
