#include "http/plain_page.hpp"

#include <fmt/format.h>

namespace jalon::http {
namespace {

std::string reason_of(int status) {
  switch (status) {
    case 400:
      return "Requête mal formée";
    case 403:
      return "Formulaire refusé";
    case 404:
      return "Page introuvable";
    case 405:
      return "Méthode non permise";
    case 411:
      return "Longueur manquante";
    case 415:
      return "Codage non accepté";
    case 413:
      return "Envoi trop volumineux";
    case 421:
      return "Nom de serveur inconnu";
    case 431:
      return "En-têtes trop longs";
    case 501:
      return "Méthode inconnue";
    case 503:
      return "Serveur occupé";
    case 505:
      return "Version de HTTP inconnue";
    default:
      return status >= 500 ? "Erreur du serveur" : "Demande refusée";
  }
}

}  // namespace

Response plain_problem_page(const Problem& problem) {
  std::string body = fmt::format(
      "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\"><title>{0}</title><h1>{0} ({1})</h1>",
      reason_of(problem.status), problem.status);
  if (!problem.error_id.empty()) body += fmt::format("<p>Référence de l’erreur : {}</p>", problem.error_id);
  return Response::html(std::move(body), problem.status);
}

}  // namespace jalon::http
