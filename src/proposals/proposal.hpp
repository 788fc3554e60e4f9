// A proposal as it is kept: what was asked, and what humans decided about its lines. The machine proposes;
// each line is proposed to the person, accepted, refused with a reason, or locked by somebody.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "people/ids.hpp"
#include "proposals/inputs.hpp"

namespace jalon::proposals {

struct ProposalTag;
using ProposalId = Id<ProposalTag>;

struct ProposalHead {
  ProposalId id;
  Date as_of;
  Date known_at;
  Scope scope;
  std::string rules;
  std::string seed;
  Date made_on;
  std::string actor;
};

enum class DecisionKind : std::uint8_t {
  proposed,  // told to the person: their answer is awaited, the place is held in this proposal
  accepted,  // the person agrees: the seat is taken
  refused,   // not this place for this need, with a reason
  keep,      // this place for this need, whatever the rest
  forbid,    // not this place, without further ado
  freed,     // the lock is taken off
};
inline constexpr std::array<std::string_view, 6> decision_words = {"proposed", "accepted", "refused",
                                                                   "keep",     "forbid",   "freed"};
constexpr std::string_view to_word(DecisionKind kind) {
  return decision_words[static_cast<std::size_t>(kind)];
}
std::optional<DecisionKind> parse_decision(std::string_view word);

/// Why a line is refused: the words and their French. What drives what happens next is in the word; the rest
/// is told in free text.
struct RefusalReason {
  std::string_view word;
  std::string_view french;
};
inline constexpr std::array<RefusalReason, 6> refusal_reasons = {{
    {"person_declines", "La personne ne le souhaite pas"},
    {"already_answered", "Le besoin a déjà trouvé une réponse"},
    {"not_ready", "La personne n’est pas prête"},
    {"wrong_record", "Une information du dossier est fausse"},
    {"place_unfit", "La place ne convient pas (accès, horaires, composition)"},
    {"other", "Autre raison"},
}};
/// nullptr when unknown.
const RefusalReason* find_refusal_reason(std::string_view word);

struct Decision {
  std::int64_t ver = 0;
  people::PersonId person;  // the first of the need
  std::string step;
  std::string place;  // our identifier
  DecisionKind kind = DecisionKind::keep;
  std::string reason;  // a word of refusal_reasons, or ""
  std::string text;    // as opened; "" when nothing was said, or the person was erased
  Date decided_on;
  std::string actor;

  std::string need() const { return need_key(step, person.text()); }
};

/// What the decisions come to, in order: of one need and place, the last one counts.
std::vector<Lock> locks_of(const std::vector<Decision>& decisions);
/// The last decision about a need and a place; nullptr = none.
const Decision* last_about(const std::vector<Decision>& decisions, std::string_view need,
                           std::string_view place);

}  // namespace jalon::proposals
