#include "people/right.hpp"

#include <algorithm>

namespace jalon::people {
namespace {

constexpr std::array<RightReason, 11> all_reasons = {{
    {RightKind::erased, "term", "Terme de la conservation"},
    {RightKind::erased, "request", "À la demande de la personne"},
    {RightKind::erased, "unlawful", "Dossier ouvert à tort"},
    {RightKind::restricted, "accuracy", "L’exactitude est contestée, le temps de vérifier"},
    {RightKind::restricted, "unlawful", "Traitement illicite, la personne préfère la limitation"},
    {RightKind::restricted, "claim", "La personne en a besoin pour défendre un droit en justice"},
    {RightKind::restricted, "objection", "Le temps d’examiner une opposition"},
    {RightKind::objected, "situation", "Raisons tenant à sa situation particulière"},
    {RightKind::objection_refused, "grounds", "Motifs légitimes et impérieux, dits à la personne"},
    {RightKind::rectified, "mistake", "Erreur de saisie"},
    {RightKind::rectified, "civil_status", "État civil établi ou changé"},
}};

}  // namespace

std::optional<RightKind> parse_right(std::string_view word) {
  const auto found = std::ranges::find(right_words, word);
  if (found == right_words.end()) return std::nullopt;
  return static_cast<RightKind>(found - right_words.begin());
}

std::string_view right_label(RightKind kind) {
  static constexpr std::array<std::string_view, 9> labels = {"Terme annoncé",
                                                             "Effacement",
                                                             "Limitation du traitement",
                                                             "Fin de la limitation",
                                                             "Opposition",
                                                             "Opposition retirée par la personne",
                                                             "Opposition refusée, motifs dits",
                                                             "Accès : copie remise",
                                                             "Rectification de l’identité"};
  return labels[static_cast<std::size_t>(kind)];
}

std::span<const RightReason> right_reasons() {
  return all_reasons;
}

const RightReason* find_right_reason(RightKind kind, std::string_view word) {
  const auto found = std::ranges::find_if(
      all_reasons, [&](const RightReason& one) { return one.kind == kind && one.word == word; });
  return found == all_reasons.end() ? nullptr : &*found;
}

void RightsState::apply(const RightEvent& event) {
  switch (event.kind) {
    case RightKind::warned:
      warned_on = event.on;
      warned_for = event.last_contact;
      break;
    case RightKind::erased:
      erased_on = event.on;
      break;
    case RightKind::restricted:
      restricted_on = event.on;
      break;
    case RightKind::released:
      restricted_on.reset();
      break;
    case RightKind::objected:
      objected_on = event.on;
      break;
    case RightKind::objection_lifted:
    case RightKind::objection_refused:
      objected_on.reset();
      break;
    case RightKind::access:
    case RightKind::rectified:
      break;
  }
}

RightsState state_of(std::span<const RightEvent> events) {
  RightsState state;
  for (const RightEvent& event : events) state.apply(event);
  return state;
}

}  // namespace jalon::people
