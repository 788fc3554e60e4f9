// A sign-in that lasts: known to the server, which keeps only a hash of the token that the browser holds.
#pragma once

#include <cstdint>
#include <string>

#include "partners/account.hpp"

namespace jalon::partners {

struct SessionTag;
using SessionId = Id<SessionTag>;

inline constexpr std::int64_t session_idle_ms = 30LL * 60 * 1000;
inline constexpr std::int64_t session_longest_ms = 12LL * 60 * 60 * 1000;
/// The last sign of life is written down at most this often, so that reading pages does not fill the disk; an
/// idle session may therefore end that much early.
inline constexpr std::int64_t session_touch_ms = 2LL * 60 * 1000;

struct Session {
  SessionId id;
  AccountId account;
  std::int64_t made_ms = 0;
  std::int64_t seen_ms = 0;
  std::string peer;              // address it was opened from
  std::string agent;             // the browser, as it calls itself
  std::string provider_token{};  // sealed; of a session that a provider of identities opened
  bool second_factor = false;    // which vouched for one
};

/// Neither idle nor too old. A clock that stepped back ends nothing.
constexpr bool is_alive(std::int64_t made_ms, std::int64_t seen_ms, std::int64_t now_ms) {
  return now_ms - seen_ms < session_idle_ms && now_ms - made_ms < session_longest_ms;
}

/// "Firefox sous Windows": what a person recognises of a browser's name for itself.
std::string browser_in_words(std::string_view agent);

}  // namespace jalon::partners
