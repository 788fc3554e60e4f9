#include "partners/account_words.hpp"

#include <array>

namespace jalon::partners {
namespace {

struct Words {
  std::string_view code;
  std::string_view field;
  std::string_view text;
};
constexpr std::array<Words, 25> problems = {{
    {"account.email", "adresse", "L’adresse n’en est pas une\u00a0: écrivez-la comme nom@exemple.fr."},
    {"account.email_taken", "adresse", "Un compte existe déjà à cette adresse."},
    {"account.name", "nom", "Le nom manque\u00a0: c’est celui que vos collègues verront."},
    {"account.role_missing", "roles", "Aucun rôle n’est choisi\u00a0: sans rôle, un compte n’ouvre rien."},
    {"account.administrator_alone", "roles",
     "L’administrateur des comptes n’ouvre pas de dossier\u00a0: ce rôle ne se cumule avec aucun autre."},
    {"account.organisation_missing", "organisme", "L’organisme manque\u00a0: choisissez-le."},
    {"organisation.unknown", "organisme", "Cet organisme est inconnu dans ce département."},
    {"account.unknown", "", "Ce compte n’existe pas."},
    {"account.disabled", "", "Ce compte est fermé."},
    {"account.own", "",
     "C’est votre propre compte\u00a0: un autre administrateur le change, et vous votre mot de passe sur "
     "«\u00a0Mon "
     "compte\u00a0»."},
    {"account.fictional_asks", "",
     "Votre compte est fictif\u00a0: la démonstration montre cette page, et n’invite ni ne ferme personne."},
    {"account.not_closed", "", "Ce compte n’est pas fermé."},
    {"account.fictional", "", "Ce compte est fictif\u00a0: il n’a pas de mot de passe."},
    {"account.last_administrator", "",
     "C’est le dernier administrateur\u00a0: invitez-en un autre avant de fermer ce compte."},
    {"account.exist", "", "Des comptes existent déjà\u00a0: un administrateur vous invitera."},
    {"account.real_exist", "", "Cette base a de vrais comptes\u00a0: rien de fictif n’y est ajouté."},
    {"link.gone", "", "Ce lien n’est plus valable\u00a0: il a servi, ou il a expiré. Demandez-en un autre."},
    {"password.too_short", "motdepasse",
     "Le mot de passe est trop court\u00a0: 12 caractères au moins, par exemple quatre mots sans rapport."},
    {"password.too_long", "motdepasse", "Le mot de passe est trop long."},
    {"password.too_simple", "motdepasse",
     "Le mot de passe se devine trop vite\u00a0: allongez-le, sans suites ni répétitions."},
    {"password.common", "motdepasse",
     "Ce mot de passe est des premiers que l’on essaie\u00a0: choisissez des mots sans rapport avec vous ni "
     "avec jalon."},
    {"password.wrong", "actuel", "Ce n’est pas votre mot de passe actuel."},
    {"code.wrong", "code", "Ce code n’est pas le bon\u00a0: attendez le suivant et recommencez."},
    {"sign_in.refused", "", "L’adresse, le mot de passe ou le code ne convient pas."},
    {"session.unknown", "", "Cette session est déjà fermée."},
}};

}  // namespace

AccountProblem account_problem(const Refusal& refusal) {
  if (refusal.code == "sign_in.wait") {
    return {"", "Trop d’essais ont échoué\u00a0: réessayez dans " + std::string(refusal.fact("seconds")) +
                    "\u00a0s. Rien n’a été vérifié."};
  }
  for (const Words& words : problems) {
    if (words.code == refusal.code) return {std::string(words.field), std::string(words.text)};
  }
  return {"", "Demande refusée\u00a0: " + refusal.code + "."};
}

std::string_view state_label(Account::State state) {
  switch (state) {
    case Account::State::invited:
      return "Invité";
    case Account::State::active:
      return "Actif";
    case Account::State::disabled:
      return "Fermé";
  }
  return "";
}

std::string roles_in_words(Roles roles) {
  std::string text;
  for (const Role role : roles.list()) {
    if (!text.empty()) text += ", ";
    text += role_label(role);
  }
  return text;
}

}  // namespace jalon::partners
