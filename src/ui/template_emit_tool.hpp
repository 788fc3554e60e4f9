// Writes the C++ of a template: one function, whose errors the C++ compiler reports at the .html line.
#pragma once

#include <string>
#include <string_view>

#include "ui/template_parse_tool.hpp"

namespace jalon::ui::templates {

struct Names {
  std::string room;  // "desk": namespace jalon::desk::views
  std::string name;  // "home": the function, and home_slots when it has slots
  std::string path;  // "src/desk/views/home.html", for #line
};

std::string emit_header(const Template& tree, const Names& names);
std::string emit_source(const Template& tree, const Names& names);
/// The texts to translate, as entries of a .pot file.
std::string emit_messages(const Template& tree, const Names& names);

}  // namespace jalon::ui::templates
