#include "http/head_check.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <string>

#include "base/text.hpp"

namespace jalon::http {

namespace {

bool is_token(std::string_view text) {
  static constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           marks.find(c) != std::string_view::npos;
  });
}

bool is_plain_value(std::string_view text) {
  const bool controls = std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  });
  return !controls && is_valid_utf8(text);
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_visible_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace

std::optional<Method> parse_method(std::string_view text) {
  for (const Method method :
       {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::del, Method::options}) {
    if (to_text(method) == text) return method;
  }
  return std::nullopt;
}

std::string host_of_authority(std::string_view authority) {
  std::string_view host = authority;
  std::string_view port;
  if (authority.starts_with('[')) {
    const auto end = authority.find(']');
    if (end == std::string_view::npos) return {};
    host = authority.substr(0, end + 1);
    port = authority.substr(end + 1);
  } else if (const auto colon = authority.find(':'); colon != std::string_view::npos) {
    host = authority.substr(0, colon);
    port = authority.substr(colon);
  }
  if (!port.empty()) {
    if (port.front() != ':' || !is_digits(port.substr(1)) || port.size() > 6) return {};
    if (std::stoul(std::string(port.substr(1))) > 65'535) return {};
  }
  const bool plain = !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '[' || c == ']' || c == ':';
  });
  return plain ? ascii_lower(host) : std::string();
}

bool is_loopback(std::string_view address) {
  if (address == "localhost") return true;
  const std::string text(address);
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6{};
  return inet_pton(AF_INET6, text.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

std::optional<HeadProblem> check_head(const RawHead& head, const std::vector<std::string>& host_names) {
  if (head.version != "HTTP/1.1" && head.version != "HTTP/1.0") return HeadProblem{505, "version"};
  if (!is_token(head.method)) return HeadProblem{400, "method is no token"};
  const auto method = parse_method(head.method);
  if (!method) return HeadProblem{501, "unknown method"};
  if (!head.target.starts_with('/') || !is_visible_ascii(head.target) ||
      head.target.find('#') != std::string_view::npos) {
    return HeadProblem{400, "target"};
  }
  int hosts = 0;
  int lengths = 0;
  int encodings = 0;
  int types = 0;
  std::string_view host;
  std::string_view length;
  std::string_view encoding;
  for (const auto& [name, value] : head.headers) {
    if (!is_token(name)) return HeadProblem{400, "header name is no token"};
    if (!is_plain_value(value)) return HeadProblem{400, "control character in a header"};
    const std::string lower = ascii_lower(name);
    if (lower == "host") ++hosts, host = value;
    if (lower == "content-length") ++lengths, length = value;
    if (lower == "transfer-encoding") ++encodings, encoding = value;
    if (lower == "content-type") ++types;
  }
  if (hosts != 1) return HeadProblem{400, "not exactly one Host"};
  if (encodings > 0 && lengths > 0) return HeadProblem{400, "both Content-Length and Transfer-Encoding"};
  if (lengths > 1) return HeadProblem{400, "Content-Length twice"};
  if (types > 1) return HeadProblem{400, "Content-Type twice"};
  if (encodings > 1 || (encodings == 1 && ascii_lower(encoding) != "chunked")) {
    return HeadProblem{400, "Transfer-Encoding"};
  }
  // A body in chunks is never needed by a form, and its framing is where readers differ most.
  if (encodings == 1) return HeadProblem{411, "body without a length"};
  if (lengths == 1 && (!is_digits(length) || length.size() > 15)) return HeadProblem{400, "Content-Length"};
  if ((*method == Method::get || *method == Method::head) && content_length(head) > 0) {
    return HeadProblem{400, "body in a GET"};
  }
  if (*method != Method::get && *method != Method::head && lengths == 0) return HeadProblem{411, "no length"};
  const std::string name = host_of_authority(host);
  if (name.empty()) return HeadProblem{400, "Host"};
  if (std::find(host_names.begin(), host_names.end(), name) == host_names.end()) {
    return HeadProblem{421, "a Host that is not ours"};
  }
  return std::nullopt;
}

bool stood_plain_on_the_wire(const RawHead& head, const char* target_at, std::size_t size) {
  const char* method = head.method.data();
  const char* version = head.version.data();
  if (method + head.method.size() + 1 != target_at) return false;
  if (target_at + head.target.size() + 1 != version) return false;
  const char* at = version + head.version.size() + 2;
  for (const auto& [name, value] : head.headers) {
    if (name.data() != at) return false;
    const char* blank = at + name.size() + 1;
    while (*blank == ' ' || *blank == '\t') ++blank;
    if (blank != value.data() && !value.empty()) return false;
    at = (value.empty() ? blank : value.data() + value.size()) + 2;
  }
  return method + size == at + 2;
}

std::uint64_t content_length(const RawHead& head) {
  for (const auto& [name, value] : head.headers) {
    if (ascii_lower(name) == "content-length" && is_digits(value) && value.size() <= 15) {
      return std::stoull(std::string(value));
    }
  }
  return 0;
}

}  // namespace jalon::http
