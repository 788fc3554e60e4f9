#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/csrf.hpp"
#include "http/form.hpp"
#include "http/head_check.hpp"
#include "http/response.hpp"
#include "http/router.hpp"

namespace jalon::http {
namespace {

using ::testing::ElementsAre;

// ---- encoding

TEST(Percent, DecodesUtf8AndRefusesWhatIsNoText) {
  EXPECT_EQ(percent_decode("%C3%A9t%C3%A9+1", true), "été 1");
  EXPECT_EQ(percent_decode("a+b", false), "a+b");
  EXPECT_EQ(percent_decode("%", false), std::nullopt);
  EXPECT_EQ(percent_decode("%4", false), std::nullopt);
  EXPECT_EQ(percent_decode("%zz", false), std::nullopt);
  EXPECT_EQ(percent_decode("a%00b", false), std::nullopt);
  EXPECT_EQ(percent_decode("%E9", false), std::nullopt) << "Latin-1 is not UTF-8";
  EXPECT_EQ(percent_encode("é a/b?c&d=e~"), "%C3%A9%20a%2Fb%3Fc%26d%3De~");
}

TEST(Urlencoded, KeepsOrderRepetitionsAndEmptyValues) {
  const auto fields = parse_urlencoded("a=1&b=&a=2&c&&d=%26");
  ASSERT_TRUE(fields.has_value());
  EXPECT_THAT(fields->all("a"), ElementsAre("1", "2"));
  EXPECT_EQ(fields->find("b"), "");
  EXPECT_EQ(fields->find("c"), "");
  EXPECT_EQ(fields->get("d"), "&");
  EXPECT_EQ(fields->find("e"), std::nullopt);
}

TEST(Urlencoded, RefusesMoreFieldsThanTheLimit) {
  EXPECT_TRUE(parse_urlencoded("a=1&b=2", 2).has_value());
  EXPECT_FALSE(parse_urlencoded("a=1&b=2&c=3", 2).has_value());
}

TEST(Cookies, SkipsWhatIsBroken) {
  const auto cookies = parse_cookies("a=1; b; =x; c=y=z");
  EXPECT_EQ(cookies.get("a"), "1");
  EXPECT_EQ(cookies.get("c"), "y=z");
  EXPECT_EQ(cookies.size(), 2u);
}

TEST(HeaderParameter, ReadsQuotedAndPlainValues) {
  EXPECT_EQ(header_parameter("multipart/form-data; boundary=ab", "boundary"), "ab");
  EXPECT_EQ(header_parameter("x; name=\"a;b\"; filename=\"c\\\"d\"", "filename"), "c\"d");
  EXPECT_EQ(header_parameter("x; name=\"a;b\"", "name"), "a;b");
  EXPECT_EQ(header_parameter("x; name", "name"), "");
  EXPECT_EQ(media_type(" Text/HTML ; charset=x"), "text/html");
}

// ---- multipart

const std::string kBody =
    "--XX\r\nContent-Disposition: form-data; name=\"nom\"\r\n\r\nZoé\r\n"
    "--XX\r\nContent-Disposition: form-data; name=\"liste\"; filename=\"données.csv\"\r\nContent-Type: "
    "text/csv\r\n\r\n"
    "a,b\r\n--X not a boundary\r\n\r\n--XX--\r\n";

TEST(Multipart, GivesTheSameWhereverTheBodyIsCut) {
  for (std::size_t cut = 1; cut < kBody.size(); ++cut) {
    MultipartReader reader("XX");
    for (std::size_t at = 0; at < kBody.size(); at += cut) {
      ASSERT_TRUE(reader.feed(std::string_view(kBody).substr(at, cut))) << "cut " << cut;
    }
    ASSERT_TRUE(reader.finish()) << "cut " << cut;
    EXPECT_EQ(reader.fields.get("nom"), "Zoé");
    ASSERT_EQ(reader.files.size(), 1u);
    EXPECT_EQ(reader.files[0].name, "données.csv");
    EXPECT_EQ(reader.files[0].content_type, "text/csv");
    EXPECT_EQ(reader.files[0].read(), "a,b\r\n--X not a boundary\r\n");
  }
}

TEST(Multipart, SpoolsALargeFileAndRemovesItAtTheEnd) {
  std::filesystem::path path;
  {
    MultipartReader::Limits limits;
    limits.memory_per_file = 10;
    MultipartReader reader("XX", limits);
    reader.feed("--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n");
    for (int i = 0; i < 1000; ++i) ASSERT_TRUE(reader.feed("0123456789"));
    ASSERT_TRUE(reader.feed("\r\n--XX--"));
    ASSERT_TRUE(reader.finish());
    path = reader.files[0].path();
    EXPECT_EQ(reader.files[0].size(), 10'000u);
    EXPECT_EQ(std::filesystem::file_size(path), 10'000u);
    EXPECT_EQ(reader.files[0].read().substr(9990), "0123456789");
    const auto moved = std::move(reader.files[0]);
    EXPECT_TRUE(std::filesystem::exists(path)) << "moving keeps the file";
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

bool accepts(std::string_view body, MultipartReader::Limits limits = {}) {
  MultipartReader reader("XX", limits);
  return reader.feed(body) && reader.finish();
}

TEST(Multipart, RefusesWhatIsBrokenOrTooMuch) {
  const std::string part = "Content-Disposition: form-data; name=\"a\"\r\n\r\n";
  EXPECT_TRUE(accepts("--XX\r\n" + part + "1\r\n--XX--"));
  EXPECT_FALSE(accepts("--XX\r\n" + part + "1\r\n")) << "no end";
  EXPECT_FALSE(accepts("--YY\r\n" + part + "1\r\n--YY--")) << "another boundary";
  EXPECT_FALSE(accepts("preamble\r\n--XX\r\n" + part + "1\r\n--XX--"));
  EXPECT_FALSE(accepts("--XX\n" + part + "1\r\n--XX--")) << "bare line feed";
  EXPECT_FALSE(accepts("--XX\r\nContent-Type: x\r\n\r\n1\r\n--XX--")) << "no disposition";
  EXPECT_FALSE(accepts("--XX\r\nContent-Disposition: form-data\r\n\r\n1\r\n--XX--")) << "no name";
  EXPECT_FALSE(accepts("--XX\r\n" + part + "\xE9\r\n--XX--")) << "a field that is not UTF-8";
  EXPECT_FALSE(accepts("--XX\r\n" + part + std::string("a\0b", 3) + "\r\n--XX--")) << "NUL";
  EXPECT_FALSE(accepts("--XX\r\n" + std::string(10'000, 'h') + "\r\n\r\n1\r\n--XX--")) << "long head";
  MultipartReader::Limits limits;
  limits.field_bytes = 4;
  limits.parts = 2;
  EXPECT_FALSE(accepts("--XX\r\n" + part + "12345\r\n--XX--", limits));
  EXPECT_FALSE(
      accepts("--XX\r\n" + part + "1\r\n--XX\r\n" + part + "1\r\n--XX\r\n" + part + "1\r\n--XX--", limits));
}

// ---- router

Handler answers(std::string name) {
  return [name](const Request&) { return Response::text(name); };
}

std::string matched(const Router& router, Method method, std::string_view path) {
  const auto match = router.match(method, path);
  return match.route ? match.route->pattern : "";
}

TEST(Router, PrefersTheLiteralSegment) {
  Router router;
  router.get("/", answers("home"));
  router.get("/dossiers/:id", answers("one"));
  router.get("/dossiers/nouveau", answers("new"));
  router.get("/dossiers/:id/etapes/:step", answers("step"));
  router.get("/static/*name", answers("asset"));
  EXPECT_EQ(matched(router, Method::get, "/"), "/");
  EXPECT_EQ(matched(router, Method::get, "/dossiers/nouveau"), "/dossiers/nouveau");
  EXPECT_EQ(matched(router, Method::get, "/dossiers/42"), "/dossiers/:id");
  EXPECT_EQ(matched(router, Method::head, "/dossiers/42"), "/dossiers/:id");
  EXPECT_EQ(matched(router, Method::get, "/dossiers/42/"), "");
  EXPECT_EQ(matched(router, Method::get, "/dossiers//"), "");
  EXPECT_EQ(matched(router, Method::get, "/dossiers"), "");
  EXPECT_EQ(router.match(Method::get, "/static/a/b.css").params.get("name"), "a/b.css");
  EXPECT_EQ(router.match(Method::get, "/dossiers/7/etapes/C06").params.get("step"), "C06");
  EXPECT_EQ(router.routes().size(), 5u);
}

TEST(Router, DecodesSegmentsAndStaysInsideThem) {
  Router router;
  router.get("/p/:id", answers("one"));
  EXPECT_EQ(router.match(Method::get, "/p/a%2Fb%20%C3%A9").params.get("id"), "a/b é");
  EXPECT_EQ(matched(router, Method::get, "/p/%E9"), "") << "not UTF-8";
  EXPECT_EQ(matched(router, Method::get, "/p/.."), "");
  EXPECT_EQ(matched(router, Method::get, "/p/%2e%2e"), "");
}

TEST(Router, SaysWhichMethodsAPathKnows) {
  Router router;
  router.get("/x", answers("x"));
  router.post("/y", answers("y"));
  EXPECT_THAT(router.match(Method::post, "/x").allowed, ElementsAre(Method::get));
  EXPECT_THAT(router.match(Method::get, "/y").allowed, ElementsAre(Method::post));
  EXPECT_THROW(router.get("/x", answers("again")), std::logic_error);
}

// ---- csrf

Request form_request() {
  Request request;
  request.method = Method::post;
  request.headers.add("host", "localhost:8080");
  request.cookies.add(std::string(csrf_cookie), "0123456789abcdef0123456789abcdef");
  request.form.add("csrf", "0123456789abcdef0123456789abcdef");
  return request;
}

TEST(Csrf, AcceptsOurFormsAndRefusesOthers) {
  EXPECT_EQ(csrf_problem(form_request()), std::nullopt);
  const auto with = [](const char* name, const char* value) {
    Request request = form_request();
    request.headers.add(name, value);
    return csrf_problem(request);
  };
  EXPECT_EQ(with("origin", "http://localhost:8080"), std::nullopt);
  EXPECT_EQ(with("sec-fetch-site", "same-origin"), std::nullopt);
  EXPECT_EQ(with("origin", "http://localhost:9090"), "Origin");
  EXPECT_EQ(with("origin", "null"), "Origin");
  EXPECT_EQ(with("sec-fetch-site", "cross-site"), "Sec-Fetch-Site");
  EXPECT_EQ(with("sec-fetch-site", "same-site"), "Sec-Fetch-Site");

  Request without_cookie = form_request();
  without_cookie.cookies = {};
  EXPECT_TRUE(csrf_problem(without_cookie).has_value());
  Request wrong = form_request();
  wrong.form = {};
  wrong.form.add("csrf", "0123456789abcdef0123456789abcdee");
  EXPECT_EQ(csrf_problem(wrong), "token");
  Request by_script = form_request();
  by_script.form = {};
  EXPECT_EQ(csrf_problem(by_script), "token");
  by_script.headers.add("x-csrf-token", "0123456789abcdef0123456789abcdef");
  EXPECT_EQ(csrf_problem(by_script), std::nullopt);
  EXPECT_NE(new_csrf_token(), new_csrf_token());

  const std::string token = "0123456789abcdef0123456789abcdef";
  const auto masked = masked_csrf_token(token);
  EXPECT_NE(masked, masked_csrf_token(token)) << "never the same text twice";
  EXPECT_EQ(masked.find(token), std::string::npos);
  Request hidden = form_request();
  hidden.form = {};
  hidden.form.add("csrf", masked);
  EXPECT_EQ(csrf_problem(hidden), std::nullopt);
  Request altered = form_request();
  altered.form = {};
  altered.form.add("csrf", masked.substr(0, 63) + (masked[63] == '0' ? "1" : "0"));
  EXPECT_EQ(csrf_problem(altered), "token");
}

TEST(Host, IsReadFromItsAuthority) {
  EXPECT_EQ(host_of_authority("LocalHost:8080"), "localhost");
  EXPECT_EQ(host_of_authority("[::1]:80"), "[::1]");
  EXPECT_EQ(host_of_authority("a b"), "");
  EXPECT_EQ(host_of_authority("a:b"), "");
  EXPECT_EQ(host_of_authority("a:"), "");
  EXPECT_EQ(host_of_authority("[::1"), "");
  EXPECT_EQ(host_of_authority("user@localhost"), "");
  EXPECT_TRUE(is_loopback("127.0.0.1"));
  EXPECT_TRUE(is_loopback("127.8.9.1"));
  EXPECT_TRUE(is_loopback("::1"));
  EXPECT_FALSE(is_loopback("0.0.0.0"));
  EXPECT_FALSE(is_loopback("::"));
  EXPECT_FALSE(is_loopback("127.0.0.1.example.org"));
  EXPECT_FALSE(is_loopback("192.168.1.4"));
}

TEST(Response, OffersFilesUnderAnyName) {
  const auto response = Response::download("x", "text/csv", "été 1.csv");
  EXPECT_EQ(response.header("Content-Disposition"), "attachment; filename*=UTF-8''%C3%A9t%C3%A9%201.csv");
  EXPECT_EQ(Response::redirect("/a?b=c").status, 303);
}

}  // namespace
}  // namespace jalon::http
