// What a refusal about accounts says to people, and the field of the form that it is about.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "partners/account.hpp"

namespace jalon::partners {

struct AccountProblem {
  std::string field;  // "motdepasse", "adresse"...; "" = the whole form
  std::string text;   // French sentence
};

AccountProblem account_problem(const Refusal& refusal);
/// "Actif", "Invité", "Fermé"
std::string_view state_label(Account::State state);
/// "Référent de parcours, Coordinateur de la cellule"
std::string roles_in_words(Roles roles);

}  // namespace jalon::partners
