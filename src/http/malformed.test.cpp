// Requests that no browser sends: each must be refused or its connection closed, never answered 200, and what
// follows it on the same connection must not be read as another request (that is how requests are smuggled).
#include <gtest/gtest.h>

#include "http/server.hpp"
#include "http/testing_client.hpp"

namespace jalon::http {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::string_literals::operator""s;
using testing::RawClient;

struct Malformed {
  std::string name;
  std::string bytes;
};

/// `head` stands after the request line and Host; "\n" means CRLF.
std::string get_with(std::string_view head) {
  std::string bytes = "GET / HTTP/1.1\r\nHost: localhost\r\n";
  for (const char c : head) bytes += c == '\n' ? "\r\n"s : std::string(1, c);
  return bytes + "\r\n";
}

std::string post_with(std::string_view head, std::string_view body) {
  std::string bytes = "POST /form HTTP/1.1\r\nHost: localhost\r\n";
  for (const char c : head) bytes += c == '\n' ? "\r\n"s : std::string(1, c);
  return bytes + "\r\n" + std::string(body);
}

std::vector<Malformed> corpus() {
  return {
      // framing
      {"length and encoding", post_with("Content-Length: 5\nTransfer-Encoding: chunked\n", "0\r\n\r\n")},
      {"encoding and length", post_with("Transfer-Encoding: chunked\nContent-Length: 5\n", "0\r\n\r\n")},
      {"two lengths", post_with("Content-Length: 3\nContent-Length: 3\n", "abc")},
      {"two different lengths", post_with("Content-Length: 3\nContent-Length: 30\n", "abc")},
      {"lengths in a list", post_with("Content-Length: 3, 3\n", "abc")},
      {"length with a sign", post_with("Content-Length: +3\n", "abc")},
      {"negative length", post_with("Content-Length: -1\n", "abc")},
      {"hexadecimal length", post_with("Content-Length: 0x3\n", "abc")},
      {"length with a letter", post_with("Content-Length: 3a\n", "abc")},
      {"length with an inner blank", post_with("Content-Length: 3 0\n", "abc")},
      {"empty length", post_with("Content-Length: \n", "abc")},
      {"length beyond 64 bits", post_with("Content-Length: 99999999999999999999\n", "abc")},
      {"length beyond 15 digits", post_with("Content-Length: 1000000000000000\n", "abc")},
      {"decimal length", post_with("Content-Length: 3.0\n", "abc")},
      {"chunked", post_with("Transfer-Encoding: chunked\n", "3\r\nabc\r\n0\r\n\r\n")},
      {"xchunked", post_with("Transfer-Encoding: xchunked\n", "3\r\nabc\r\n0\r\n\r\n")},
      {"chunked twice", post_with("Transfer-Encoding: chunked\nTransfer-Encoding: chunked\n", "0\r\n\r\n")},
      {"chunked in a list", post_with("Transfer-Encoding: gzip, chunked\n", "0\r\n\r\n")},
      {"identity", post_with("Transfer-Encoding: identity\nContent-Length: 3\n", "abc")},
      {"identity alone", post_with("Transfer-Encoding: identity\n", "abc")},
      {"chunked with a tab", post_with("Transfer-Encoding:\tchunked\n", "0\r\n\r\n")},
      {"chunked in capitals", post_with("TRANSFER-ENCODING: CHUNKED\n", "0\r\n\r\n")},
      {"chunked with a vertical tab", post_with("Transfer-Encoding: \vchunked\n", "0\r\n\r\n")},
      {"encoding with a blank before the colon", post_with("Transfer-Encoding : chunked\n", "0\r\n\r\n")},
      {"encoding after a folded line", post_with("X: a\n Transfer-Encoding: chunked\n", "0\r\n\r\n")},
      {"post without a length", post_with("", "")},
      {"body in a GET", get_with("Content-Length: 3\n") + "abc"},
      {"length of a GET with another request inside",
       get_with("Content-Length: 37\n") + "GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      // Host
      {"no host", "GET / HTTP/1.1\r\n\r\n"},
      {"no host in 1.0", "GET / HTTP/1.0\r\n\r\n"},
      {"two hosts", get_with("Host: localhost\n")},
      {"two different hosts", get_with("Host: evil.example\n")},
      {"empty host", "GET / HTTP/1.1\r\nHost: \r\n\r\n"},
      {"foreign host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"},
      {"our name as a subdomain", "GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n"},
      {"host with a user", "GET / HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n"},
      {"host with a path", "GET / HTTP/1.1\r\nHost: localhost/x\r\n\r\n"},
      {"host with a blank", "GET / HTTP/1.1\r\nHost: localhost evil\r\n\r\n"},
      {"hosts in a list", "GET / HTTP/1.1\r\nHost: localhost, evil.example\r\n\r\n"},
      {"host with a bad port", "GET / HTTP/1.1\r\nHost: localhost:x\r\n\r\n"},
      {"host with a trailing dot", "GET / HTTP/1.1\r\nHost: localhost.\r\n\r\n"},
      {"host that is not UTF-8", "GET / HTTP/1.1\r\nHost: local\xE9host\r\n\r\n"},
      // header lines
      {"blank before the colon", get_with("X-A : b\n")},
      {"tab before the colon", get_with("X-A\t: b\n")},
      {"blank in a name", get_with("X A: b\n")},
      {"no colon", get_with("nonsense\n")},
      {"no name", get_with(": b\n")},
      {"folded line", get_with("X-A: b\n c\n")},
      {"folded line with a tab", get_with("X-A: b\n\tc\n")},
      {"first line folded", "GET / HTTP/1.1\r\n Host: localhost\r\n\r\n"},
      {"NUL in a value", get_with("X-A: b\0c\n"s)},
      {"NUL at the end of a value", get_with("X-A: b\0\n"s)},
      {"NUL in a name", get_with("X\0A: b\n"s)},
      {"NUL in the host", "GET / HTTP/1.1\r\nHost: localhost\0.evil\r\n\r\n"s},
      {"control character in a value", get_with("X-A: b\x01"
                                                "c\n")},
      {"escape character in a value", get_with("X-A: \x1b[31m\n")},
      {"delete character in a value", get_with("X-A: \x7f\n")},
      {"value that is not UTF-8", get_with("X-A: \xC3(\n")},
      {"parenthesis in a name", get_with("X(A): b\n")},
      {"quote in a name", get_with("\"X\": b\n")},
      {"letter outside ASCII in a name", get_with("X-\xC3\xA9: b\n")},
      {"bare line feed after the request line", "GET / HTTP/1.1\nHost: localhost\r\n\r\n"},
      {"bare line feeds everywhere", "GET / HTTP/1.1\nHost: localhost\n\n"},
      {"bare line feed in a value", "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\nY: b\r\n\r\n"},
      {"bare carriage return in a value", "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rY: b\r\n\r\n"},
      {"bare carriage returns", "GET / HTTP/1.1\rHost: localhost\r\r"},
      {"two content types",
       post_with("Content-Length: 0\nContent-Type: text/plain\nContent-Type: text/html\n", "")},
      {"more than 100 headers",
       [] {
         std::string head;
         for (int i = 0; i < 101; ++i) head += "X-" + std::to_string(i) + ": 1\n";
         return get_with(head);
       }()},
      // request line
      {"two blanks after the method", "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"two blanks before the version", "GET /  HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"tab after the method", "GET\t/ HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"blank at the end", "GET / HTTP/1.1 \r\nHost: localhost\r\n\r\n"},
      {"blank in the target", "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"no version", "GET /\r\nHost: localhost\r\n\r\n"},
      {"version 0.9", "GET / HTTP/0.9\r\nHost: localhost\r\n\r\n"},
      {"version 2.0", "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n"},
      {"version 1.2", "GET / HTTP/1.2\r\nHost: localhost\r\n\r\n"},
      {"version in lower case", "GET / http/1.1\r\nHost: localhost\r\n\r\n"},
      {"unknown method", "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"method in lower case", "get / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"method with a parenthesis", "G(T / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"CONNECT", "CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"TRACE", "TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"absolute target", "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"target without a slash", "GET accueil HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"asterisk", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"fragment in the target", "GET /#a HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"NUL in the target", "GET /a\0b HTTP/1.1\r\nHost: localhost\r\n\r\n"s},
      {"escaped NUL in the target", "GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"letter outside ASCII in the target", "GET /\xC3\xA9 HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"broken escape in the target", "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"Latin-1 escape in the query", "GET /?q=%E9 HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"climbing path", "GET /../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"escaped climbing path", "GET /%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n"},
      {"TLS greeting", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"s},
      {"noise", "\xff\xfe\xfd\r\n\r\n"},
  };
}

TEST(MalformedRequests, AreRefusedAndNothingAfterThemIsRead) {
  Router router;
  int answered = 0;
  const auto count = [&](const Request&) {
    ++answered;
    return Response::text("ok");
  };
  router.get("/", count);
  router.get("/smuggled", count);
  router.post("/form", count);
  ServerOptions options;
  options.log_requests = false;
  const auto server = *Server::start(router, options);
  const auto cases = corpus();
  ASSERT_GE(cases.size(), 60u);
  for (const auto& malformed : cases) {
    answered = 0;
    RawClient client(server->port());
    client.send(malformed.bytes);
    client.send("GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const auto received = client.receive(300ms);
    const auto numbers = testing::statuses(received);
    EXPECT_EQ(answered, 0) << malformed.name << ": " << numbers;
    EXPECT_TRUE(client.closed() || numbers.empty()) << malformed.name << " keeps its connection";
    // The library writes the head of its own refusals twice (0.9.75), then closes.
    EXPECT_TRUE(numbers.find_first_of("123") != 0 && numbers.find(" 2") == std::string::npos)
        << malformed.name << ": " << numbers;
    EXPECT_EQ(numbers.find("500"), std::string::npos) << malformed.name << " is no fault of ours";
  }
  // And the well-formed pass, or the test above would prove nothing.
  answered = 0;
  for (const std::string& fine :
       {get_with(""), get_with("X-A:b\n"), get_with("X-A:  b\n"), get_with("X-A:\n"),
        get_with("X-A: \xC3\xA9\n"), get_with("Content-Length: 0\n"), get_with("Accept: a\nAccept: b\n"),
        "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n"s, get_with("Cookie: a=b; c=d\n"),
        get_with("Cookie: a=b\nCookie: c=d\n"), get_with("X-A: b \n"),
        "GET /?a=b%20c HTTP/1.1\r\nHost: localhost\r\n\r\n"s,
        "\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n"s}) {
    RawClient client(server->port());
    client.send(fine);
    EXPECT_EQ(testing::statuses(client.receive_answer()), "200") << fine;
  }
  EXPECT_EQ(answered, 13);
}

}  // namespace
}  // namespace jalon::http
