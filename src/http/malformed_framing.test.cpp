// Where a body ends: Content-Length, Transfer-Encoding, chunks. This is how requests are smuggled.
#include <fmt/format.h>

#include "http/malformed_corpus.hpp"

namespace jalon::http::testing {
namespace {

using std::string_literals::operator""s;

const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n";
const std::string plain = "Content-Type: text/plain\n";

void add_lengths(std::vector<Malformed>& to) {
  for (const auto& length : std::vector<std::string>{"+3",
                                                     "-1",
                                                     "-0",
                                                     "+0",
                                                     "--3",
                                                     "3-",
                                                     "0x3",
                                                     "0X3",
                                                     "3h",
                                                     "3a",
                                                     "a3",
                                                     "3 0",
                                                     "3 3",
                                                     "3\t0",
                                                     "3.0",
                                                     "3.",
                                                     ".3",
                                                     "3e0",
                                                     "1e1",
                                                     "3,3",
                                                     "3, 3",
                                                     "3, 30",
                                                     "3;3",
                                                     "3;",
                                                     "\"3\"",
                                                     "'3'",
                                                     "(3)",
                                                     "{3}",
                                                     "NaN",
                                                     "Infinity",
                                                     "null",
                                                     "true",
                                                     "three",
                                                     "",
                                                     "\xEF\xBC\x93",
                                                     "\xD9\xA3",
                                                     "3\xC2\xA0",
                                                     "\v3",
                                                     "3\v",
                                                     "3\f",
                                                     "3\x01",
                                                     "3\x7f",
                                                     "3\0"s,
                                                     "\0003"s,
                                                     "3_0",
                                                     "3'0",
                                                     "%33",
                                                     "3/",
                                                     "3:",
                                                     "1000000000000000",
                                                     "9007199254740993",
                                                     "9223372036854775807",
                                                     "9223372036854775808",
                                                     "18446744073709551615",
                                                     "18446744073709551616",
                                                     "18446744073709551619",
                                                     "99999999999999999999",
                                                     "340282366920938463463374607431768211459"}) {
    std::string name;
    for (const char c : length)
      name += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? shown(c) : std::string(1, c);
    to.push_back({"length: " + name, post_with(plain + "Content-Length: " + length + "\n", "abc")});
  }
  for (const char* length :
       {"8388609", "2147483647", "2147483648", "4294967295", "4294967296", "4294967299", "999999999999999"}) {
    to.push_back(
        {"length over the limit: "s + length, post_with(plain + "Content-Length: "s + length + "\n", "abc")});
  }
  for (const char* second : {"3", "30", "0", "+3", "", "a", "-3"}) {
    to.push_back({"length 3, then: "s + second,
                  post_with(plain + "Content-Length: 3\nContent-Length: "s + second + "\n", "abc")});
    to.push_back({"a length, then 3: "s + second,
                  post_with(plain + "content-length: "s + second + "\nCONTENT-LENGTH: 3 \n", "abc")});
  }
  to.push_back({"three lengths",
                post_with(plain + "Content-Length: 3\nContent-Length: 3\nContent-Length: 3\n", "abc")});
  to.push_back({"no length", post_with(plain, "")});
  for (const char* method : {"GET", "HEAD"}) {
    for (const auto& body : {"abc"s, hidden}) {
      to.push_back({fmt::format("{} with a body of {}", method, body.size()),
                    fmt::format("{} / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n", method,
                                body.size()) +
                        body});
    }
  }
  for (const char* method : {"PUT", "PATCH", "DELETE", "OPTIONS"}) {
    to.push_back({method + " without a length"s, line(method + " /form HTTP/1.1"s)});
  }
  // CL.0 and its kin: a length that one of two readers may not believe.
  to.push_back({"a name like Content-Length, with a blank",
                post_with(plain + "Content-Length : " + std::to_string(hidden.size()) + "\n", hidden)});
  to.push_back({"a name like Content-Length, with a tab", post_with(plain + "Content-Length\t: 3\n", "abc")});
  to.push_back({"Content-Length behind a bare CR", post_with(plain + "X: a\rContent-Length: 3\n", "abc")});
  to.push_back({"Content-Length behind a NUL", post_with(plain + "X: a\0Content-Length: 3\n"s, "abc")});
}

void add_encodings(std::vector<Malformed>& to) {
  const std::string end_of_chunks = "0\r\n\r\n";
  for (const auto& encoding : std::vector<std::string>{"chunked",
                                                       "Chunked",
                                                       "CHUNKED",
                                                       "chunked,",
                                                       ",chunked",
                                                       ", chunked",
                                                       "chunked, chunked",
                                                       "chunked,chunked",
                                                       "identity",
                                                       "identity, chunked",
                                                       "chunked, identity",
                                                       "gzip",
                                                       "gzip, chunked",
                                                       "chunked, gzip",
                                                       "deflate",
                                                       "br",
                                                       "x chunked",
                                                       "chunked x",
                                                       "chunked;q=1",
                                                       "chunked; a=b",
                                                       "\"chunked\"",
                                                       "'chunked'",
                                                       "chunk",
                                                       "chunkedd",
                                                       "xchunked",
                                                       "chunked\xC2\xA0",
                                                       "\vchunked",
                                                       "chunked\v",
                                                       "\fchunked",
                                                       "chunked\x01",
                                                       "chun\0ked"s,
                                                       "cow",
                                                       "",
                                                       "0",
                                                       "ch\xC3\xBCnked",
                                                       "\xE2\x80\x8B"
                                                       "chunked"}) {
    std::string name;
    for (const char c : encoding) name += static_cast<unsigned char>(c) < 0x20 ? shown(c) : std::string(1, c);
    const std::string header = "Transfer-Encoding: " + encoding + "\n";
    // In capitals or not, what nginx decodes goes on with a length.
    const bool decoded = encoding == "chunked" || encoding == "Chunked" || encoding == "CHUNKED";
    to.push_back({"encoding: " + name, post_with(plain + header, end_of_chunks), false, decoded});
    to.push_back(
        {"encoding and length: " + name, post_with(plain + header + "Content-Length: 5\n", end_of_chunks)});
    to.push_back({"length and encoding: " + name,
                  post_with(plain + "Content-Length: " + std::to_string(5 + hidden.size()) + "\n" + header,
                            end_of_chunks + hidden)});
  }
  for (const char* header :
       {"Transfer-Encoding : chunked", "Transfer-Encoding\t: chunked", " Transfer-Encoding: chunked",
        "\tTransfer-Encoding: chunked", "X: a\rTransfer-Encoding: chunked", "Transfer-Encoding\v: chunked",
        "Transfer-Encoding: chunked\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\nTransfer-Encoding: cow",
        "Transfer-Encoding: cow\nTransfer-Encoding: chunked",
        "Transfer-Encoding: identity\ntransfer-encoding: chunked", "Transfer Encoding: chunked",
        "Transfer-Encoding", "\"Transfer-Encoding\": chunked", "Transfer-Encoding\xC2\xA0: chunked"}) {
    // nginx leaves out a line whose name is none; the length remains.
    const bool left_out =
        header == "Transfer-Encoding\xC2\xA0: chunked"s || header == "\"Transfer-Encoding\": chunked"s;
    to.push_back({"encoding line: "s + header,
                  post_with(plain + "Content-Length: 5\n" + header + "\n", end_of_chunks), false, left_out});
  }
}

void add_chunks(std::vector<Malformed>& to) {
  // Ours answers 411 to all of them; behind a proxy that reads chunks, each is for the proxy to refuse.
  for (const auto& body : std::vector<std::string>{"x\r\nabc\r\n0\r\n\r\n",
                                                   "-3\r\nabc\r\n0\r\n\r\n",
                                                   "+3\r\nabc\r\n0\r\n\r\n",
                                                   "0x3\r\nabc\r\n0\r\n\r\n",
                                                   "3.0\r\nabc\r\n0\r\n\r\n",
                                                   "\"3\"\r\nabc\r\n0\r\n\r\n",
                                                   "\r\nabc\r\n0\r\n\r\n",
                                                   ";a=b\r\nabc\r\n0\r\n\r\n",
                                                   "3\r\nabcdef\r\n0\r\n\r\n",

                                                   "3\r\nabc0\r\n\r\n",
                                                   "3\r\nabcX\r\n0\r\n\r\n",

                                                   "3,3\r\nabc\r\n0\r\n\r\n",
                                                   "3\0\r\nabc\r\n0\r\n\r\n"s,
                                                   "3\v\r\nabc\r\n0\r\n\r\n",
                                                   "g\r\nabc\r\n0\r\n\r\n",
                                                   "FFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n",
                                                   "10000000000000003\r\nabc\r\n0\r\n\r\n",
                                                   "7FFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n",
                                                   "80000000\r\nabc\r\n0\r\n\r\n",
                                                   "3\r\nabc\r\n",
                                                   "3;a=\"\r\n\"\r\nabc\r\n0\r\n\r\n",
                                                   "3\r\nabc\r\n-0\r\n\r\n",
                                                   "3\r\nabc\r\nx\r\n\r\n",

                                                   "3\r\nabc",
                                                   "3",
                                                   "",
                                                   "\r\n\r\n",
                                                   hidden}) {
    std::string name;
    for (const char c : body) name += static_cast<unsigned char>(c) < 0x20 ? shown(c) : std::string(1, c);
    to.push_back({"chunks: " + name, post_with(plain + "Transfer-Encoding: chunked\n", body)});
  }
  // What nginx forgives, it forwards with a length.
  for (const auto& body : std::vector<std::string>{
           "3\r\nab\r\n0\r\n\r\n", "3 3\r\nabc\r\n0\r\n\r\n", "3\r\nabc\r\n0\r\nX", "3\r\nabc\r\n0\r\n\r\n",
           "3\nabc\n0\n\n", "3\r\nabc\r\n0\r\nX: a\r\n\r\n", "003\r\nabc\r\n000\r\n\r\n",
           "3;a=b\r\nabc\r\n0\r\n\r\n", "3;\nabc\r\n0\r\n\r\n", "3 \r\nabc\r\n0\r\n\r\n",
           "3;" + std::string(500, 'a') + "\r\nabc\r\n0\r\n\r\n",
           "3\r\nabc\r\n0\r\nContent-Length: 40\r\n\r\n",
           "3\r\nabc\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n",
           "3\r\nabc\r\n0\r\nHost: evil.example\r\n\r\n", "3\r\nabc\r\n0\r\n: no name\r\n\r\n",
           "2a\r\n" + hidden.substr(0, 42) + "\r\n0\r\n\r\n"}) {
    std::string name;
    for (const char c : body) name += static_cast<unsigned char>(c) < 0x20 ? shown(c) : std::string(1, c);
    to.push_back({"chunks that a proxy reads: " + name,
                  post_with(plain + "Transfer-Encoding: chunked\n", body), false, true});
  }
}

void add_cut_bodies(std::vector<Malformed>& to) {
  // Whatever comes next belongs to a body that does not end: it must not be read as a request.
  to.push_back({"a body shorter than its length", post_with(plain + "Content-Length: 4000\n", "abc")});
  to.push_back({"a body shorter than its length, with a request in it",
                post_with(plain + "Content-Length: 4000\n", hidden)});
  to.push_back(
      {"an upload that does not end",
       post_with("Content-Type: multipart/form-data; boundary=XX\nContent-Length: 4000\n",
                 "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n" + hidden)});
}

}  // namespace

void add_framing(std::vector<Malformed>& to) {
  add_lengths(to);
  add_encodings(to);
  add_chunks(to);
  add_cut_bodies(to);
}

}  // namespace jalon::http::testing
