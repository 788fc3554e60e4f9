#include "allocation/allocation_cli.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "allocation/block_reader_cli.hpp"

namespace jalon::allocation {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

class AllocationFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("jalon-allocation-" + std::to_string(getpid()) + "-" +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
    write("places.csv", "place,capacity\nA,1\nB,2\nZ,0\n");
    write("candidates.csv", "candidate,tier,size\nx,1,1\ny,3,1\nz,1,1\nw,3,1\nq,3,1\n");
    write("options.csv", "candidate,place,value\nx,A,5\nx,B,-3\ny,A,100\nz,B,7\ny,B,2\nw,Z,4\nw,A,3\n");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }
  std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(folder_ / name).rdbuf();
    return text.str();
  }
  FilesRequest request() const {
    FilesRequest request;
    request.problem = folder_.string();
    request.json = true;
    return request;
  }
  struct Ran {
    int code;
    std::string out;
    std::string err;
    Json json() const { return Json::parse(out); }
  };
  static Ran run(int (*command)(const FilesRequest&, std::ostream&, std::ostream&),
                 const FilesRequest& request) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = command(request, out, err);
    return {code, out.str(), err.str()};
  }
  Ran allocate() const { return run(run_allocate, request()); }

  std::filesystem::path folder_;
};

TEST_F(AllocationFiles, CoverageComesFirstTierByTierEvenAtANegativeValue) {
  const Ran ran = allocate();
  EXPECT_EQ(ran.code, 0);
  const Json json = ran.json();
  EXPECT_EQ(json["status"], "optimal");
  EXPECT_EQ(json["placed"], Json({2, 1}));
  EXPECT_EQ(json["value"], 104);
  EXPECT_EQ(json["bound"], 104);
  EXPECT_EQ(json["gap"], 0.0);
  EXPECT_EQ(json["unplaced"], 2);
  EXPECT_EQ(json["marginal"][1], Json({{"place", "B"},
                                       {"placed", {0, 1}},
                                       {"value", -95},
                                       {"fewer", {{"placed", {0, -1}}, {"value", -92}}}}));
  EXPECT_EQ(json["marginal"][2]["fewer"], nullptr);
  EXPECT_EQ(json.size(), 8U);
  EXPECT_THAT(read("proposal.csv"),
              HasSubstr("candidate,place,value,reason\nx,B,-3,\ny,A,100,\nz,B,7,\nw,,,"));
}

TEST_F(AllocationFiles, ValueAloneLeavesOutWhoWouldEnterAtALoss) {
  FilesRequest value = request();
  value.objective = "value";
  const Json json = run(run_allocate, value).json();
  EXPECT_EQ(json["value"], 107);
  EXPECT_EQ(json["placed"], Json({1, 1}));
  EXPECT_THAT(read("proposal.csv"), HasSubstr("x,,,une place est libre"));
}

TEST_F(AllocationFiles, LocksThatCannotHoldPrintTheAnswerWriteNoProposalAndRefuse) {
  write("locks.csv", "candidate,place,kind\nx,Z,keep\n");
  const Ran ran = allocate();
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.json()["status"], "infeasible");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "proposal.csv"));
  EXPECT_THAT(ran.err, HasSubstr("le verrou garde x à la place Z"));
}

TEST_F(AllocationFiles, LocksAreHonoured) {
  write("locks.csv", "candidate,place,kind\nx,A,keep\nz,B,forbid\n");
  const Json json = allocate().json();
  EXPECT_EQ(json["placed"], Json({1, 1}));
  EXPECT_EQ(json["value"], 7);
  EXPECT_THAT(read("proposal.csv"), HasSubstr("z,,,toutes les places possibles sont écartées par un verrou"));
}

TEST_F(AllocationFiles, APairOrAnIdNamedTwiceIsRefusedWithItsLine) {
  write("options.csv", "candidate,place,value\nx,A,5\ny,A,1\nx,A,6\n");
  Ran ran = allocate();
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr("options.csv, ligne 4, colonne place"));
  write("candidates.csv", "candidate\nx\ny\nx\n");
  ran = allocate();
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("candidates.csv, ligne 4, colonne candidate"));
}

