#include "allocation/words_cli.hpp"

#include <fmt/format.h>

namespace jalon::allocation {

std::string_view french_reason(Reason reason) {
  switch (reason) {
    case Reason::placed:
    case Reason::kept:
      return "";
    case Reason::no_option:
      return "aucune place possible\u00a0: le candidat ne remplit les conditions d’aucune place";
    case Reason::forbidden:
      return "toutes les places possibles sont écartées par un verrou";
    case Reason::too_large:
      return "trop de personnes pour chacune des places possibles";
    case Reason::outranked:
      return "places possibles toutes prises par des candidats mieux classés";
    case Reason::bound_to_others:
      return "une place est libre mais ne s’accorde pas avec les autres besoins de la personne";
    case Reason::at_a_loss:
      return "une place est libre mais l’attribuer ferait baisser la valeur totale";
  }
  return "";
}

std::string_view code(Violation violation) {
  switch (violation) {
    case Violation::candidate_twice:
      return "candidate_twice";
    case Violation::not_eligible:
      return "not_eligible";
    case Violation::over_capacity:
      return "over_capacity";
    case Violation::keep_broken:
      return "keep_broken";
    case Violation::forbid_broken:
      return "forbid_broken";
  }
  return "";
}

std::string_view code(BondViolation violation) {
  switch (violation) {
    case BondViolation::places_conflict:
      return "places_conflict";
    case BondViolation::requirement_unmet:
      return "requirement_unmet";
    case BondViolation::resource_exceeded:
      return "resource_exceeded";
  }
  return "";
}

std::string_view code(Status status) {
  switch (status) {
    case Status::optimal:
      return "optimal";
    case Status::feasible:
      return "feasible";
    case Status::infeasible:
      return "infeasible";
  }
  return "";
}

std::string to_french(const Problem& problem, const LockConflict& conflict) {
  if (conflict.conflict == Conflict::keep_against_bonds)
    return "les verrous gardent des places qui ne vont pas ensemble (horaires, besoins liés ou ressources)";
  const std::string place = problem.places[conflict.place].id;
  if (conflict.conflict == Conflict::keep_over_capacity) {
    return fmt::format("les verrous gardent à la place {} plus de personnes que sa capacité, {}", place,
                       problem.places[conflict.place].capacity);
  }
  const std::string candidate = problem.candidates[conflict.candidate].id;
  switch (conflict.conflict) {
    case Conflict::keep_without_option:
      return fmt::format("le verrou garde {} à la place {}, qui n’est pas parmi ses options", candidate,
                         place);
    case Conflict::keep_and_forbid:
      return fmt::format("un verrou garde {} à la place {}, un autre l’en écarte", candidate, place);
    default:
      return fmt::format("deux verrous gardent {} à deux places, dont {}", candidate, place);
  }
}

std::string to_french(const Problem& problem, const Explanation& explanation) {
  if (explanation.place != none) return "";
  std::string text;
  if (explanation.threshold_place != none) {
    text = fmt::format("une valeur de {} à la place {}", explanation.threshold,
                       problem.places[explanation.threshold_place].id);
  }
  if (explanation.extra_place != none) {
    text += fmt::format("{}une place de plus à {}", text.empty() ? "" : ", ou ",
                        problem.places[explanation.extra_place].id);
  }
  if (!text.empty()) return "ce candidat serait placé avec " + text;
  switch (explanation.reason) {
    case Reason::no_option:
      return "il faudrait d’abord remplir les conditions d’au moins une place";
    case Reason::forbidden:
      return "il faudrait lever un verrou";
    case Reason::too_large:
      return "il faudrait une place plus grande";
    default:
      return "ni une valeur plus haute ni une seule place de plus n’y suffirait";
  }
}

}  // namespace jalon::allocation
