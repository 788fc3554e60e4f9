// What a request's head must be before anything else looks at it.
//
// libmicrohttpd reads leniently; two programs that read one request differently is how requests are
// smuggled past a proxy. So what is ambiguous is refused, never guessed: Content-Length with
// Transfer-Encoding, twice a length, no or two Host, a body without a length, control characters, names that
// are no tokens. Any Host but ours is refused too, so that a page of another site cannot reach this
// server by pointing its own name at 127.0.0.1 (DNS rebinding).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/request.hpp"

namespace jalon::http {

struct RawHead {
  std::string_view method;
  std::string_view target;   // as sent: path and query
  std::string_view version;  // "HTTP/1.1"
  std::vector<std::pair<std::string_view, std::string_view>> headers;
};

struct HeadProblem {
  int status = 400;
  std::string_view reason;  // short English, for the log
};

/// What is wrong, or nothing. `host_names` in lower case, without port ("localhost", "[::1]").
std::optional<HeadProblem> check_head(const RawHead& head, const std::vector<std::string>& host_names);
/// True if the head, whose pieces lie where the library keeps them (the target at `target_at`), stood on the
/// wire as `METHOD SP target SP version CRLF (name ":" blanks value CRLF)* CRLF` in `size` bytes. The library
/// (0.9.75) parses in place and accepts more: bare line feeds, folded lines, NUL, several blanks, which it
/// leaves no other trace of than the distance between the pieces it hands out. Its release 1.0 is strict by
/// itself.
bool stood_plain_on_the_wire(const RawHead& head, const char* target_at, std::size_t size);
/// After check_head: the length of the body.
std::uint64_t content_length(const RawHead& head);
std::optional<Method> parse_method(std::string_view text);
/// `Localhost:8080` → `localhost`; "" when it is no host.
std::string host_of_authority(std::string_view authority);
/// 127.0.0.0/8 and ::1, in numbers, and "localhost".
bool is_loopback(std::string_view address);

}  // namespace jalon::http
