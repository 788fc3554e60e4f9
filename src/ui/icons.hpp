// A few icons of our own, drawn in a square of 16 with the text's colour. They never carry meaning alone: a
// text stands beside them, so they are hidden from screen readers.
#pragma once

#include <string_view>

#include "ui/html.hpp"

namespace jalon::ui {

/// An unknown name is a bug: it throws.
Html icon(std::string_view name);

}  // namespace jalon::ui
