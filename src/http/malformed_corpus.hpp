// For tests: requests that no browser sends, and some that one might, made family by family.
//
// What must never run stands inside them as a request for `/hidden`; what comes after them on the same
// connection is up to the test. Those with a body carry the token of a form, so that nothing but their defect
// is in the way.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace jalon::http::testing {

struct Malformed {
  std::string name;
  std::string bytes;
  bool framed = false;  // where it ends is not in doubt: the connection may live, and the next be answered
  bool mended = false;  // a proxy makes one well-formed request of it, which may be answered
};

/// All families: more than 500, no two alike.
std::vector<Malformed> malformed_corpus();
/// The same shapes without their defect: each must be answered 200.
std::vector<Malformed> well_formed();

// The families, in the files beside this one.
void add_request_lines(std::vector<Malformed>& to);
void add_headers(std::vector<Malformed>& to);
void add_framing(std::vector<Malformed>& to);
void add_contents(std::vector<Malformed>& to);

/// `head`: lines after the request line and Host, each ended by "\n", which means CRLF.
std::string get_with(std::string_view head, std::string_view target = "/");
/// Without any Content-Length of its own.
std::string post_with(std::string_view head, std::string_view body);
/// With the right length and this type.
std::string form_of(std::string_view type, std::string_view body);
std::string line(std::string_view request_line);
/// The byte as a name shows it: `0x0b`.
std::string shown(char byte);
/// What no UTF-8 text holds, one fault each.
const std::vector<std::string>& broken_utf8();

}  // namespace jalon::http::testing
