#include "ui/page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/csrf.hpp"
#include "ui/assets.hpp"

namespace jalon::ui {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const FixedClock kClock(*parse_date("2018-10-12"));
const Site kSite{
    {{"accueil", "Accueil", "/", "home"}, {"blocages", "Points de blocage", "/blocages", "block"}},
    "/accessibilite"};
const Pages kPages(kClock, kSite);

http::Request asking(std::string path, std::string_view query = "") {
  http::Request request;
  request.path = std::move(path);
  request.raw_query = query;
  request.query = *http::parse_urlencoded(query);
  request.csrf_token = "0123456789abcdef0123456789abcdef";
  return request;
}

std::string cookie_of(const http::Response& response) {
  const auto line = response.header("Set-Cookie");
  return std::string(line.substr(0, line.find(';')));
}

TEST(PageContext, SpeaksOfTodayUnlessADateIsAsked) {
  const auto today = kPages.context(asking("/blocages"));
  EXPECT_EQ(to_iso(today.as_of), "2018-10-12");
  EXPECT_EQ(today.link("/x").text(), "/x");
  const auto july = kPages.context(asking("/blocages", "au=2018-07-31"));
  EXPECT_EQ(to_iso(july.as_of), "2018-07-31");
  EXPECT_FALSE(july.is_today());
  EXPECT_EQ(july.link("/x").text(), "/x?au=2018-07-31");
  EXPECT_EQ(july.link(Url("/x").with("q", "a")).text(), "/x?q=a&au=2018-07-31");
  EXPECT_EQ(july.link("https://a.example/").text(), "https://a.example/");
  EXPECT_EQ(july.link("#bas").text(), "#bas");
}

TEST(PageContext, SaysThatADateWasNotUnderstood) {
  const auto page = kPages.context(asking("/blocages", "au=31/02/2018"));
  EXPECT_TRUE(page.is_today());
  EXPECT_EQ(page.as_of_refused, "31/02/2018");
}

TEST(PageContext, EachRenderingHasItsOwnCommand) {
  EXPECT_NE(kPages.context(asking("/")).command, kPages.context(asking("/")).command);
}

TEST(Problem, IsAPageOfTheSite) {
  const auto response = kPages.problem(asking("/nulle/part"), {404, ""});
  EXPECT_EQ(response.status, 404);
  EXPECT_THAT(response.body, HasSubstr("<h1>Page introuvable</h1>"));
  EXPECT_THAT(response.body, HasSubstr("Points de blocage"));
  const auto fault = kPages.problem(asking("/"), {500, "abcd1234"});
  EXPECT_THAT(fault.body, HasSubstr("<code>abcd1234</code>"));
}

TEST(Problem, EscapesWhatTheAddressHeld) {
  const auto response = kPages.problem(asking("/<script>", "au=%3Cscript%3E"), {404, ""});
  EXPECT_THAT(response.body, Not(HasSubstr("<script>")));
  EXPECT_THAT(response.body, HasSubstr("&lt;script&gt;"));
}

TEST(Layout, ShowsTheDateThatThePageSpeaksOfWhenItIsNotToday) {
  EXPECT_THAT(kPages.problem(asking("/"), {404, ""}).body, Not(HasSubstr("date-banner")));
  EXPECT_THAT(kPages.problem(asking("/", "au=2018-07-31"), {404, ""}).body,
              HasSubstr("31\u00a0juillet\u00a02018"));
}

TEST(Layout, SpeaksEnglishWhenAsked) {
  const auto response = kPages.problem(asking("/", "langue=en"), {404, ""});
  EXPECT_THAT(response.body, HasSubstr("<html lang=\"en\" dir=\"ltr\">"));
  EXPECT_THAT(response.body, HasSubstr("Skip to content"));
}

TEST(Flash, IsShownOnceAndOnlyIfWeWroteIt) {
  const auto page = kPages.context(asking("/dossiers", "au=2018-07-31"));
  const auto redirect = done(page, "/dossiers/1", "Étape « L06 » enregistrée ; <b>bravo</b>");
  EXPECT_EQ(redirect.status, 303);
  EXPECT_EQ(redirect.header("Location"), "/dossiers/1?au=2018-07-31");

  const std::string cookie = cookie_of(redirect);
  auto next = asking("/dossiers/1");
  next.cookies = http::parse_cookies(cookie);
  const auto shown = kPages.context(next);
  ASSERT_TRUE(shown.flash.has_value());
  EXPECT_EQ(shown.flash->text, "Étape « L06 » enregistrée ; <b>bravo</b>");
  EXPECT_THAT(std::string(answer_html(shown, Html()).header("Set-Cookie")), HasSubstr("Max-Age=0"));

  auto forged = asking("/");
  forged.cookies = http::parse_cookies(cookie.substr(0, cookie.size() - 1) + "X");
  EXPECT_FALSE(kPages.context(forged).flash.has_value());
  auto part = asking("/dossiers/1");
  part.cookies = next.cookies;
  part.headers.add("hx-request", "true");
  EXPECT_FALSE(kPages.context(part).flash.has_value()) << "a part of a page leaves it for the next page";
}

TEST(Flash, OfAnyLengthFitsACookie) {
  http::Response response;
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "é";
  put_flash(response, {"info", text});
  EXPECT_LT(response.header("Set-Cookie").size(), 4000u);
  auto next = asking("/");
  next.cookies = http::parse_cookies(cookie_of(response));
  const auto flash = take_flash(next);
  ASSERT_TRUE(flash.has_value());
  EXPECT_TRUE(flash->text.ends_with("é…"));
}

TEST(Assets, AreKeptForEverUnderANameThatTellsTheirContent) {
  http::Router router;
  add_assets(router);
  const std::string address = asset("styles.css").text();
  const auto match = router.match(http::Method::get, address);
  ASSERT_NE(match.route, nullptr);
  auto request = asking(address);
  request.path_params = match.params;
  const auto plain = match.route->handler(request);
  EXPECT_EQ(plain.status, 200);
  EXPECT_THAT(std::string(plain.header("Cache-Control")), HasSubstr("immutable"));
  EXPECT_EQ(plain.header("Content-Encoding"), "");
  request.headers.add("accept-encoding", "gzip, br");
  const auto packed = match.route->handler(request);
  EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
  EXPECT_LT(packed.bytes().size(), plain.bytes().size() / 2);
  auto gone = asking("/static/styles.0000000000000000.css");
  gone.path_params.add("name", "styles.0000000000000000.css");
  EXPECT_EQ(match.route->handler(gone).status, 404);
  EXPECT_THROW((void)asset("absent.css"), std::logic_error);
}

}  // namespace
}  // namespace jalon::ui
