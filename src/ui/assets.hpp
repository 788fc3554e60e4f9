// Styles and scripts carried in the program, at addresses that change with their content, so that browsers
// keep them for ever: `/static/styles.1a2b3c4d.css`.
#pragma once

#include <string_view>

#include "http/router.hpp"
#include "ui/html.hpp"

namespace jalon::ui {

/// The address of an asset by its plain name ("styles.css"). A name that does not exist is a bug: it throws.
Url asset(std::string_view name);
/// GET /static/*name
void add_assets(http::Router& router);

}  // namespace jalon::ui
