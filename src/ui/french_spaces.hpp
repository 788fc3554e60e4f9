// French typography: no line break before : ; ! ? » nor after «. Authors type plain spaces.
#pragma once

#include <string>
#include <string_view>

namespace jalon::ui {

inline std::string french_spaces(std::string_view text) {
  static constexpr std::string_view no_break = "\u00a0";
  static constexpr std::string_view open = "«";
  static constexpr std::string_view close = "»";
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ' ') {
      out += text[i];
      continue;
    }
    const auto rest = text.substr(i + 1);
    const bool before = !rest.empty() &&
                        (rest[0] == ':' || rest[0] == ';' || rest[0] == '!' || rest[0] == '?') &&
                        (rest.size() == 1 || rest[1] == ' ' || rest[1] == '\n' || rest[1] == '<');
    if (before || rest.starts_with(close) || out.ends_with(open)) {
      out += no_break;
    } else {
      out += ' ';
    }
  }
  return out;
}

}  // namespace jalon::ui
