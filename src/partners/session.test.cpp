#include "partners/session.hpp"

#include <gtest/gtest.h>

namespace jalon::partners {
namespace {

TEST(Session, EndsAfterHalfAnHourOfSilence) {
  EXPECT_TRUE(is_alive(0, 0, session_idle_ms - 1));
  EXPECT_FALSE(is_alive(0, 0, session_idle_ms));
}

TEST(Session, EndsAfterADayOfWorkHoweverBusy) {
  EXPECT_TRUE(is_alive(0, session_longest_ms - 2, session_longest_ms - 1));
  EXPECT_FALSE(is_alive(0, session_longest_ms - 1, session_longest_ms));
}

TEST(Session, ItsBrowserIsToldInWords) {
  EXPECT_EQ(
      browser_in_words("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"),
      "Firefox sous Windows");
  EXPECT_EQ(browser_in_words("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) "
                             "Chrome/126.0.0.0 Mobile Safari/537.36"),
            "Chrome sous Android");
  EXPECT_EQ(browser_in_words(""), "Navigateur inconnu");
}

}  // namespace
}  // namespace jalon::partners
