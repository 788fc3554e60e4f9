// A person as the senders of files describe them: the words of status, level and role, and one row of
// people.csv. Everything that may be unknown is optional: an unknown fact never excludes anybody. Words of
// files are the contract's: refugee, A2, head; their French is in `to_french`.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace jalon::people {

enum class ProtectionStatus : std::uint8_t { refugee, subsidiary, stateless, temporary_protection };
enum class FrenchLevel : std::uint8_t { a0, a1, a2, b1, b2, c1, c2 };  // ordered: a later one is higher
enum class FamilyRole : std::uint8_t { head, partner, child, other };

inline constexpr std::array<std::string_view, 4> status_words = {"refugee", "subsidiary", "stateless",
                                                                 "temporary_protection"};
inline constexpr std::array<std::string_view, 7> french_words = {"A0", "A1", "A2", "B1", "B2", "C1", "C2"};
inline constexpr std::array<std::string_view, 4> role_words = {"head", "partner", "child", "other"};

constexpr std::string_view to_word(ProtectionStatus status) {
  return status_words[static_cast<std::size_t>(status)];
}
constexpr std::string_view to_word(FrenchLevel level) {
  return french_words[static_cast<std::size_t>(level)];
}
constexpr std::string_view to_word(FamilyRole role) {
  return role_words[static_cast<std::size_t>(role)];
}

std::optional<ProtectionStatus> parse_status(std::string_view word);
/// Upper or lower case.
std::optional<FrenchLevel> parse_french_level(std::string_view word);
std::optional<FamilyRole> parse_role(std::string_view word);

/// `réfugié`, `bénéficiaire de la protection subsidiaire`...
std::string_view to_french(ProtectionStatus status);
std::string_view to_french(FamilyRole role);

/// One row of people.csv, in the sender's own identifiers.
struct PersonRow {
  std::size_t line = 0;
  std::string person;
  std::string household;  // empty = nobody knows with whom the person lives
  std::string last_name;
  std::string first_name;
  std::optional<Date> birth_date;
  std::optional<ProtectionStatus> status;
  std::optional<Date> protected_on;
  std::optional<Date> arrived_on;
  std::string commune;                 // INSEE code, empty = unknown
  std::vector<std::string> languages;  // ISO 639-3
  std::optional<FrenchLevel> french_level;
  std::optional<FamilyRole> family_role;
  std::string referent_organisation;
  std::optional<bool> reader;           // reads and writes, in any script
  std::optional<bool> foreign_licence;  // holds a foreign driving licence
  std::optional<Date> left_on;          // left the département's care
  std::optional<Date> recorded_on;      // empty = known from the start
  std::string goals;  // the person's own goals, written like prerequisites; empty = by default
};

}  // namespace jalon::people
