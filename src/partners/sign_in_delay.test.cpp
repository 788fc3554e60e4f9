#include "partners/sign_in_delay.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace jalon::partners {
namespace {

constexpr std::int64_t now = 1'000'000'000;

TEST(SignInDelay, TheFirstMistakesCostNothing) {
  EXPECT_EQ(sign_in_wait(account_delay, {}, now), 0);
  EXPECT_EQ(sign_in_wait(account_delay, std::vector<std::int64_t>(4, now), now), 0);
}

TEST(SignInDelay, ThenEachDoublesTheWaitUpToItsBound) {
  EXPECT_EQ(sign_in_wait(account_delay, std::vector<std::int64_t>(5, now), now), 2'000);
  EXPECT_EQ(sign_in_wait(account_delay, std::vector<std::int64_t>(6, now), now), 4'000);
  EXPECT_EQ(sign_in_wait(account_delay, std::vector<std::int64_t>(8, now), now), 16'000);
  EXPECT_EQ(sign_in_wait(account_delay, std::vector<std::int64_t>(5000, now), now), 120'000);
}

TEST(SignInDelay, AnHourForgets) {
  const std::vector<std::int64_t> old(50, now - 3'600'000);
  EXPECT_EQ(sign_in_wait(account_delay, old, now), 0);
}

RC_GTEST_PROP(SignInDelay, NobodyWaitsForEver, (std::vector<std::int64_t> failures)) {
  for (const DelayRule& rule : {account_delay, address_delay, device_delay}) {
    const auto wait = sign_in_wait(rule, failures, now);
    RC_ASSERT(wait >= 0);
    RC_ASSERT(wait <= rule.longest_wait_ms);
    // Who waits that long without another failure gets in.
    for (auto& failure : failures) failure = std::min(failure, now);
    RC_ASSERT(sign_in_wait(rule, failures, now + wait) == 0);
  }
}

}  // namespace
}  // namespace jalon::partners
