#include "pathways/evaluate_cli.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace jalon::pathways {
namespace {

using nlohmann::json;

constexpr const char* people_header =
    "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,languages,"
    "french_level,"
    "family_role,referent_organisation\n";
constexpr const char* events_header =
    "person,step,kind,date,outcome,organisation,cause,recorded_on,event,corrects\n";

/// The command on files of a folder of its own.
class Evaluate : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("jalon-evaluate-" + std::to_string(::getpid()) + "-" +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
    request.people = path("people.csv");
    request.events = path("events.csv");
    request.at = *parse_date("2018-10-12");
    request.json = true;
    write("people.csv", std::string(people_header) +
                            "B,H1,DOE,Jo,1990-01-01,refugee,2018-01-15,,63113,prs,A1,head,\n"
                            "A,H1,DOE,Kid,2010-01-01,refugee,2018-01-15,,63113,prs,A1,child,\n");
    write("events.csv", std::string(events_header) +
                            "B,R03,done,2018-02-10,,ccas,,,,\n"
                            "B,R04,requested,2018-02-20,,prefecture,,,,\n"
                            "B,R04,blocked,2018-03-01,,prefecture,B03,,,\n");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& text) { std::ofstream(path(name)) << text; }
  int run() {
    out.str("");
    err.str("");
    return run_evaluate(request, {}, out, err);
  }
  json answer() { return json::parse(out.str()); }
  static json of(const json& person, const std::string& list, const std::string& step) {
    for (const json& line : person.at(list)) {
      if (line.at("step") == step) return line;
    }
    return nullptr;
  }

  EvaluateRequest request;
  std::ostringstream out;
  std::ostringstream err;

 private:
  std::filesystem::path folder_;
};

TEST_F(Evaluate, PrintsOneObjectPerPersonInTheOrderOfTheFile) {
  ASSERT_EQ(run(), 0) << err.str();
  const json people = answer();
  ASSERT_EQ(people.size(), 2u);
  EXPECT_EQ(people[0]["person"], "B");
  EXPECT_EQ(people[1]["person"], "A");
  EXPECT_EQ(of(people[0], "steps", "R01"), json({{"step", "R01"},
                                                 {"status", "done"},
                                                 {"since", "2018-01-15"},
                                                 {"expected", "2018-01-15"},
                                                 {"owner", "OFPRA;CNDA"}}));
  // Blocked: the maximum, 90 days from 12 October.
  EXPECT_EQ(of(people[0], "steps", "R04")["status"], "requested");
  EXPECT_EQ(of(people[0], "steps", "R04")["expected"], "2019-01-10");
  EXPECT_EQ(of(people[0], "steps", "R04")["owner"], "prefecture");
  const json point = of(people[0], "blockers", "R04");
  EXPECT_EQ(point["cause"], "B03");
  EXPECT_EQ(point["root"], "R04");
  EXPECT_EQ(point["since"], "2018-03-01");
  EXPECT_EQ(point["with"], json::array());
  EXPECT_TRUE(point["gain_days"].is_number());
  EXPECT_TRUE(of(people[1], "steps", "C02")["expected"].is_null());
  EXPECT_EQ(of(people[1], "steps", "C02")["status"], "not_relevant");
  EXPECT_EQ(err.str(), "");
}

TEST_F(Evaluate, AnswersInFrenchWithoutJson) {
  request.json = false;
  ASSERT_EQ(run(), 0);
  EXPECT_NE(out.str().find("cause déclarée B03 depuis le 1er\u00a0mars\u00a02018"), std::string::npos)
      << out.str();
}

TEST_F(Evaluate, TellsEverythingWrongWithFileAndLine) {
  write("events.csv", std::string(events_header) +
                          "B,R03,done,31/02/2018,,,,,,\n"
                          "B,R99,done,2018-02-10,,,,,,\n");
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(out.str(), "");
  EXPECT_NE(err.str().find("events.csv, ligne 2, colonne date"), std::string::npos) << err.str();
  EXPECT_NE(err.str().find("events.csv, ligne 3, colonne step"), std::string::npos);
}

TEST_F(Evaluate, RefusesEventsOfUnknownPeopleAndCorrectionsOfNothing) {
  write("events.csv", std::string(events_header) +
                          "Z,R03,done,2018-02-10,,,,,,\n"
                          "B,R03,done,2018-02-10,,,,2018-03-01,e2,e1\n"
                          "A,R03,done,2018-02-10,,,,,e1,\n");
  EXPECT_EQ(run(), 1);
  EXPECT_NE(err.str().find("events.csv, ligne 2, colonne person"), std::string::npos) << err.str();
  EXPECT_NE(err.str().find("events.csv, ligne 3, colonne corrects"), std::string::npos) << err.str();
}

TEST_F(Evaluate, RefusesAMissingFileAndABadCatalogue) {
  request.catalogue = path("steps.csv");
  EXPECT_EQ(run(), 1);
  EXPECT_NE(err.str().find("steps.csv"), std::string::npos);
  write("steps.csv",
        "id,deliverer,prerequisites,typ_days,max_days,valid_from,valid_to\nA,o,Z,1,2,2018-01-01,\n");
  EXPECT_EQ(run(), 1);
  EXPECT_NE(err.str().find("steps.csv, ligne 2, colonne prerequisites"), std::string::npos) << err.str();
}

TEST_F(Evaluate, KnowsOnlyWhatWasKnown) {
  write("events.csv", std::string(events_header) + "B,R03,done,2018-02-10,,ccas,,2018-10-20,,\n");
  ASSERT_EQ(run(), 0);
  EXPECT_EQ(of(answer()[0], "steps", "R03")["status"], "done");
  request.known_at = parse_date("2018-10-12");
  ASSERT_EQ(run(), 0);
  EXPECT_EQ(of(answer()[0], "steps", "R03")["status"], "ready");
}

TEST_F(Evaluate, AnswersForNobody) {
  write("people.csv", people_header);
  write("events.csv", events_header);
  ASSERT_EQ(run(), 0);
  EXPECT_EQ(answer(), json::array());
}

}  // namespace
}  // namespace jalon::pathways
