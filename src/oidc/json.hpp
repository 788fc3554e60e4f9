// JSON that came from outside, read strictly; for .cpp files of this room only.
//
// Refused: what is no object, a name said twice in one object (two readers would take different ones), more
// than eight levels, text that is not UTF-8.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>

namespace jalon::oidc {

std::optional<nlohmann::json> read_json_object(std::string_view text);

}  // namespace jalon::oidc
