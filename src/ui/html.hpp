// Text that is already HTML, and addresses: the two kinds of text that are not escaped like the rest.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "ui/word.hpp"

namespace jalon::ui {

/// `&`, `<`, `>`, `"` and `'` escaped: right in text and between quotes.
std::string escape_html(std::string_view text);
void append_escaped(std::string& to, std::string_view text);

/// Markup that we wrote ourselves: passes as it stands. Never made from what someone typed.
class Html {
 public:
  Html() = default;
  static Html trusted(std::string markup) {
    Html html;
    html.markup_ = std::move(markup);
    return html;
  }
  const std::string& markup() const { return markup_; }
  bool empty() const { return markup_.empty(); }

 private:
  std::string markup_;
};

/// An address that a link may hold: a path of this site (`/…`), a place in the page (`#…`), a query (`?…`),
/// or https, http, mailto, tel. Anything else (`javascript:`, `//host`, `data:`) becomes `#refus`.
class Url {
 public:
  Url() : Url("#") {}
  Url(std::string_view address);  // NOLINT(google-explicit-constructor): checked at run time
  Url(const char* address) : Url(std::string_view(address)) {}
  Url(const std::string& address) : Url(std::string_view(address)) {}

  /// Adds `name=value` to the query; an empty value adds nothing.
  template <class T>
  Url with(std::string_view name, const T& value) const {
    return with_text(name, word(value));
  }
  /// Adds or replaces `#anchor`.
  Url at(std::string_view anchor) const;
  const std::string& text() const { return text_; }

 private:
  Url with_text(std::string_view name, std::string_view value) const;
  std::string text_;
};

std::string fill_path(std::string_view pattern, std::initializer_list<std::string> parts);

/// `path("/dossiers/{}/etapes/{}", id, step)`: every part escaped, so that it stays one segment.
template <class... Parts>
Url path(std::string_view pattern, const Parts&... parts) {
  return Url(fill_path(pattern, {word(parts)...}));
}

}  // namespace jalon::ui
