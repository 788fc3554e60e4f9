// What one value of a copy reads like to the person, in a language: words instead of codes, days as people
// write them. What they or somebody typed stays as it is.
#pragma once

#include <string>

#include "people/held_actions.hpp"
#include "ui/locale.hpp"

namespace jalon::rights {

/// The languages in which a copy is made, French first: ISO 639 codes.
std::vector<std::string> copy_languages();
/// French where there is no catalogue for the code.
ui::Locale copy_language(std::string_view code);
/// The first of the languages that a person speaks ("ara prs") in which a copy is made; French if none is.
std::string copy_language_for(std::string_view spoken);

std::string told(const people::HeldValue& value, const ui::Locale& locale);

}  // namespace jalon::rights
