#include "pathways/what_if_cli.hpp"

#include <gtest/gtest.h>

namespace jalon::pathways {
namespace {

std::string refusal(const WhatIfRequest& request) {
  std::string why;
  EXPECT_FALSE(read_what_if(request, why));
  return why;
}

TEST(WhatIfCommand, WantsOneScopeAndOneChange) {
  WhatIfRequest request;
  request.halve = true;
  EXPECT_NE(refusal(request).find("sur quoi"), std::string::npos);
  request.step = "C06";
  request.cause = "B14";
  EXPECT_NE(refusal(request).find("sur quoi"), std::string::npos);
  request.cause.reset();
  request.places = 3;
  EXPECT_NE(refusal(request).find("ce qui changerait"), std::string::npos);
  request.halve = false;
  request.places = -1;
  EXPECT_NE(refusal(request).find("de 0 à"), std::string::npos);
  request.places.reset();
  EXPECT_NE(refusal(request).find("ce qui changerait"), std::string::npos);
}

TEST(WhatIfCommand, ReadsWhatIsAsked) {
  WhatIfRequest request;
  request.organisation = "caf";
  request.places = 12;
  std::string why;
  const auto question = read_what_if(request, why);
  ASSERT_TRUE(question) << why;
  EXPECT_EQ(question->by, ShareBy::organisation);
  EXPECT_EQ(question->key, "caf");
  EXPECT_EQ(question->change, WhatIf::Change::places);
  EXPECT_EQ(question->places, 12);
}

}  // namespace
}  // namespace jalon::pathways
