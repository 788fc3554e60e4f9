#include "oidc/token.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "oidc/base64url.hpp"
#include "oidc/json.hpp"

namespace jalon::oidc {
namespace {

tl::unexpected<Refusal> broken(std::string why) {
  return refuse("oidc.token", {{"why", std::move(why)}});
}

/// Whole seconds; nothing for what no instant can be.
std::optional<std::int64_t> whole(const nlohmann::json& value) {
  constexpr double largest = 1e12;
  const double number = value.get<double>();
  if (!std::isfinite(number) || std::abs(number) > largest) return std::nullopt;
  return static_cast<std::int64_t>(std::floor(number));
}

void keep(Claims& claims, const std::string& name, const nlohmann::json& value) {
  if (value.is_string()) {
    claims.texts.emplace(name, value.get<std::string>());
  } else if (value.is_boolean()) {
    claims.flags.emplace(name, value.get<bool>());
  } else if (value.is_number()) {
    if (const auto seconds = whole(value)) claims.numbers.emplace(name, *seconds);
  } else if (value.is_array() &&
             std::ranges::all_of(value, [](const auto& one) { return one.is_string(); })) {
    claims.lists.emplace(name, value.get<std::vector<std::string>>());
  }
}

Claims claims_of(const nlohmann::json& object) {
  Claims claims;
  for (const auto& [name, value] : object.items()) keep(claims, name, value);
  return claims;
}

template <class Map>
auto found_in(const Map& map, std::string_view name) -> std::optional<typename Map::mapped_type> {
  const auto at = map.find(name);
  if (at == map.end()) return std::nullopt;
  return at->second;
}

}  // namespace

std::string_view Claims::text(std::string_view name) const {
  const auto at = texts.find(name);
  return at == texts.end() ? std::string_view() : std::string_view(at->second);
}

std::optional<std::int64_t> Claims::number(std::string_view name) const {
  return found_in(numbers, name);
}

std::optional<bool> Claims::flag(std::string_view name) const {
  return found_in(flags, name);
}

std::vector<std::string> Claims::list(std::string_view name) const {
  if (const auto at = texts.find(name); at != texts.end()) return {at->second};
  return found_in(lists, name).value_or(std::vector<std::string>{});
}

Result<Claims> read_claims(std::string_view json) {
  const auto object = read_json_object(json);
  if (!object) return refuse("oidc.json");
  return claims_of(*object);
}

Result<Token> read_token(std::string_view text) {
  if (text.size() > longest_token) return broken("longer than 16 KiB");
  const auto first = text.find('.');
  const auto last = text.rfind('.');
  if (first == std::string_view::npos || first == last ||
      text.substr(first + 1, last - first - 1).find('.') != std::string_view::npos) {
    return broken("other than three parts");
  }
  const auto head = from_base64url(text.substr(0, first));
  const auto body = from_base64url(text.substr(first + 1, last - first - 1));
  auto signature = from_base64url(text.substr(last + 1));
  if (!head || !body || !signature || signature->empty()) return broken("not base64url");
  const auto head_object = read_json_object(*head);
  const auto body_object = read_json_object(*body);
  if (!head_object || !body_object) return broken("no JSON object");
  const Claims about = claims_of(*head_object);
  for (const char* name : {"crit", "zip", "enc", "b64"}) {
    if (head_object->contains(name)) return broken("a head that asks for more than a signature");
  }
  Token token;
  token.algorithm = about.text("alg");
  if (token.algorithm != "RS256" && token.algorithm != "ES256") return broken("algorithm");
  token.key_id = about.text("kid");
  token.signed_text = text.substr(0, last);
  token.signature = *std::move(signature);
  token.claims = claims_of(*body_object);
  return token;
}

}  // namespace jalon::oidc
