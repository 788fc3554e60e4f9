#include "ui/html.hpp"

#include <array>

#include "base/text.hpp"
#include "http/form.hpp"

namespace jalon::ui {

namespace {

constexpr std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

/// Asked of every character of every page: a look in a table, where a search among five would be a call.
constexpr auto must_escape = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < table.size(); ++c) table[c] = !entity(static_cast<char>(c)).empty();
  return table;
}();

}  // namespace

void append_escaped(std::string& to, std::string_view text) {
  std::size_t copied = 0;  // most texts hold nothing to escape: what stands between is copied whole
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!must_escape[static_cast<unsigned char>(text[i])]) continue;
    to += text.substr(copied, i - copied);
    to += entity(text[i]);
    copied = i + 1;
  }
  to += text.substr(copied);
}

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_escaped(out, text);
  return out;
}

Url::Url(std::string_view address) {
  // Browsers drop control characters and blanks inside an address before they read its scheme.
  for (const char c : address) {
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '\\') {
      text_ = "#refus";
      return;
    }
  }
  const bool ours = (address.starts_with('/') && !address.starts_with("//")) || address.starts_with('#') ||
                    address.starts_with('?');
  const std::string lower = ascii_lower(address.substr(0, 8));
  const bool known = lower.starts_with("https://") || lower.starts_with("http://") ||
                     lower.starts_with("mailto:") || lower.starts_with("tel:");
  text_ = ours || known ? std::string(address) : "#refus";
}

Url Url::with_text(std::string_view name, std::string_view value) const {
  if (value.empty()) return *this;
  const auto hash = text_.find('#');
  std::string base = text_.substr(0, hash);
  base += base.find('?') == std::string::npos ? '?' : '&';
  base += http::percent_encode(name) + "=" + http::percent_encode(value);
  if (hash != std::string::npos) base += text_.substr(hash);
  Url url;
  url.text_ = std::move(base);
  return url;
}

Url Url::at(std::string_view anchor) const {
  Url url;
  url.text_ = text_.substr(0, text_.find('#')) + "#" + http::percent_encode(anchor);
  return url;
}

std::string fill_path(std::string_view pattern, std::initializer_list<std::string> parts) {
  std::string out;
  const auto* part = parts.begin();
  while (true) {
    const auto hole = pattern.find("{}");
    out += pattern.substr(0, hole);
    if (hole == std::string_view::npos || part == parts.end()) return out;
    out += http::percent_encode(*part++);
    pattern = pattern.substr(hole + 2);
  }
}

}  // namespace jalon::ui
