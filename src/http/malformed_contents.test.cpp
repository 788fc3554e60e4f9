// Well framed, but not what a form of ours sends: parts, escapes, tokens, origins. The connection may live.
#include <fmt/format.h>

#include "http/malformed_corpus.hpp"

namespace jalon::http::testing {
namespace {

using std::string_literals::operator""s;

constexpr std::string_view cookie = "Cookie: jalon_csrf=0123456789abcdef0123456789abcdef\n";
constexpr std::string_view token = "X-CSRF-Token: 0123456789abcdef0123456789abcdef\n";

std::string visible(std::string_view text) {
  std::string name;
  for (const char c : text.substr(0, 90)) {
    name += static_cast<unsigned char>(c) < 0x20 ? shown(c) : std::string(1, c);
  }
  return name;
}

void add_parts(std::vector<Malformed>& to) {
  const std::string head = "Content-Disposition: form-data; name=\"a\"\r\n\r\n";
  const auto parts = [&](std::string_view body) { return form_of("multipart/form-data; boundary=XX", body); };
  for (const auto& body : std::vector<std::string>{
           "",
           "--",
           "--XX",
           "--XX\r\n",
           "--XX-",
           "--XX\r\n\r\n",
           "XX\r\n" + head + "b\r\n--XX--\r\n",
           "-XX\r\n" + head + "b\r\n--XX--\r\n",
           "preamble\r\n--XX\r\n" + head + "b\r\n--XX--\r\n",
           "--XX\n" + head + "b\r\n--XX--\r\n",
           "--XX \r\n" + head + "b\r\n--XX--\r\n",
           "--XXY\r\n" + head + "b\r\n--XX--\r\n",
           "--xx\r\n" + head + "b\r\n--xx--\r\n",
           "--XX\r\n" + head + "b",
           "--XX\r\n" + head + "b\r\n--XX",
           "--XX\r\n" + head + "b\r\n--XX-\r\n",
           "--XX\r\n" + head + "b--XX--\r\n",
           "--XX\r\n" + head + "b\n--XX--\n",
           "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\nb\r\n--XX--\r\n",
           "--XX\r\nContent-Disposition: form-data; name=\"a\"\n\nb\r\n--XX--\r\n",
           "--XX\r\nContent-Disposition: form-data\r\n\r\nb\r\n--XX--\r\n",
           "--XX\r\nContent-Disposition: form-data; name=\r\n\r\nb\r\n--XX--\r\n",
           "--XX\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nb\r\n--XX--\r\n",
           "--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nb\r\n--XX--\r\n",
           "--XX\r\nContent-Disposition: name=\"a\"\r\n\r\nb\r\n--XX--\r\n",
           "--XX\r\nContent-Type: text/plain\r\n\r\nb\r\n--XX--\r\n",
           "--XX\r\nnonsense\r\n\r\nb\r\n--XX--\r\n",
           "--XX\r\n: a\r\n\r\nb\r\n--XX--\r\n",
           "--XX\r\nContent-Disposition: form-data; name=\"a\0b\"\r\n\r\nb\r\n--XX--\r\n"s,
           "--XX\r\nContent-Disposition: form-data; name=\"\xE9\"\r\n\r\nb\r\n--XX--\r\n",
           "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\xFF\"\r\n\r\nb\r\n--XX--\r\n",
           "--XX\r\n" + head + "b\0c\r\n--XX--\r\n"s,
           "--XX\r\n" + head + "\xE9\r\n--XX--\r\n",
           "--XX\r\n" + head + "\xC0\xAF\r\n--XX--\r\n",
           "--XX\r\n" + head + "\xED\xA0\x80\r\n--XX--\r\n",
           "--XX\r\nX: " + std::string(9'000, 'x') + "\r\n" + head + "b\r\n--XX--\r\n",
           "--XX\r\n" + std::string(9'000, 'x')}) {
    to.push_back({"parts: " + visible(body) + fmt::format(" ({} bytes)", body.size()), parts(body), true});
  }
  std::string many;
  for (int i = 0; i < 501; ++i) many += "--XX\r\n" + head + "b\r\n";
  to.push_back({"501 parts", parts(many + "--XX--\r\n"), true});
  to.push_back({"a field of more than 1 MB",
                parts("--XX\r\n" + head + std::string(1'100'000, 'b') + "\r\n--XX--\r\n"), true});
  const std::string good = "--XX\r\n" + head + "b\r\n--XX--\r\n";
  for (const auto& type : std::vector<std::string>{
           "multipart/form-data", "multipart/form-data;", "multipart/form-data; boundary",
           "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
           "multipart/form-data; boundary=YY", "multipart/form-data; boundary=X",
           "multipart/form-data; boundary=xx", "multipart/form-data; boundary=" + std::string(71, 'X'),
           "multipart/form-data; boundry=XX",

           "MULTIPART/FORM-DATA; BOUNDARY=Z"}) {
    to.push_back({"type: " + type, form_of(type, good), true});
  }
  to.push_back(
      {"two types", post_with("Content-Type: text/plain\nContent-Type: text/html\nContent-Length: 0\n", "")});
}

void add_pairs(std::vector<Malformed>& to) {
  std::vector<std::string> bodies = {"a=%",        "a=%4",  "a=%zz",  "a=%00", "%00=a", "a=b%0",
                                     "a=%u0041",   "a=%%",  "%=1",    "%g=1",  "a=1&%", "a=1&b=%-1",
                                     "nom=%C3%28", "a=%+1", "a=\0b"s, "\0=1"s};
  for (const auto& bytes : broken_utf8()) {
    std::string escaped;
    for (const char c : bytes) escaped += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    bodies.push_back("nom=" + escaped);
    bodies.push_back("nom=" + bytes);
    bodies.push_back(escaped + "=1");
  }
  for (const auto& body : bodies) {
    std::string name;
    for (const char c : body) name += static_cast<unsigned char>(c) < 0x80 ? visible({&c, 1}) : shown(c);
    to.push_back({"pairs: " + name, form_of("application/x-www-form-urlencoded", body), true});
  }
  std::string many;
  for (int i = 0; i < 2'001; ++i) many += "a=b&";
  to.push_back({"2001 pairs", form_of("application/x-www-form-urlencoded", many), true});
}

void add_tokens(std::vector<Malformed>& to) {
  const auto post = [](std::string_view head) {
    std::string bytes = "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n";
    for (const char c : head) bytes += c == '\n' ? "\r\n"s : std::string(1, c);
    return bytes + "\r\n";
  };
  to.push_back({"no token at all", post(""), true});
  to.push_back({"a cookie alone", post(cookie), true});
  to.push_back({"a token alone", post(token), true});
  for (const char* value : {"", "0", "0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdef0",
                            "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcdeg",
                            "fedcba9876543210fedcba9876543210", "\"0123456789abcdef0123456789abcdef\""}) {
    to.push_back({"token in the cookie: "s + value,
                  post("Cookie: jalon_csrf="s + value + "\n" + std::string(token)), true});
    to.push_back({"token in the header: "s + value,
                  post(std::string(cookie) + "X-CSRF-Token: "s + value + "\n"), true});
  }
  to.push_back({"a masked token with a broken mask",
                post(std::string(cookie) + "X-CSRF-Token: " + std::string(63, '0') + "g\n"), true});
  to.push_back({"the mask of another token",
                post(std::string(cookie) + "X-CSRF-Token: " + std::string(64, '0') + "\n"), true});
  const std::string both = std::string(cookie) + std::string(token);
  for (const char* origin : {"", "null", "https://evil.example", "http://evil.example",
                             "http://localhost.evil.example", "http://localhost:1", "http://user@localhost",
                             "ftp://localhost", "localhost", "//localhost", "http://", "http://localhost/",
                             "http://localhost http://evil.example", "file://", "http:///localhost"}) {
    to.push_back({"origin: "s + origin, post(both + "Origin: " + origin + "\n"), true});
  }
  for (const char* site : {"cross-site", "same-site", "", "Same-Origin", "same-origin, cross-site", "evil"}) {
    to.push_back({"site: "s + site, post(both + "Sec-Fetch-Site: " + site + "\n"), true});
  }
}

}  // namespace

void add_contents(std::vector<Malformed>& to) {
  add_parts(to);
  add_pairs(to);
  add_tokens(to);
}

}  // namespace jalon::http::testing
