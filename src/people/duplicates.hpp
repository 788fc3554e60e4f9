// Who may be in the records twice: same birth date, and names that are the same once written in another way:
// accents and scripts (Éloïse, Олена), transliterations (Mohammed, Muhammad, Mohamed), last and first name
// swapped, one letter mistyped. Only ever reported: two people can be born on the same day and bear the same
// name.
//
// Two persons without a birth date, or with different ones, are never reported: 1 January is the birth date
// of many, and names alone say too little.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "people/identity.hpp"

namespace jalon::people {

/// The consonants that transliterations agree on: "Mohammed", "Muhammad" and "Mohamed" give the same.
std::string skeleton(std::string_view folded_name);

/// Whether two identities with the same birth date may be the same person.
bool same_person_perhaps(const Identity& a, const Identity& b);

/// Pairs of positions (first < second) of `identities`, of which the second is at `from` or later: pass what
/// is known first and what is new after, and only pairs with something new come out.
std::vector<std::pair<std::size_t, std::size_t>> possible_duplicates(const std::vector<Identity>& identities,
                                                                     std::size_t from);

}  // namespace jalon::people
