// What must be known of a TLS certificate before the HTTP library is given it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace jalon::http {

/// The last instant of the first certificate of a PEM chain; nothing where there is none.
std::optional<std::int64_t> certificate_expires_ms(const std::string& chain);
/// Whether the key is that of the chain's first certificate; false too where either cannot be read.
bool key_of_certificate(const std::string& chain, const std::string& key);

}  // namespace jalon::http
