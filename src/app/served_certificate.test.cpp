#include "app/served_certificate.hpp"

#include <gmock/gmock.h>

namespace jalon::app {
namespace {

using testing::HasSubstr;

constexpr std::int64_t day = 86'400'000;

TEST(ServedCertificate, NothingIsSaidBeforeFifteenDays) {
  EXPECT_EQ(about_certificate(100 * day, 85 * day), "");
  EXPECT_THAT(about_certificate(100 * day, 85 * day + 1), HasSubstr("dans 14"));
}

TEST(ServedCertificate, ItsLastDayThenItsEndAreSaid) {
  EXPECT_THAT(about_certificate(100 * day, 100 * day - 1), HasSubstr("expire le"));
  EXPECT_THAT(about_certificate(100 * day, 100 * day), HasSubstr("a expiré le"));
  EXPECT_THAT(about_certificate(100 * day, 100 * day), HasSubstr("systemctl reload"));
}

TEST(ServedCertificate, AFileThatIsNoneIsRefused) {
  EXPECT_FALSE(read_pem_files("tests/fixtures/small", "tests/fixtures/small"));
  EXPECT_FALSE(read_pem_files("nowhere.pem", "nowhere.pem"));
}

}  // namespace
}  // namespace jalon::app
