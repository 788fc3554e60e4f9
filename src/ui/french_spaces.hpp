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
  while (true) {
    const std::size_t at = text.find(' ');
    out += text.substr(0, at);
    if (at == std::string_view::npos) break;
    text.remove_prefix(at + 1);
    const bool before = !text.empty() &&
                        (text[0] == ':' || text[0] == ';' || text[0] == '!' || text[0] == '?') &&
                        (text.size() == 1 || text[1] == ' ' || text[1] == '\n' || text[1] == '<');
    if (before || text.starts_with(close) || out.ends_with(open)) {
      out += no_break;
    } else {
      out += ' ';
    }
  }
  return out;
}

}  // namespace jalon::ui
