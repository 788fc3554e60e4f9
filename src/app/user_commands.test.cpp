#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "app/testing_commands.hpp"

namespace jalon::app {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

/// A territory with one organisation, and the command line on it.
class User : public OnTheCommandLine {
 protected:
  User() { import_small(); }

  int user(std::vector<const char*> words) {
    words.insert(words.begin(), "user");
    words.insert(words.end(), {"--db", database_.c_str(), "--json"});
    return run(std::move(words));
  }
  Json json() { return Json::parse(out_.str()); }
};

TEST_F(User, IsInvitedListedResetAndDisabled) {
  ASSERT_EQ(user({"list"}), done) << err_.str();
  EXPECT_EQ(json(), Json::array());
  ASSERT_EQ(user({"invite", "--email", "Ada@Jalon.example", "--name", "Ada", "--role", "administrator",
                  "--url", "https://jalon.example/"}),
            done)
      << err_.str();
  EXPECT_EQ(json()["email"], "ada@jalon.example");
  EXPECT_THAT(json()["link"].get<std::string>(), testing::StartsWith("https://jalon.example/invitation/"));
  const std::string first = json()["link"];
  ASSERT_EQ(user({"list"}), done);
  ASSERT_EQ(json().size(), 1u);
  EXPECT_EQ(json()[0]["state"], "invited");
  EXPECT_EQ(json()[0]["roles"], Json({"administrator"}));
  EXPECT_EQ(json()[0]["organisation"], nullptr);

  ASSERT_EQ(user({"reset", "--email", "ada@jalon.example"}), done);
  EXPECT_NE(json()["link"], first);
  ASSERT_EQ(user({"disable", "--email", "ada@jalon.example"}), done) << err_.str();
  EXPECT_EQ(json()["state"], "disabled");
  EXPECT_EQ(user({"reset", "--email", "ada@jalon.example"}), refused);
  EXPECT_EQ(out_.str(), "");
}

TEST_F(User, WhatIsRefusedIsOneSentence) {
  EXPECT_EQ(user({"invite", "--email", "lea@x.example", "--name", "Léa", "--role", "king"}), refused);
  EXPECT_THAT(err_.str(), HasSubstr("rôle inconnu"));
  EXPECT_EQ(user({"invite", "--email", "lea@x.example", "--name", "Léa", "--role", "referent"}), refused);
  EXPECT_THAT(err_.str(), HasSubstr("organisme manque"));
  EXPECT_EQ(user({"invite", "--email", "lea@x.example", "--name", "Léa", "--role", "referent",
                  "--organisation", "nobody"}),
            refused);
  EXPECT_THAT(err_.str(), HasSubstr("organisme inconnu"));
  EXPECT_EQ(user({"disable", "--email", "nobody@x.example"}), refused);
  EXPECT_EQ(out_.str(), "");
}

}  // namespace
}  // namespace jalon::app
