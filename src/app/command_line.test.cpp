#include "app/command_line.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

namespace jalon::app {
namespace {

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
};

struct Visit {
  Date at;
  std::string by = "cause";
  bool json = false;
  bool serve = true;
  std::optional<std::int64_t> people;
  std::string folder;
};

// A command line with one command, `visit`, whose action answers what was read.
Outcome run(std::vector<const char*> words, Visit& visit) {
  words.insert(words.begin(), "jalon");
  CommandLine commandline("jalon 1.2.3");
  commandline.add("visit", "Visite")
      .required("--at", "DATE", "Date", visit.at)
      .choice("--by", "Regroupement", visit.by, {"cause", "step"})
      .flag("--json", "JSON", visit.json)
      .flag_off("--no-serve", "Sans serveur", visit.serve)
      .option("--people", "N", "Personnes", visit.people)
      .argument("DIR", "Dossier", visit.folder, false)
      .run([](Streams io) {
        io.out << "visited";
        return refused;
      });
  std::ostringstream out;
  std::ostringstream err;
  const int code = commandline.run(static_cast<int>(words.size()), words.data(), {out, err});
  return {code, out.str(), err.str()};
}

TEST(CommandLine, OptionsReachTheRequestAndTheActionGivesTheExitCode) {
  Visit visit;
  const Outcome outcome =
      run({"visit", "--at", "12/10/2018", "--by", "step", "--json", "--no-serve", "--people", "-3", "here"},
          visit);
  EXPECT_EQ(outcome.code, refused) << outcome.err;
  EXPECT_EQ(outcome.out, "visited");
  EXPECT_EQ(visit.at, Date::from_ymd(2018, 10, 12));
  EXPECT_EQ(visit.by, "step");
  EXPECT_TRUE(visit.json);
  EXPECT_FALSE(visit.serve);
  EXPECT_EQ(visit.people, -3);
  EXPECT_EQ(visit.folder, "here");
}

TEST(CommandLine, MistakesOfUsageEndWithCode2AndAFrenchSentenceOnTheErrorStream) {
  const std::vector<std::pair<std::vector<const char*>, std::string>> mistakes = {
      {{}, "une commande est attendue"},
      {{"dance"}, "commande inconnue"},
      {{"visit"}, "--at est obligatoire"},
      {{"visit", "--at"}, "--at attend une valeur"},
      {{"visit", "--at", "31/02/2018"}, "date attendue"},
      {{"visit", "--at", "2018-10-12", "--people", "many"}, "nombre entier attendu"},
      {{"visit", "--at", "2018-10-12", "--by", "moon"}, "attendu cause|step"},
      {{"visit", "--at", "2018-10-12", "--colour"}, "argument inattendu"},
  };
  for (const auto& [words, sentence] : mistakes) {
    Visit visit;
    const Outcome outcome = run(words, visit);
    EXPECT_EQ(outcome.code, usage) << sentence;
    EXPECT_EQ(outcome.out, "");
    EXPECT_NE(outcome.err.find(sentence), std::string::npos) << outcome.err;
  }
}

TEST(CommandLine, HelpAndVersionGoToTheOutputAndRunNothing) {
  Visit visit;
  EXPECT_EQ(run({"--version"}, visit).out, "jalon 1.2.3\n");
  const Outcome help = run({"visit", "--help"}, visit);
  EXPECT_EQ(help.code, done);
  EXPECT_NE(help.out.find("Affiche cette aide"), std::string::npos);
  EXPECT_NE(help.out.find("--at DATE"), std::string::npos);
  EXPECT_EQ(help.out.find("visited"), std::string::npos);
}

}  // namespace
}  // namespace jalon::app
