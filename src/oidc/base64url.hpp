// Bytes in addresses and tokens (RFC 4648 §5, without padding). Refused: padding, any other character, a last
// character whose unused bits are set (two texts for the same bytes).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jalon::oidc {

std::optional<std::string> from_base64url(std::string_view text);
std::string to_base64url(std::string_view bytes);

}  // namespace jalon::oidc
