#include "partners/provider_words.hpp"

#include <array>

namespace jalon::partners {
namespace {

using Kind = ProviderProblem::Kind;

struct Words {
  std::string_view code;
  Kind kind;
  std::string_view title;
  std::string_view text;  // {p}: the provider; {siret}, {email}: facts
  std::string_view advice;
};

constexpr std::array<Words, 18> problems = {{
    {"provider.organisation_unknown", Kind::ask_someone, "Votre organisme n’est pas connu ici",
     "{p} vous a reconnu, mais aucun organisme de ce département n’a le numéro SIRET qu’il donne\u00a0: "
     "{siret}.",
     "Demandez à l’administrateur des comptes d’ajouter ce numéro à votre organisme, puis recommencez. Si ce "
     "n’est pas le vôtre, choisissez le bon organisme dans {p}."},
    {"provider.organisation_other", Kind::ask_someone, "Votre compte appartient à un autre organisme",
     "{p} dit que vous travaillez pour l’organisme de numéro SIRET {siret}\u00a0; votre compte a été ouvert "
     "pour "
     "un autre.",
     "Choisissez le bon organisme dans {p}, ou demandez un nouveau compte à l’administrateur des comptes si "
     "vous "
     "en avez changé."},
    {"provider.account_unknown", Kind::ask_someone, "Vous n’avez pas encore de compte ici",
     "{p} vous a reconnu, mais personne ne vous a invité à l’adresse qu’il donne\u00a0: {email}.",
     "Demandez une invitation à l’administrateur des comptes, à cette adresse, puis recommencez."},
    {"provider.account_disabled", Kind::ask_someone, "Votre compte est fermé",
     "{p} vous a reconnu, mais l’administrateur des comptes a fermé le vôtre.",
     "Demandez-lui de vous inviter de nouveau si c’est une erreur."},
    {"provider.not_linked", Kind::ask_someone, "Votre compte n’est pas encore relié à {p}",
     "Un compte existe à votre adresse, mais il s’ouvre par mot de passe, ou son invitation a expiré.",
     "Connectez-vous par mot de passe, puis reliez-le depuis «\u00a0Mon compte\u00a0»\u00a0; sinon, demandez "
     "un nouveau "
     "lien à l’administrateur des comptes."},
    {"provider.other_identity", Kind::ask_someone, "Votre compte est relié à une autre identité",
     "{p} vous présente sous une autre identité que la première fois\u00a0: c’est ce qui arrive quand on "
     "change de "
     "fournisseur d’identité.",
     "Demandez un nouveau lien à l’administrateur des comptes\u00a0: il défait l’ancienne liaison."},
    {"provider.identity_taken", Kind::ask_someone, "Cette identité ouvre déjà un autre compte",
     "L’identité que donne {p} est reliée à un autre compte que celui où vous êtes connecté.",
     "Déconnectez-vous, puis entrez avec {p}\u00a0; ou demandez à l’administrateur des comptes de défaire la "
     "liaison."},
    {"provider.email_unverified", Kind::ask_someone, "Votre adresse n’est pas vérifiée",
     "{p} dit ne pas avoir vérifié votre adresse électronique\u00a0: elle ne peut pas ouvrir une invitation.",
     "Faites vérifier votre adresse par votre fournisseur d’identité, puis recommencez."},
    {"provider.second_factor", Kind::ask_someone, "Un second facteur est nécessaire",
     "Votre compte ouvre beaucoup de choses\u00a0: un mot de passe seul n’y suffit pas, et {p} dit que vous "
     "n’avez "
     "présenté que cela.",
     "Recommencez avec la double authentification de {p} (code, clé, carte), ou connectez-vous ici par mot "
     "de "
     "passe et code à usage unique."},
    {"provider.state", Kind::begin_again, "Cette connexion n’a pas commencé ici",
     "Le retour de {p} ne répond à aucune demande de ce navigateur\u00a0: la page est ancienne, ou les "
     "cookies sont "
     "refusés.",
     "Recommencez depuis la page de connexion."},
    {"provider.used", Kind::begin_again, "Cette connexion a déjà servi",
     "Le retour de {p} n’est valable qu’une fois.", "Recommencez depuis la page de connexion."},
    {"provider.too_late", Kind::begin_again, "Cette connexion a expiré",
     "Plus de dix minutes ont passé depuis le départ vers {p}.", "Recommencez depuis la page de connexion."},
    {"provider.declined", Kind::begin_again, "La connexion a été interrompue",
     "{p} n’a pas confirmé qui vous êtes\u00a0: vous avez abandonné, ou il a refusé.",
     "Recommencez, ou connectez-vous autrement."},
    {"oidc.code", Kind::begin_again, "Cette connexion a expiré",
     "{p} ne reconnaît plus le code de cette connexion\u00a0: il ne vaut que quelques secondes, et une fois.",
     "Recommencez depuis la page de connexion."},
    {"provider.busy", Kind::try_later, "Beaucoup de monde se connecte",
     "D’autres attendent déjà la réponse de {p}.", "Cette page recommence d’elle-même dans deux secondes."},
    {"oidc.provider_silent", Kind::try_later, "{p} ne répond pas à temps",
     "Nous avons interrogé {p} et n’avons pas eu de réponse assez vite. Rien n’est perdu.",
     "Recommencez dans quelques minutes. En attendant, la connexion par mot de passe fonctionne."},
    {"oidc.provider_down", Kind::try_later, "{p} est injoignable",
     "Nous n’avons pas pu joindre {p} de façon sûre. Rien n’est perdu.",
     "Recommencez dans quelques minutes. En attendant, la connexion par mot de passe fonctionne."},
    {"oidc.amr", Kind::ask_someone, "{p} ne dit pas comment vous vous êtes connecté",
     "Nous avons besoin de le savoir pour ouvrir votre compte.",
     "Recommencez, et prévenez l’administrateur des comptes si cela dure."},
}};

std::string filled(std::string_view text, const Refusal& refusal, std::string_view label) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = text.find('}', open);
    const auto name = text.substr(open + 1, close - open - 1);
    const auto value = name == "p" ? label : refusal.fact(name);
    out += value.empty() ? std::string_view("non communiqué") : value;
    text.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace

ProviderProblem provider_problem(const Refusal& refusal, std::string_view label) {
  for (const Words& words : problems) {
    if (words.code != refusal.code) continue;
    return {words.kind, filled(words.title, refusal, label), filled(words.text, refusal, label),
            filled(words.advice, refusal, label)};
  }
  if (refusal.code == "oidc.provider_answer" || refusal.code == "oidc.discovery" ||
      refusal.code == "oidc.client" || refusal.code == "oidc.keys") {
    return {
        Kind::try_later, filled("{p} a répondu de façon inattendue", refusal, label),
        filled("La liaison avec {p} est en panne ou mal réglée. Rien n’est perdu.", refusal, label),
        filled(
            "Prévenez l’administrateur des comptes si cela dure. En attendant, la connexion par mot de passe "
            "fonctionne.",
            refusal, label)};
  }
  return {Kind::not_believed, filled("La réponse de {p} n’est pas sûre", refusal, label),
          filled("Ce qui est revenu de {p} n’a pas passé nos vérifications\u00a0: personne n’a été connecté.",
                 refusal, label),
          "Recommencez. Si cela dure, donnez le motif ci-dessous à l’administrateur des comptes."};
}

}  // namespace jalon::partners
