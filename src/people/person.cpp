#include "people/person.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace jalon::people {
namespace {

template <class Word, std::size_t size>
std::optional<Word> among(const std::array<std::string_view, size>& words, std::string_view text) {
  const auto found = std::ranges::find(words, text);
  if (found == words.end()) return std::nullopt;
  return static_cast<Word>(found - words.begin());
}

}  // namespace

std::optional<ProtectionStatus> parse_status(std::string_view word) {
  return among<ProtectionStatus>(status_words, word);
}

std::optional<FrenchLevel> parse_french_level(std::string_view word) {
  if (word.size() == 2 && word[0] >= 'a' && word[0] <= 'c') {
    const std::string upper = {static_cast<char>(word[0] - 'a' + 'A'), word[1]};
    return among<FrenchLevel>(french_words, upper);
  }
  return among<FrenchLevel>(french_words, word);
}

std::optional<FamilyRole> parse_role(std::string_view word) {
  return among<FamilyRole>(role_words, word);
}

std::string_view to_french(FamilyRole role) {
  switch (role) {
    case FamilyRole::head:
      return "Chef de famille";
    case FamilyRole::partner:
      return "Conjoint";
    case FamilyRole::child:
      return "Enfant";
    case FamilyRole::other:
      break;
  }
  return "Autre membre";
}

std::string_view to_french(ProtectionStatus status) {
  constexpr std::array<std::string_view, 4> words = {"réfugié", "bénéficiaire de la protection subsidiaire",
                                                     "apatride", "bénéficiaire de la protection temporaire"};
  return words[static_cast<std::size_t>(status)];
}

}  // namespace jalon::people
