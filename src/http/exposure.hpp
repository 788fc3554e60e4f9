// Whether the server may be reached as its options ask: beyond this machine only when a gate asks everybody
// who they are, and over TLS, its own or that of a declared proxy.
#pragma once

#include <optional>

#include "base/result.hpp"
#include "http/server.hpp"

namespace jalon::http {

/// `http.not_loopback` or `http.proxy_unguarded`, with the fact `why`, a French sentence for the operator.
std::optional<Refusal> exposure_problem(const ServerOptions& options);

}  // namespace jalon::http