TEST_F(AllocationFiles, AnUnknownPlaceIsRefusedWithItsLine) {
  write("options.csv", "candidate,place,value\nx,A,5\nx,C,5\n");
  const Ran ran = allocate();
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("options.csv, ligne 3, colonne place"));
}

TEST_F(AllocationFiles, FilesWithOnlyAHeaderAreAProblemWithNothingToDecide) {
  write("places.csv", "place,capacity\n");
  write("candidates.csv", "candidate,tier,size\n");
  write("options.csv", "candidate,place,value\n");
  const Ran ran = allocate();
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.json()["status"], "optimal");
  EXPECT_EQ(ran.json()["placed"], Json::array());
  EXPECT_EQ(ran.json()["marginal"], Json::array());
  EXPECT_EQ(read("proposal.csv"), "candidate,place,value,reason\n");
}

TEST_F(AllocationFiles, ValuesOfTwoToTheFortyDoNotOverflow) {
  write("places.csv", "place,capacity\nA,1\nB,1\n");
  write("candidates.csv", "candidate\nx\ny\n");
  write("options.csv",
        "candidate,place,value\nx,A,1099511627776\nx,B,-1099511627776\ny,A,1099511627775\ny,B,-"
        "1099511627776\n");
  const Json json = allocate().json();
  EXPECT_EQ(json["placed"], Json({2}));
  EXPECT_EQ(json["value"], 0);
  write("options.csv", "candidate,place,value\nx,A,1099511627777\n");
  EXPECT_EQ(allocate().code, 1);
}

TEST_F(AllocationFiles, SizesCountAndAnOptionMayHaveItsOwn) {
  write("places.csv", "place;capacity\nA;4\nB;3\n");
  write("candidates.csv", "candidate;size\nbig;4\nfour;3\none;1\n");
  write("options.csv", "candidate;place;value;size\nbig;A;10;\nfour;A;6;\nfour;B;1;4\none;A;5;\n");
  const Json json = allocate().json();
  EXPECT_EQ(json["status"], "optimal");
  EXPECT_EQ(json["placed"], Json({2}));
  EXPECT_EQ(json["value"], 11);
  EXPECT_EQ(json["marginal"][0]["placed"], Json({0}));
  EXPECT_EQ(json["marginal"][0]["value"], 4);
  EXPECT_EQ(json["marginal"][0]["fewer"], Json({{"placed", {-1}}, {"value", -5}}));
  EXPECT_EQ(json["marginal"][1]["value"], 0);
}

TEST_F(AllocationFiles, SeveralNeedsOfOnePersonAreBoundByOptionalFiles) {
  write("places.csv", "place,capacity\nmodule,1\nnursery,1\nevening,1\n");
  write("candidates.csv",
        "candidate,person,need\na-module,a,module\na-care,a,childcare\nb-module,b,module\nc-care,c,"
        "childcare\n");
  write(
      "options.csv",
      "candidate,place,value\na-module,module,90\na-module,evening,20\na-care,nursery,0\nb-module,module,80\n"
      "c-care,nursery,30\n");
  write("requires.csv", "candidate,place,needed\na-module,module,a-care\na-care,,a-module\n");
  write("conflicts.csv", "place,other\nevening,nursery\n");
  FilesRequest value = request();
  value.objective = "value";
  const Ran ran = run(run_allocate, value);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.json()["status"], "optimal");
  EXPECT_EQ(ran.json()["value"], 130);  // a in the evening, b in the module, c in the nursery
  EXPECT_EQ(ran.json()["marginal"][1]["value"], 0);
  EXPECT_THAT(read("proposal.csv"), HasSubstr("a-module,evening,20,"));
  EXPECT_THAT(read("proposal.csv"), HasSubstr("a-care,,,"));
  write("plan.csv", "candidate,place\na-module,module\nc-care,nursery\n");
  FilesRequest check = value;
  check.plan = (folder_ / "plan.csv").string();
  const Json verdict = run(run_check, check).json();
  EXPECT_EQ(verdict["violations"],
            Json::array({{{"code", "requirement_unmet"}, {"candidate", "a-module"}, {"place", "module"}}}));
  EXPECT_EQ(verdict["lost_value"], 10);
  write("resources.csv", "resource,place,capacity\nchildren,nursery,1\n");
  write("takes.csv", "resource,candidate,size\nchildren,c-care,2\n");
  EXPECT_EQ(run(run_allocate, value).json()["value"], 100);
  write("requires.csv", "candidate,place,needed\na-module,module,a-module\n");
  EXPECT_THAT(run(run_allocate, value).err, HasSubstr("requires.csv, ligne 2, colonne needed"));
}

