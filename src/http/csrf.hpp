// A form sent from another site must do nothing here.
//
// Two locks, both must open: the browser's own word on where the request comes from (Sec-Fetch-Site, Origin),
// and a token that stands both in a cookie and in the form (`csrf` field, or X-CSRF-Token for scripts), which
// another site can neither read nor set.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/request.hpp"

namespace jalon::http {

inline constexpr std::string_view csrf_cookie = "jalon_csrf";
inline constexpr std::string_view csrf_field = "csrf";

/// A new token: 32 hexadecimal digits from the system's generator.
std::string new_csrf_token();
/// The token of the request's cookie if it has the right shape.
std::optional<std::string> csrf_token_of(const Request& request);
/// The token as a form carries it: another text each time, so that the size of a compressed page tells
/// nothing of it.
std::string masked_csrf_token(std::string_view token);
/// Why a request that changes something is not ours, or nothing.
std::optional<std::string_view> csrf_problem(const Request& request);

}  // namespace jalon::http
