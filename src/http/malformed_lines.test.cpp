// Request lines: methods, targets, versions, and the blanks between them. Other protocols knocking at the
// door.
#include <fmt/format.h>

#include "http/malformed_corpus.hpp"

namespace jalon::http::testing {
namespace {

using std::string_literals::operator""s;

constexpr std::string_view separators = "()<>@,;:\\\"/[]?={}";

void add_methods(std::vector<Malformed>& to) {
  for (int c = 1; c <= 0x20; ++c) {
    const char byte = static_cast<char>(c);
    to.push_back({"byte in the method: " + shown(byte), line("G"s + byte + "ET / HTTP/1.1")});
  }
  for (const char byte : separators) {
    to.push_back({"mark in the method: "s + byte, line("G"s + byte + "ET / HTTP/1.1")});
  }
  for (const char* method : {"get", "Get", "BREW", "CONNECT", "TRACE", "TRACK", "DEBUG", "PROPFIND", "SEARCH",
                             "PURGE", "GETS", "GE", "G\xC3\x89T", "\xC2\xA0GET", "1", "-"}) {
    to.push_back({"method: "s + method, line(method + " / HTTP/1.1"s)});
  }
  to.push_back({"NUL in the method", line("GE\0T / HTTP/1.1"s)});
  to.push_back({"no method", line(" / HTTP/1.1")});
  to.push_back({"a method of 9 kB", line(std::string(9'000, 'G') + " / HTTP/1.1")});
}

void add_targets(std::vector<Malformed>& to) {
  for (int c = 1; c <= 0x20; ++c) {
    const char byte = static_cast<char>(c);
    to.push_back({"byte in the path: " + shown(byte), get_with("", "/a"s + byte + "b")});
  }
  to.push_back({"NUL in the path", get_with("", "/a\0b"s)});
  to.push_back({"delete in the path", get_with("",
                                               "/a\x7f"
                                               "b")});
  to.push_back({"letter outside ASCII in the path", get_with("", "/\xC3\xA9")});
  to.push_back({"letter outside ASCII in the query", get_with("", "/?\xC3\xA9")});
  for (const char* target : {"http://evil.example/",
                             "https://localhost/",
                             "ftp://localhost/",
                             "javascript:alert(1)",
                             "file:///etc/passwd",

                             "accueil",
                             "?a=b",
                             "*",
                             "localhost:80",
                             "/#a",
                             "/a#",
                             "/?a#b",
                             "#",
                             "\\",
                             "\\\\evil\\",
                             "@localhost/",
                             ".",
                             "..",
                             "%2f",
                             ";/",
                             "&",
                             "[::1]/"}) {
    Malformed malformed{"target: "s + target, get_with("", target)};
    // Its path alone goes on, to our own name.
    malformed.mended = target == "https://localhost/"s || target == "ftp://localhost/"s;
    if (target == "http://evil.example/"s) malformed.mended = true;
    to.push_back(std::move(malformed));
  }
  to.push_back({"a target of 70 kB", get_with("", "/" + std::string(70'000, 'a'))});
  to.push_back({"a query of 70 kB", get_with("", "/?" + std::string(70'000, 'a'))});
  to.push_back({"two targets", get_with("", "/ /b")});
}

void add_escapes(std::vector<Malformed>& to) {
  const std::vector<std::string> escapes = {"%",   "%4",   "%zz", "%0g", "%g0",       "%u0041", "%-1",
                                            "%+1", "%%41", "%4%", "%x4", "%\xC3\xA9", "%00",    "a%00b"};
  for (const auto& escape : escapes) {
    to.push_back({"escape ends the path: " + escape, get_with("", "/" + escape)});
    to.push_back({"escape in the path: " + escape, get_with("", "/x" + escape + "/y")});
    to.push_back({"escape in a query's name: " + escape, get_with("", "/?" + escape + "=1")});
    to.push_back({"escape in a query's value: " + escape, get_with("", "/?a=" + escape)});
  }
  for (const auto& bytes : broken_utf8()) {
    std::string escaped;
    for (const char c : bytes) escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    to.push_back({"path that is not UTF-8: " + escaped, get_with("", "/" + escaped)});
    to.push_back({"query that is not UTF-8: " + escaped, get_with("", "/?q=" + escaped)});
  }
  // A path that climbs leads nowhere: an answer 404, and the connection lives.
  for (const char* path :
       {"/../etc/passwd", "/..", "/a/../hidden", "/a/..", "/./hidden", "/.", "/%2e%2e/etc/passwd", "/%2E%2E/",
        "/.%2e/", "/%2e./a", "/a/%2e/b", "/static/../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd"}) {
    to.push_back({"climbing path: "s + path, get_with("", path), true});
  }
}

void add_versions(std::vector<Malformed>& to) {
  for (const char* version : {"HTTP/0.9",  "HTTP/1.2",   "HTTP/1.9",          "HTTP/2.0",
                              "HTTP/2",    "HTTP/3.0",   "HTTP/1.",           "HTTP/1",
                              "HTTP/.1",   "HTTP/1.1.1", "HTTP/1.10",         "HTTP/1.11",
                              "HTTP/01.1", "HTTP/1.01",  "HTTP/+1.1",         "HTTP/-1.1",
                              "HTTP/1,1",  "HTTP/1.1x",  "HTTP/1.1;",         "HTTP/ 1.1",
                              "HTTP /1.1", "http/1.1",   "Http/1.1",          "HTTPS/1.1",
                              "ICY/1.1",   "SIP/2.0",    "HTTP\\1.1",         "/1.1",
                              "1.1",       "HTTP/x.y",   "HTTP/1.x",          "HTTP//1.1",
                              "HTTP",      "HTTP/",      "HTTP/9999999999.1", "HTTP/1.\xEF\xBC\x91"}) {
    // nginx speaks its own 1.1 to us, whatever 1.x it was asked in.
    const bool as_1_1 =
        std::string_view("HTTP/1.2 HTTP/1.9 HTTP/1.10 HTTP/1.11 HTTP/1.01 ").find(version + " "s) !=
        std::string_view::npos;
    to.push_back({"version: "s + version, line("GET / "s + version), false, as_1_1});
  }
  to.push_back({"no version", line("GET /")});
  to.push_back({"nothing but a method", line("GET")});
}

void add_blanks(std::vector<Malformed>& to) {
  const std::vector<std::string> blanks = {"  ", "\t", " \t", "\t ",       "\v",
                                           "\f", "\r", " \r", "\xC2\xA0 ", "   "};
  for (const auto& blank : blanks) {
    std::string name;
    for (const char c : blank) name += shown(c);
    to.push_back({"after the method: " + name, line("GET" + blank + "/ HTTP/1.1")});
    to.push_back({"before the version: " + name, line("GET /" + blank + "HTTP/1.1")});
    if (blank != "\r") to.push_back({"after the version: " + name, line("GET / HTTP/1.1" + blank)});
    to.push_back({"before the method: " + name, line(blank + "GET / HTTP/1.1")});
  }
  to.push_back({"a blank after the version", line("GET / HTTP/1.1 ")});
  to.push_back({"a blank before the method", line(" GET / HTTP/1.1")});
  for (auto& malformed : to) {
    // nginx reads several blanks as one, and says the line again with one.
    const auto mends = {"after the method: 0x200x20",       "before the version: 0x200x20",
                        "after the version: 0x200x20",      "after the method: 0x200x200x20",
                        "before the version: 0x200x200x20", "after the version: 0x200x200x20",
                        "a blank after the version",        "before the method: 0x0d"};
    for (const auto* name : mends) malformed.mended = malformed.mended || malformed.name == name;
  }
}

void add_other_protocols(std::vector<Malformed>& to) {
  to.push_back({"TLS greeting", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"s});
  to.push_back({"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"});
  to.push_back({"SSH", "SSH-2.0-OpenSSH_9.2\r\n"});
  to.push_back({"SMTP", "EHLO evil.example\r\nMAIL FROM:<a@b>\r\n"});
  to.push_back({"Redis", "*1\r\n$4\r\nPING\r\n"});
  to.push_back({"proxy protocol", "PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n" + get_with("")});
  to.push_back({"proxy protocol 2", "\r\n\r\n\0\r\nQUIT\n\x21\x11\x00\x0c"s});
  to.push_back({"SOCKS", "\x05\x01\x00"s});
  to.push_back({"PostgreSQL", "\0\0\0\x08\x04\xd2\x16\x2f"s});
  to.push_back({"telnet", "\xff\xfb\x18\xff\xfb\x1f\r\n\r\n"});
  to.push_back({"noise", "\xff\xfe\xfd\r\n\r\n"});
  to.push_back({"an answer", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"});
}

}  // namespace

void add_request_lines(std::vector<Malformed>& to) {
  add_methods(to);
  add_targets(to);
  add_escapes(to);
  add_versions(to);
  add_blanks(to);
  add_other_protocols(to);
}

}  // namespace jalon::http::testing
