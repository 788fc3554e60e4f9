// Header lines: names, values, folding, ends of lines, Host, and heads that are too large.
#include <fmt/format.h>

#include "http/malformed_corpus.hpp"

namespace jalon::http::testing {
namespace {

using std::string_literals::operator""s;

void add_names(std::vector<Malformed>& to) {
  for (int c = 1; c <= 0x20; ++c) {
    const char byte = static_cast<char>(c);
    to.push_back({"byte in a header name: " + shown(byte),
                  "GET / HTTP/1.1\r\nHost: localhost\r\nX"s + byte + "A: b\r\n\r\n", false, byte == '\n'});
  }
  for (const char byte : "()<>@,;\\\"/[]?={}"s) {
    // nginx leaves such a line out.
    to.push_back({"mark in a header name: "s + byte, get_with("X"s + byte + "A: b\n"), false, true});
  }
  for (const char* name : {"X-\xC3\xA9", "\xEF\xBB\xBFX", "X\x7f", "X\x80", "\xC2\xA0X", "X\xC2\xA0"}) {
    to.push_back({"header name: "s + name, get_with(name + ": b\n"s), false, name != "X\x7f"s});
  }
  to.push_back({"NUL in a header name", get_with("X\0A: b\n"s)});
  to.push_back({"no colon", get_with("nonsense\n"), false, true});
  to.push_back({"no colon, two words", get_with("X b\n")});
  to.push_back({"a request among the headers", get_with("GET /hidden HTTP/1.1\n")});
  to.push_back({"no name", get_with(": b\n")});
  to.push_back({"nothing but a colon", get_with(":\n")});
  for (const char* blank : {" ", "\t", "  ", "\v", "\f"}) {
    std::string name;
    for (const char* c = blank; *c != '\0'; ++c) name += shown(*c);
    to.push_back({"before the colon: " + name, get_with("X-A"s + blank + ": b\n")});
    to.push_back(
        {"before the colon of Host: " + name, "GET / HTTP/1.1\r\nHost"s + blank + ": localhost\r\n\r\n"});
  }
}

void add_values(std::vector<Malformed>& to) {
  for (int c = 0; c <= 0x1f; ++c) {
    const char byte = static_cast<char>(c);
    if (byte == '\t') continue;
    to.push_back({"byte in a value: " + shown(byte),
                  "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: b"s + byte + "c\r\n\r\n", false, byte == '\n'});
  }
  to.push_back({"delete in a value", get_with("X-A: \x7f\n")});
  to.push_back({"NUL at the end of a value", get_with("X-A: b\0\n"s)});
  to.push_back({"escape sequence in a value", get_with("X-A: \x1b[31m\n")});
  for (const auto& bytes : broken_utf8()) {
    std::string name;
    for (const char c : bytes) name += shown(c);
    to.push_back({"value that is not UTF-8: " + name, get_with("X-A: " + bytes + "\n")});
    to.push_back({"cookie that is not UTF-8: " + name, get_with("Cookie: a=" + bytes + "\n")});
  }
  for (const char byte : "\x01\x0b\x1f\x7f"s) {
    to.push_back({"byte in a cookie: " + shown(byte), get_with("Cookie: a=b"s + byte + "\n")});
  }
}

void add_folding(std::vector<Malformed>& to) {
  for (const char* blank : {" ", "\t", "   ", " \t"}) {
    std::string name;
    for (const char* c = blank; *c != '\0'; ++c) name += shown(*c);
    to.push_back({"folded value, " + name, get_with("X-A: b\n"s + blank + "c\n")});
    to.push_back({"folded at its colon, " + name, get_with("X-A:\n"s + blank + "c\n")});
    to.push_back({"folded before its colon, " + name, get_with("X-A\n"s + blank + ": c\n")});
    to.push_back({"folded first line, " + name, "GET / HTTP/1.1\r\n"s + blank + "Host: localhost\r\n\r\n"});
    to.push_back({"folded host, " + name, "GET / HTTP/1.1\r\nHost:\r\n"s + blank + "localhost\r\n\r\n"});
    to.push_back({"folded cookie, " + name, get_with("Cookie: a=b;\n"s + blank + "c=d\n")});
    to.push_back({"folded length, " + name, post_with("Content-Length:\n"s + blank + "3\n", "abc")});
    to.push_back({"folded encoding, " + name,
                  post_with("Transfer-Encoding:\n"s + blank + "chunked\nContent-Length: 3\n", "0\r\n\r\n")});
    to.push_back({"encoding behind a fold, " + name,
                  post_with("X: a\n"s + blank + "Transfer-Encoding: chunked\n", "0\r\n\r\n")});
    to.push_back({"folded last line, " + name, get_with("X-A: b\n"s + blank + "\n")});
  }
}

void add_line_ends(std::vector<Malformed>& to) {
  const std::string host = "Host: localhost";
  for (const auto& [name, end] : std::vector<std::pair<std::string, std::string>>{{"LF", "\n"},
                                                                                  {"CR", "\r"},
                                                                                  {"CR CR LF", "\r\r\n"},
                                                                                  {"LF CR", "\n\r"},
                                                                                  {"NEL", "\xC2\x85"},
                                                                                  {"VT", "\v"},
                                                                                  {"NUL CR LF", "\0\r\n"s}}) {
    // nginx takes a line feed alone for the end of a line.
    const bool lf = end == "\n";
    to.push_back({name + " after the request line", "GET / HTTP/1.1" + end + host + "\r\n\r\n", false, lf});
    const bool crcrlf = end == "\r\r\n";
    to.push_back(
        {name + " after a header", "GET / HTTP/1.1\r\nX: a" + end + host + "\r\n\r\n", false, lf || crcrlf});
    if (name != "NEL")
      to.push_back({name + " between two headers",
                    "GET / HTTP/1.1\r\n" + host + "\r\nX: a" + end + "Y: b\r\n\r\n", false, lf || crcrlf});
    to.push_back({name + " everywhere", "GET / HTTP/1.1" + end + host + end + end, false, lf});
    to.push_back({name + " at the end of the head", "GET / HTTP/1.1\r\n" + host + "\r\n" + end, false,
                  lf || end == "\n\r"});
  }
  to.push_back(
      {"a head without its end, then another request", "GET / HTTP/1.1\r\n" + host + "\r\n" + get_with("")});
  to.push_back(
      {"a header injected by a bare LF", get_with("").insert(33, "X: a\nX-Admin: 1\r\n"), false, true});
}

void add_hosts(std::vector<Malformed>& to) {
  const auto with_host = [](std::string_view host) {
    return "GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n";
  };
  to.push_back({"no host", "GET / HTTP/1.1\r\n\r\n"});
  to.push_back({"no host in 1.0", "GET / HTTP/1.0\r\n\r\n"});
  to.push_back({"two hosts", get_with("Host: localhost\n")});
  to.push_back({"a second, foreign host", get_with("Host: evil.example\n")});
  to.push_back({"three hosts", get_with("HOST: localhost\nhost: localhost\n")});
  for (const char* host : {"",
                           "evil.example",
                           "evil.example:80",
                           "localhost.evil.example",
                           "evil.localhost",
                           "xlocalhost",
                           "localhost@evil.example",
                           "user@localhost",
                           "user:pass@localhost",
                           "localhost/x",
                           "/localhost",
                           "localhost?",
                           "localhost#",
                           "localhost\\x",
                           "localhost evil",
                           "localhost\tevil",
                           "localhost, evil.example",
                           "localhost,localhost",
                           "localhost;",
                           "localhost:x",
                           "localhost:",
                           "localhost:-1",
                           "localhost:+1",
                           "localhost:80:80",
                           "localhost:80x",
                           "localhost:1e3",
                           "localhost:0x50",
                           "localhost:65536",
                           "localhost:99999",
                           "localhost:123456",
                           "localhost:9999999999999999999",
                           "localhost.",
                           ".localhost",
                           "local..host",
                           "*",
                           "localhost%00",
                           "local%68ost",
                           "%6cocalhost",
                           "loc\xC3\xA0lhost",
                           "\xEF\xBD\x8Cocalhost",
                           "local\xE9host",
                           "\"localhost\"",
                           "<localhost>",
                           "(localhost)",
                           "[::1",
                           "::1]",
                           "[::1]x",
                           "[::1]:x",
                           "[localhost]",
                           "[::2]",
                           "[::ffff:127.0.0.1]",
                           "::1",
                           "127.1",
                           "127.0.0.01",
                           "0x7f.0.0.1",
                           "2130706433",
                           "127.0.0.1.",
                           "0.0.0.0",
                           "169.254.169.254",
                           "http://localhost",
                           "null",
                           "localhost\x01",
                           "localhost\x7f",
                           "local\vhost"}) {
    to.push_back({"host: "s + host, with_host(host)});
  }
  to.push_back({"NUL in the host", with_host("localhost\0.evil"s)});
  to.push_back({"a host of 8 kB", with_host(std::string(8'000, 'a'))});
}

void add_sizes(std::vector<Malformed>& to) {
  const auto many = [](int count) {
    std::string head;
    for (int i = 0; i < count; ++i) head += fmt::format("X-{}: 1\n", i);
    return get_with(head);
  };
  for (const int count : {100, 101, 150, 500, 2'000, 10'000}) {
    to.push_back({fmt::format("{} headers and Host", count), many(count)});
  }
  for (const int size : {66'000, 200'000, 1'000'000}) {
    const std::string bytes(static_cast<std::size_t>(size), 'x');
    to.push_back({fmt::format("a value of {} bytes", size), get_with("X: " + bytes + "\n")});
    to.push_back({fmt::format("a name of {} bytes", size), get_with(bytes + ": b\n")});
    to.push_back({fmt::format("a cookie of {} bytes", size), get_with("Cookie: a=" + bytes + "\n")});
    to.push_back(
        {fmt::format("a head of {} bytes that does not end", size), "GET / HTTP/1.1\r\nX: " + bytes});
    to.push_back({fmt::format("a line of {} bytes that does not end", size), "GET /" + bytes});
  }
}

}  // namespace

void add_headers(std::vector<Malformed>& to) {
  add_names(to);
  add_values(to);
  add_folding(to);
  add_line_ends(to);
  add_hosts(to);
  add_sizes(to);
}

}  // namespace jalon::http::testing
