// The corpus as a whole, and what its families share.
#include "http/malformed_corpus.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

namespace jalon::http::testing {
namespace {

using std::string_literals::operator""s;

std::string with_line_ends(std::string_view head) {
  std::string out;
  for (const char c : head) out += c == '\n' ? "\r\n"s : std::string(1, c);
  return out;
}

constexpr std::string_view token =
    "Cookie: jalon_csrf=0123456789abcdef0123456789abcdef\r\n"
    "X-CSRF-Token: 0123456789abcdef0123456789abcdef\r\n";

}  // namespace

std::string line(std::string_view request_line) {
  return std::string(request_line) + "\r\nHost: localhost\r\n\r\n";
}

std::string get_with(std::string_view head, std::string_view target) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\n", target) + with_line_ends(head) + "\r\n";
}

std::string post_with(std::string_view head, std::string_view body) {
  return "POST /form HTTP/1.1\r\nHost: localhost\r\n"s + std::string(token) + with_line_ends(head) + "\r\n" +
         std::string(body);
}

std::string form_of(std::string_view type, std::string_view body) {
  return post_with(fmt::format("Content-Type: {}\nContent-Length: {}\n", type, body.size()), body);
}

std::string shown(char byte) {
  return fmt::format("0x{:02x}", static_cast<unsigned char>(byte));
}

const std::vector<std::string>& broken_utf8() {
  static const std::vector<std::string> all = {
      "\xE9",              // Latin-1
      "\x80",              // a continuation alone
      "\xC3",              // cut short
      "\xC3(",             // followed by something else
      "\xE2\x82",          // cut short, three bytes
      "\xC0\xAF",          // "/" written too long
      "\xC0\x80",          // NUL written too long
      "\xE0\x80\xAF",      // "/" in three
      "\xF0\x80\x80\xAF",  // "/" in four
      "\xED\xA0\x80",      // half a surrogate pair
      "\xF4\x90\x80\x80",  // beyond the last character
      "\xFE",
      "\xFF",
  };
  return all;
}

std::vector<Malformed> malformed_corpus() {
  std::vector<Malformed> all;
  add_request_lines(all);
  add_headers(all);
  add_framing(all);
  add_contents(all);
  return all;
}

std::vector<Malformed> well_formed() {
  const std::string length_3 = "Content-Type: text/plain\nContent-Length: 3\n";
  return {
      {"plain", get_with("")},
      {"no blank after the colon", get_with("X-A:b\n")},
      {"two blanks after the colon", get_with("X-A:  b\n")},
      {"empty value", get_with("X-A:\n")},
      {"accents in a value", get_with("X-A: \xC3\xA9\n")},
      {"tab in a value", get_with("X-A: b\tc\n")},
      {"length zero", get_with("Content-Length: 0\n")},
      {"a header twice", get_with("Accept: a\nAccept: b\n")},
      {"1.0", "GET / HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n"},
      {"cookies", get_with("Cookie: a=b; c=d\n")},
      {"cookies in two lines", get_with("Cookie: a=b\nCookie: c=d\n")},
      {"a broken cookie of another program", get_with("Cookie: ; c; d=e\n")},
      {"blank at the end of a value", get_with("X-A: b \n")},
      {"escapes", get_with("", "/caf%C3%A9?a=b%20c+d&e=%26")},
      {"a query that is a path", get_with("", "/?../../etc/passwd")},
      {"an empty line before", "\r\n" + get_with("")},
      {"90 headers",
       [] {
         std::string head;
         for (int i = 0; i < 89; ++i) head += fmt::format("X-{}: 1\n", i);
         return get_with(head);
       }()},
      {"a long header", get_with("X: " + std::string(7'000, 'x') + "\n")},
      {"a host with a port", "GET / HTTP/1.1\r\nHost: LOCALHOST:8063\r\n\r\n"},
      {"a body", post_with(length_3, "abc")},
      {"a body that looks like a request", post_with("Content-Type: text/plain\nContent-Length: 43\n",
                                                     "GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n\r\n")},
      {"our origin", post_with(length_3 + "Origin: http://localhost\nSec-Fetch-Site: same-origin\n", "abc")},
      {"a form", form_of("application/x-www-form-urlencoded", "nom=Zo%C3%A9&a=")},
      {"a form of parts",
       form_of("multipart/form-data; boundary=XX",
               "--XX\r\nContent-Disposition: form-data; name=\"nom\"\r\n\r\nZo\xC3\xA9\r\n--XX--\r\n")},
      {"a boundary in quotes",
       form_of("multipart/form-data; boundary=\"X X\"",
               "--X X\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n\xFF\r\n"
               "--X X--\r\n")},
  };
}

TEST(MalformedCorpus, HoldsMoreThanFiveHundredDistinctRequests) {
  std::set<std::string> bytes;
  std::set<std::string> names;
  for (const auto& malformed : malformed_corpus()) {
    EXPECT_TRUE(bytes.insert(malformed.bytes).second) << malformed.name << " says what another says";
    EXPECT_TRUE(names.insert(malformed.name).second) << malformed.name << " stands twice";
  }
  EXPECT_GE(bytes.size(), 500u);
  RecordProperty("requests", static_cast<int>(bytes.size()));
}

}  // namespace jalon::http::testing
