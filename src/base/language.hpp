// Languages by name: people read « arabe », files hold "ara".
#pragma once

#include <string>
#include <string_view>

namespace jalon {

/// What people call a language, in another one: ("ara", "fr") → "arabe". A code that is no language, as it
/// stands.
std::string language_name(std::string_view iso_639, std::string_view in);
/// The code under which programs know the language: "ara" → "ar", "prs" (Dari) → "fa". Others as they stand.
std::string language_code(std::string_view iso_639_3);

}  // namespace jalon
