// What a person asked about their file, and what time did to it: restriction, objection, access,
// rectification, warning before the end of the term, erasure. Append-only; what is in force follows from the
// last of its kind.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "people/ids.hpp"

namespace jalon::people {

enum class RightKind : std::uint8_t {
  warned,             // the term of the file comes near
  erased,             // name, birth date and free texts are unreadable for ever
  restricted,         // the file is kept and not used (GDPR art. 18)
  released,           // the restriction ends
  objected,           // the person objects to the use of the file (art. 21): not used while it is examined
  objection_lifted,   // the person takes the objection back
  objection_refused,  // answered no, with compelling grounds
  access,             // everything held was handed over (art. 15)
  rectified,          // a mistake of the identity was corrected (art. 16)
};
inline constexpr std::array<std::string_view, 9> right_words = {
    "warned", "erased",   "restricted", "released", "objected", "objection_lifted", "objection_refused",
    "access", "rectified"};
constexpr std::string_view to_word(RightKind kind) {
  return right_words[static_cast<std::size_t>(kind)];
}
std::optional<RightKind> parse_right(std::string_view word);
/// "Limitation du traitement"
std::string_view right_label(RightKind kind);

/// Why: the words of forms and of the command line, and their French.
struct RightReason {
  RightKind kind;
  std::string_view word;
  std::string_view french;
};
std::span<const RightReason> right_reasons();
/// nullptr: no such reason for this kind.
const RightReason* find_right_reason(RightKind kind, std::string_view word);

struct RightEvent {
  PersonId person;
  std::int64_t ver = 0;
  RightKind kind = RightKind::access;
  Date on;
  std::optional<Date> last_contact;  // warned: the contact that the term was counted from
  std::string reason;                // a word of right_reasons, or ""
  std::string text;                  // as opened; "" when nothing was said, or the person was erased
  std::string recorded_at;           // ISO instant
  std::string actor;
};

/// What stands of a file after these events, in order.
struct RightsState {
  std::optional<Date> restricted_on;
  std::optional<Date> objected_on;
  std::optional<Date> erased_on;
  std::optional<Date> warned_on;
  std::optional<Date> warned_for;  // the contact that the warning counted from

  /// Kept, and not used: neither for agendas nor for proposals.
  bool set_aside() const { return restricted_on || objected_on; }
  void apply(const RightEvent& event);
};
RightsState state_of(std::span<const RightEvent> events);

}  // namespace jalon::people
