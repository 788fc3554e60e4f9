// How long somebody waits before another attempt at signing in: grows with the failures, never beyond a
// bound, and forgets.
//
// Three counters, each with its own rule: the account typed, the address that asks, and the known device (a
// browser that signed in to this account before holds a token that says so). A known device is counted alone:
// who attacks an account from elsewhere slows down strangers, never its owner at their own desk. Attempts
// made while waiting are refused unread and not counted, so that nobody lengthens anybody's wait by
// insisting.
#pragma once

#include <cstdint>
#include <span>

namespace jalon::partners {

struct DelayRule {
  int free_failures;           // before any wait
  std::int64_t first_wait_ms;  // then twice as long each time
  std::int64_t longest_wait_ms;
  std::int64_t forgotten_after_ms;  // a failure older than that does not count
};

inline constexpr DelayRule account_delay{5, 2'000, 120'000, 3'600'000};
inline constexpr DelayRule address_delay{20, 1'000, 60'000, 3'600'000};
inline constexpr DelayRule device_delay{5, 2'000, 120'000, 3'600'000};

/// Milliseconds to wait from `now_ms`; 0 = go ahead. `failures_ms`: instants, in any order; those in the
/// future (a clock that stepped back) count as now.
std::int64_t sign_in_wait(const DelayRule& rule, std::span<const std::int64_t> failures_ms,
                          std::int64_t now_ms);

}  // namespace jalon::partners
