#include "partners/one_time_code.hpp"

#include <gtest/gtest.h>

#include <cstring>

namespace jalon::partners {
namespace {

// The secret of RFC 6238, appendix B; its codes have eight digits, ours are their last six.
CodeSecret rfc_secret() {
  CodeSecret secret{};
  std::memcpy(secret.data(), "12345678901234567890", secret.size());
  return secret;
}

TEST(OneTimeCode, IsThatOfTheStandard) {
  EXPECT_EQ(one_time_code(rfc_secret(), 59), "287082");
  EXPECT_EQ(one_time_code(rfc_secret(), 1111111109), "081804");
  EXPECT_EQ(one_time_code(rfc_secret(), 1111111111), "050471");
  EXPECT_EQ(one_time_code(rfc_secret(), 1234567890), "005924");
  EXPECT_EQ(one_time_code(rfc_secret(), 2000000000), "279037");
}

TEST(OneTimeCode, IsTakenOneStepEarlyOrLateAndNoMore) {
  const std::int64_t now = 1111111111;
  for (const std::int64_t off : {-30, 0, 30}) {
    EXPECT_TRUE(step_of_code(rfc_secret(), one_time_code(rfc_secret(), now + off), now, 0)) << off;
  }
  for (const std::int64_t off : {-90, -60, 60, 90}) {
    EXPECT_FALSE(step_of_code(rfc_secret(), one_time_code(rfc_secret(), now + off), now, 0)) << off;
  }
}

TEST(OneTimeCode, IsTakenOnce) {
  const std::int64_t now = 1111111111;
  const std::string code = one_time_code(rfc_secret(), now);
  const auto step = step_of_code(rfc_secret(), code, now, 0);
  ASSERT_TRUE(step);
  EXPECT_FALSE(step_of_code(rfc_secret(), code, now, *step));
  EXPECT_FALSE(step_of_code(rfc_secret(), one_time_code(rfc_secret(), now - 30), now, *step))
      << "nor an earlier one";
}

TEST(OneTimeCode, SpacesAreForgivenAndNothingElse) {
  EXPECT_TRUE(step_of_code(rfc_secret(), "287 082", 59, 0));
  EXPECT_FALSE(step_of_code(rfc_secret(), "", 59, 0));
  EXPECT_FALSE(step_of_code(rfc_secret(), "28708", 59, 0));
  EXPECT_FALSE(step_of_code(rfc_secret(), "2870820", 59, 0));
}

TEST(OneTimeCode, ItsSecretIsReadByApplications) {
  EXPECT_EQ(secret_text(rfc_secret()), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  EXPECT_EQ(enrolment_address(rfc_secret(), "a+b@c.fr").substr(0, 46),
            "otpauth://totp/jalon:a%2Bb%40c.fr?secret=GEZDG");
}

TEST(RecoveryCode, IsReadAsItIsCopied) {
  const std::string code = recovery_code({0xff, 0, 0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0});
  EXPECT_EQ(code.size(), 19u);
  const std::string clean = clean_recovery_code(code);
  EXPECT_EQ(clean.size(), 16u);
  std::string copied;
  for (const char c : code) copied += c == '0' ? 'O' : c == '1' ? 'l' : c == '-' ? ' ' : c;
  EXPECT_EQ(clean_recovery_code(copied), clean);
  EXPECT_EQ(clean_recovery_code("123456"), "");
  EXPECT_EQ(clean_recovery_code(clean + "0"), "");
}

}  // namespace
}  // namespace jalon::partners
