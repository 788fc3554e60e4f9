#include "oidc/json.hpp"

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace jalon::oidc {

std::optional<nlohmann::json> read_json_object(std::string_view text) {
  using nlohmann::json;
  constexpr int deepest = 8;
  bool sound = true;
  std::vector<std::set<std::string>> names;  // of the objects that are open
  const auto watch = [&](int depth, json::parse_event_t event, json& parsed) {
    if (depth > deepest) sound = false;
    if (!sound) return false;
    if (event == json::parse_event_t::object_start) names.emplace_back();
    if (event == json::parse_event_t::object_end && !names.empty()) names.pop_back();
    if (event == json::parse_event_t::key && !names.empty()) {
      sound = names.back().insert(parsed.get<std::string>()).second;
    }
    return sound;
  };
  json found = json::parse(text, watch, /*allow_exceptions=*/false);
  if (!sound || found.is_discarded() || !found.is_object()) return std::nullopt;
  return found;
}

}  // namespace jalon::oidc
