#include "http/csrf.hpp"

#include <algorithm>

#include "base/id.hpp"
#include "base/text.hpp"

namespace jalon::http {

namespace {

/// Takes the same time wherever the first difference is.
bool same_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
  }
  return difference == 0;
}

int hex_value(char c) {
  return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return hex_value(c) >= 0; });
}

/// Digit by digit; both of the same length.
std::string xor_hex(std::string_view a, std::string_view b) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < a.size(); ++i) out += digits[hex_value(a[i]) ^ hex_value(b[i])];
  return out;
}

/// The token under its mask: 32 digits of mask, then 32 of the token combined with it.
std::string unmasked(std::string_view sent) {
  if (sent.size() != 64 || !is_hex(sent)) return std::string(sent);
  return xor_hex(sent.substr(0, 32), sent.substr(32));
}

}  // namespace

std::string new_csrf_token() {
  std::string token = jalon::to_text(new_uuid_v4());
  token.erase(std::remove(token.begin(), token.end(), '-'), token.end());
  return token;
}

std::optional<std::string> csrf_token_of(const Request& request) {
  const auto token = request.cookies.get(csrf_cookie);
  const bool shaped = token.size() == 32 && is_hex(token);
  if (!shaped) return std::nullopt;
  return std::string(token);
}

std::string masked_csrf_token(std::string_view token) {
  if (token.size() != 32 || !is_hex(token)) return std::string(token);
  const std::string mask = new_csrf_token();
  return mask + xor_hex(mask, token);
}

std::optional<std::string_view> csrf_problem(const Request& request) {
  const auto site = request.headers.find("sec-fetch-site");
  if (site && *site != "same-origin" && *site != "none") return "Sec-Fetch-Site";
  if (const auto origin = request.headers.find("origin")) {
    const auto authority = origin->starts_with("http://")    ? origin->substr(7)
                           : origin->starts_with("https://") ? origin->substr(8)
                                                             : std::string_view();
    if (authority.empty() || ascii_lower(authority) != ascii_lower(request.header("host"))) return "Origin";
  }
  const auto cookie = csrf_token_of(request);
  if (!cookie) return "no token in a cookie";
  const auto sent = request.form.find(csrf_field);
  if (!same_secret(unmasked(sent ? *sent : request.header("x-csrf-token")), *cookie)) return "token";
  return std::nullopt;
}

}  // namespace jalon::http