TEST_F(AllocationFiles, CheckListsWhatAPlanBreaksAndWhatItLoses) {
  write("plan.csv", "candidate,place,note\nx,A,mine\ny,A,\nz,A,\nw,,\nnobody,A,\nq,nowhere,\n");
  FilesRequest check = request();
  check.plan = (folder_ / "plan.csv").string();
  const Ran ran = run(run_check, check);
  EXPECT_EQ(ran.code, 0);
  const Json json = ran.json();
  EXPECT_EQ(json["feasible"], false);
  EXPECT_EQ(json["placed"], Json({1, 1}));
  EXPECT_EQ(json["value"], 105);
  EXPECT_EQ(json["lost_value"], -1);
  std::vector<std::string> codes;
  for (const Json& violation : json["violations"]) codes.push_back(violation["code"]);
  EXPECT_THAT(codes, ::testing::UnorderedElementsAre("unknown_candidate", "unknown_place", "not_eligible",
                                                     "over_capacity"));
  EXPECT_EQ(json["violations"].back(),
            Json({{"code", "over_capacity"}, {"candidate", nullptr}, {"place", "A"}}));
}

TEST_F(AllocationFiles, TheProposalItselfPassesTheCheckAndLosesNothing) {
  allocate();
  FilesRequest check = request();
  check.plan = (folder_ / "proposal.csv").string();
  const Json json = run(run_check, check).json();
  EXPECT_EQ(json["feasible"], true);
  EXPECT_EQ(json["lost_value"], 0);
}

TEST_F(AllocationFiles, ExplainSaysWhereWhatRankAndWhatWouldChangeTheAnswer) {
  FilesRequest explain = request();
  explain.candidate = "w";
  const Json json = run(run_explain, explain).json();
  EXPECT_EQ(json["place"], nullptr);
  EXPECT_EQ(json["eligible"][0], Json({{"place", "Z"}, {"value", 4}, {"rank", 1}}));
  EXPECT_EQ(json["eligible"][1], Json({{"place", "A"}, {"value", 3}, {"rank", 3}}));
  EXPECT_GE(json["threshold"], 100);
  EXPECT_THAT(json["change"].get<std::string>(), HasSubstr("une place de plus à Z"));
  explain.candidate = "nobody";
  EXPECT_EQ(run(run_explain, explain).code, 1);
}

TEST_F(AllocationFiles, ALongFileIsReadInBlocksThatNeverCutARow) {
  std::string text = "id,words\n";
  for (int k = 0; k < 500; ++k) text += std::to_string(k) + ",\"two\nlines, and a \"\"quote\"\"\"\n";
  write("long.csv", text);
  int rows = 0;
  std::size_t last_line = 0;
  const auto problem = read_blocks((folder_ / "long.csv").string(),
                                   [&](const csv::Document& block, std::size_t lines_before) {
                                     for (std::size_t k = 0; k < block.size(); ++k) {
                                       EXPECT_EQ(block.field(k, 0), std::to_string(rows++));
                                       EXPECT_EQ(block.field(k, 1), "two\nlines, and a \"quote\"");
                                       last_line = block.line(k) + lines_before;
                                     }
                                     return true;
                                   },
                                   100);
  EXPECT_FALSE(problem);
  EXPECT_EQ(rows, 500);
  EXPECT_EQ(last_line, 2U + 499 * 2);
}

}  // namespace
}  // namespace jalon::allocation
