// A rule of eligibility in French, for people: each condition on its own, in the order of the rule.
//   `age >= 16 and age <= 25 and french < A2`  gives  « de 16 à 25 ans », « niveau de français inférieur à A2
//   »
// All conditions must hold; alternatives stand inside one: « 25 ans ou plus, ou (… et …) ». Steps are named
// by their label on the given day. Nothing is left out: a reader could write the rule again.
#pragma once

#include <string>
#include <vector>

#include "pathways/catalogue.hpp"

namespace jalon::pathways {

/// Empty for the empty rule, which excludes nobody.
std::vector<std::string> rule_conditions(const Rule& rule, const Catalogue& catalogue, Date at);

/// The same as one phrase, conditions joined by « ; »; "" for the empty rule.
std::string rule_in_french(const Rule& rule, const Catalogue& catalogue, Date at);

}  // namespace jalon::pathways
