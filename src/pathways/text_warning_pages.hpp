// For forms with a free text about a person: what the text seems to hold that is never stored. The page shows
// the form again with the warning; its author takes the words out, or ticks the box and goes on.
#pragma once

#include <initializer_list>
#include <string_view>

#include "http/request.hpp"
#include "ui/components.hpp"

namespace jalon::pathways {

/// The first of these fields that holds such words; empty when none does.
ui::TextWarning warn_of_text(const http::Request& request, std::initializer_list<std::string_view> fields);
/// What heads the form that is shown again.
ui::FieldError error_of(const ui::TextWarning& warning);
/// The same, leading to the box: where a page holds several forms of that field.
ui::FieldError error_of_box();

}  // namespace jalon::pathways
