// What an outcome says and what a qualifier asks for, as numbers of one scale that the catalogue fixes:
// nothing, a final status, a French level, or any other word. `C09:A1` is met by A1 and by higher levels; any
// other outcome must be equal.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace jalon::pathways {

/// Where a step stands. Who caused it (the person, the service) is told by abandoned and cancelled.
enum class Status : std::uint8_t {
  not_relevant,
  waiting,
  ready,
  requested,
  in_progress,
  done,
  refused,
  expired,
  abandoned,
  cancelled,
};

inline constexpr std::array<std::string_view, 10> status_words = {
    "not_relevant", "waiting", "ready",   "requested", "in_progress",
    "done",         "refused", "expired", "abandoned", "cancelled"};
constexpr std::string_view to_word(Status status) {
  return status_words[static_cast<std::size_t>(status)];
}

/// 0 nothing; 1..10 the status of that position plus one; 11..17 the levels A0..C2; from 18 on other words.
using QualifierCode = std::uint16_t;
inline constexpr QualifierCode no_qualifier = 0;
inline constexpr QualifierCode first_level = 11;
inline constexpr QualifierCode first_other_word = 18;

constexpr bool asks_for_status(QualifierCode code) {
  return code > no_qualifier && code < first_level;
}
constexpr Status status_asked(QualifierCode code) {
  return static_cast<Status>(code - 1);
}

/// Whether a step done with `outcome` is enough. A qualifier that names a status is not for this function.
constexpr bool is_met_by(QualifierCode asked, QualifierCode outcome) {
  if (asked == no_qualifier) return true;
  const bool level = asked >= first_level && asked < first_other_word;
  return level ? outcome >= asked && outcome < first_other_word : outcome == asked;
}

}  // namespace jalon::pathways
