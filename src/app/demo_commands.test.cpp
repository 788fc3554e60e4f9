#include <gmock/gmock.h>

#include <filesystem>
#include <vector>

#include "app/testing_commands.hpp"

namespace jalon::app {
namespace {

using testing::HasSubstr;
using testing::Not;

class Demo : public OnTheCommandLine {
 protected:
  int demo(const char* people) {
    const std::string data = folder_ + "/records";
    return run({"demo", "--no-serve", "--data", data.c_str(), "--db", database_.c_str(), "--people", people});
  }
};

TEST_F(Demo, ItsFilesEnterAsAnyonesAndTheDatabaseAgrees) {
  ASSERT_EQ(demo("80"), done) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("people.csv\u00a0: 80\u00a0lignes, 80 à ajouter"));
  EXPECT_THAT(out_.str(), HasSubstr("fortnight_events.csv"));
  EXPECT_THAT(out_.str(), Not(HasSubstr("refusé")));
  EXPECT_EQ(run({"verify", "--db", database_.c_str()}), done) << err_.str();
}

TEST_F(Demo, ASecondTimeChangesNothing) {
  ASSERT_EQ(demo("30"), done) << err_.str();
  ASSERT_EQ(demo("30"), done) << err_.str();
  EXPECT_THAT(out_.str(), Not(HasSubstr(": écrit")));
}

TEST_F(Demo, ANumberOfPeopleThatCannotBeIsRefusedInOneSentence) {
  EXPECT_EQ(demo("-5"), refused);
  EXPECT_THAT(err_.str(), HasSubstr("--people attend un nombre entre 1 et"));
}

TEST_F(Demo, APortThatCannotBeIsAnErrorOfUsage) {
  EXPECT_EQ(run({"demo", "--port", "99999"}), usage);
}

}  // namespace
}  // namespace jalon::app
