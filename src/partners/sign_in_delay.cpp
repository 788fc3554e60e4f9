#include "partners/sign_in_delay.hpp"

#include <algorithm>

namespace jalon::partners {

std::int64_t sign_in_wait(const DelayRule& rule, std::span<const std::int64_t> failures_ms,
                          std::int64_t now_ms) {
  int counted = 0;
  std::int64_t last = 0;
  for (const std::int64_t failure : failures_ms) {
    const std::int64_t at = std::min(failure, now_ms);
    if (now_ms - at >= rule.forgotten_after_ms) continue;
    ++counted;
    last = std::max(last, at);
  }
  if (counted < rule.free_failures) return 0;
  std::int64_t wait = rule.first_wait_ms;
  for (int i = rule.free_failures; i < counted && wait < rule.longest_wait_ms; ++i) wait *= 2;
  wait = std::min(wait, rule.longest_wait_ms);
  return std::max<std::int64_t>(0, last + wait - now_ms);
}

}  // namespace jalon::partners
