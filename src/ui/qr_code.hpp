// A text as a square of dark and light modules (ISO/IEC 18004) that a telephone reads from the screen. Always
// dark on light, also where the page is dark: readers expect it.
#pragma once

#include <string_view>

#include "ui/html.hpp"

namespace jalon::ui {

/// A drawing of its own size in modules, to be scaled by the page; `label` is what a screen reader says in
/// its place. A text over 1,000 bytes is a bug: it throws.
Html qr_code(std::string_view text, std::string_view label);

}  // namespace jalon::ui
