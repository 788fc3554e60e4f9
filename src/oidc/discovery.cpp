#include "oidc/discovery.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "http/form.hpp"
#include "oidc/base64url.hpp"
#include "oidc/keys.hpp"
#include "oidc/token.hpp"

namespace jalon::oidc {
namespace {

tl::unexpected<Refusal> wrong(std::string why) {
  return refuse("oidc.discovery", {{"why", std::move(why)}});
}

bool is_allowed(std::string_view endpoint, const Settings& settings) {
  const std::string origin = origin_of(endpoint);
  if (origin.empty() || !may_be_called(endpoint) || endpoint.find('#') != std::string_view::npos)
    return false;
  // In clear only where the issuer itself is, on this machine.
  if (origin == origin_of(settings.issuer)) return true;
  return origin.starts_with("https://") && std::ranges::any_of(settings.hosts, [&](const std::string& host) {
           return origin == origin_of("https://" + host);
         });
}

std::string query_of(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  std::string query;
  for (const auto& [name, value] : fields) {
    if (value.empty()) continue;
    query += (query.empty() ? "" : "&") + std::string(name) + "=" + http::percent_encode(value);
  }
  return query;
}

std::string with_query(const std::string& endpoint, const std::string& query) {
  return endpoint + (endpoint.find('?') == std::string::npos ? "?" : "&") + query;
}

std::string words(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& word : list) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// What must be in the token, asked by the parameter `claims`: "" when nothing is asked.
std::string claims_asked(const Settings& settings) {
  nlohmann::json asked = nlohmann::json::object();
  if (settings.ask_amr) asked["id_token"]["amr"] = {{"essential", true}};
  if (!settings.acr.empty()) asked["id_token"]["acr"] = {{"essential", true}, {"values", settings.acr}};
  return asked.empty() ? "" : asked.dump();
}

}  // namespace

std::string discovery_address(std::string_view issuer) {
  std::string address(issuer);
  while (address.ends_with('/')) address.pop_back();
  return address + "/.well-known/openid-configuration";
}

Result<Discovery> read_discovery(std::string_view json, const Settings& settings) {
  const auto claims = read_claims(json);
  if (!claims) return wrong("no JSON object");
  if (claims->text("issuer") != settings.issuer) return wrong("another issuer");
  Discovery found;
  found.authorization = claims->text("authorization_endpoint");
  found.token = claims->text("token_endpoint");
  found.user_info = claims->text("userinfo_endpoint");
  found.keys = claims->text("jwks_uri");
  found.end_session = claims->text("end_session_endpoint");
  found.names_itself = claims->flag("authorization_response_iss_parameter_supported").value_or(false);
  for (const auto& endpoint : {found.authorization, found.token, found.user_info, found.keys}) {
    if (endpoint.empty()) return wrong("an endpoint is missing");
    if (!is_allowed(endpoint, settings)) return wrong("an endpoint on a host that is not declared");
  }
  if (!found.end_session.empty() && !is_allowed(found.end_session, settings)) {
    return wrong("an endpoint on a host that is not declared");
  }
  const auto signs = claims->list("id_token_signing_alg_values_supported");
  const bool ours = std::ranges::any_of(settings.algorithms, [&](const std::string& algorithm) {
    return std::ranges::find(signs, algorithm) != signs.end();
  });
  if (!signs.empty() && !ours) return wrong("it signs with none of our algorithms");
  return found;
}

std::string authorization_address(const Discovery& discovery, const Settings& settings,
                                  const Started& started) {
  const std::string challenge = settings.pkce ? to_base64url(sha256(started.verifier)) : "";
  return with_query(discovery.authorization,
                    query_of({{"response_type", "code"},
                              {"client_id", settings.client_id},
                              {"redirect_uri", settings.return_address},
                              {"scope", words(settings.scopes)},
                              {"state", started.state},
                              {"nonce", started.nonce},
                              {"claims", claims_asked(settings)},
                              {"code_challenge", challenge},
                              {"code_challenge_method", settings.pkce ? "S256" : ""}}));
}

std::string end_session_address(const Discovery& discovery, const Settings& settings,
                                std::string_view id_token, std::string_view state) {
  if (discovery.end_session.empty() || settings.leave_address.empty()) return "";
  return with_query(discovery.end_session, query_of({{"id_token_hint", id_token},
                                                     {"state", state},
                                                     {"post_logout_redirect_uri", settings.leave_address}}));
}

}  // namespace jalon::oidc
