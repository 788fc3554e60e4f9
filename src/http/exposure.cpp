#include "http/exposure.hpp"

#include <fmt/format.h>

#include <string>

#include "http/head_check.hpp"

namespace jalon::http {

std::optional<Refusal> exposure_problem(const ServerOptions& options) {
  const auto not_loopback = [&](std::string why) {
    return Refusal{"http.not_loopback",
                   {{"address", options.address},
                    {"why", fmt::format("refus d’écouter sur « {} » : {}", options.address, why)}},
                   {}};
  };
  if (!options.proxy.empty() && !options.guarded) {
    return Refusal{"http.proxy_unguarded",
                   {{"why",
                     "refus de servir derrière un mandataire tant que les comptes n’existent pas, car "
                     "quiconque l’atteint lirait tous les dossiers"}},
                   {}};
  }
  if (is_loopback(options.address)) return std::nullopt;
  if (!options.guarded) {
    return not_loopback(
        "tant que les comptes n’existent pas, jalon ne répond que sur cette machine (127.0.0.1, ::1 ou "
        "localhost), car quiconque atteint le port lit tous les dossiers");
  }
  if (options.tls_certificate.empty() && options.proxy.empty()) {
    return not_loopback(
        "hors de cette machine, mots de passe et dossiers ne passent que par TLS ; donnez un certificat, ou "
        "déclarez le mandataire qui le porte");
  }
  return std::nullopt;
}

}  // namespace jalon::http
