// That a camera reads them is seen in tests/web/account.test.mjs.
#include "ui/qr_code.hpp"

#include <gtest/gtest.h>

#include <string>

namespace jalon::ui {
namespace {

TEST(QrCode, SaysWhatItIsToWhoCannotSeeIt) {
  const std::string drawing = qr_code("bonjour", "Code <QR>").markup();
  EXPECT_NE(drawing.find(R"(role="img" aria-label="Code &lt;QR&gt;")"), std::string::npos) << drawing;
  EXPECT_EQ(drawing.find("bonjour"), std::string::npos);
}

TEST(QrCode, KeepsAQuietBorderAroundItsCorners) {
  const std::string drawing = qr_code("bonjour", "").markup();
  EXPECT_NE(drawing.find(R"(viewBox="0 0 29 29")"),
            std::string::npos);  // 21 modules, the smallest, and 4 on each side
  EXPECT_NE(drawing.find(R"(d="M4 4h7v1h-7z)"), std::string::npos);  // the first corner is seven wide
}

TEST(QrCode, GrowsWithTheTextAndRefusesMoreThanAScreenShows) {
  EXPECT_GT(qr_code(std::string(1000, 'x'), "").markup().size(), qr_code("x", "").markup().size());
  EXPECT_THROW(qr_code(std::string(1001, 'x'), ""), std::logic_error);
}

}  // namespace
}  // namespace jalon::ui
