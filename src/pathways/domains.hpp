// The domains of steps, in the order in which pages and lists show them, with their French.
// A domain that is not here belongs to another catalogue: it is shown after the others, as it stands.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace jalon::pathways {

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 13> domain_words = {{
    {"rights", "Droits et séjour"},
    {"civic", "Parcours républicain"},
    {"support", "Accompagnement"},
    {"health", "Santé"},
    {"income", "Ressources"},
    {"housing", "Logement"},
    {"language", "Français"},
    {"employment", "Emploi et formation"},
    {"mobility", "Mobilité"},
    {"childcare", "Garde d’enfants"},
    {"schooling", "Scolarité"},
    {"family", "Famille"},
    {"nationality", "Nationalité"},
}};

/// Its place in `domain_words`; their number for another domain.
constexpr std::size_t domain_of(std::string_view word) {
  std::size_t place = 0;
  while (place < domain_words.size() && domain_words[place].first != word) ++place;
  return place;
}

}  // namespace jalon::pathways
