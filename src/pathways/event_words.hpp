// What people read of an event on a step, in French.
#pragma once

#include <array>
#include <string_view>

#include "pathways/facts.hpp"

namespace jalon::pathways {

constexpr std::string_view event_label(EventKind kind) {
  constexpr std::array<std::string_view, event_kind_words.size()> labels = {
      "Demande faite", "Commencée",       "Faite",        "Refusée",    "Expirée",       "Abandonnée",
      "Annulée",       "Blocage signalé", "Blocage levé", "Sans objet", "Saisie retirée"};
  return labels[static_cast<std::size_t>(kind)];
}

}  // namespace jalon::pathways
