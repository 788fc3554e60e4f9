#include "oidc/settings.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace jalon::oidc {
namespace {

tl::unexpected<Refusal> wrong(std::string why) {
  return refuse("oidc.settings", {{"why", std::move(why)}});
}

bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '\\'; });
}

Result<void> check_address(std::string_view name, std::string_view address) {
  if (!is_plain(address) || !may_be_called(address) ||
      address.find_first_of("?#") != std::string_view::npos) {
    return wrong(std::string(name) +
                 "\u00a0: une adresse https est attendue, sans «\u00a0?\u00a0» ni «\u00a0#\u00a0» "
                 "(http sur cette machine seulement)");
  }
  return {};
}

}  // namespace

std::string origin_of(std::string_view address) {
  const auto scheme = address.find("://");
  if (scheme == std::string_view::npos) return "";
  const auto end = std::min(address.find_first_of("/?#\\", scheme + 3), address.size());
  const auto authority = address.substr(scheme + 3, end - scheme - 3);
  if (authority.empty() || authority.find('@') != std::string_view::npos || !is_plain(address)) return "";
  return ascii_lower(address.substr(0, end));
}

bool may_be_called(std::string_view address) {
  const std::string origin = origin_of(address);
  if (origin.starts_with("https://")) return true;
  if (!origin.starts_with("http://")) return false;
  const std::string_view host = std::string_view(origin).substr(7);
  const auto is = [&](std::string_view name) {
    return host == name || (host.starts_with(name) && host[name.size()] == ':');
  };
  return is("127.0.0.1") || is("[::1]") || is("localhost");
}

Result<void> check_settings(const Settings& settings) {
  if (const auto good = check_address("issuer", settings.issuer); !good) return good;
  if (const auto good = check_address("site", settings.return_address); !good) return good;
  if (settings.client_id.empty() || !is_plain(settings.client_id)) return wrong("client_id manque");
  if (settings.client_secret.empty()) return wrong("le secret du client est vide");
  if (std::ranges::find(settings.scopes, "openid") == settings.scopes.end()) {
    return wrong("scopes\u00a0: «\u00a0openid\u00a0» est nécessaire");
  }
  if (settings.algorithms.empty()) return wrong("algorithms\u00a0: RS256, ES256 ou les deux");
  for (const std::string& algorithm : settings.algorithms) {
    if (algorithm != "RS256" && algorithm != "ES256") {
      return wrong("algorithms\u00a0: RS256 et ES256 seuls sont acceptés, pas «\u00a0" + algorithm +
                   "\u00a0»");
    }
  }
  if (settings.clock_skew_seconds < 0 || settings.clock_skew_seconds > 300) {
    return wrong("clock_skew_seconds\u00a0: de 0 à 300");
  }
  if (settings.call_seconds < 1 || settings.call_seconds > 30 ||
      settings.sign_in_seconds < settings.call_seconds || settings.sign_in_seconds > 60) {
    return wrong("call_seconds de 1 à 30, sign_in_seconds de call_seconds à 60");
  }
  if (settings.at_once < 1 || settings.at_once > 6) {
    return wrong("at_once\u00a0: de 1 à 6, pour que le serveur réponde toujours aux autres");
  }
  return {};
}

}  // namespace jalon::oidc
