// What a compiled template writes to: each kind of place escapes in its own way, by the type of the value.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

#include "ui/html.hpp"
#include "ui/locale.hpp"
#include "ui/word.hpp"

namespace jalon::ui {

class Out {
 public:
  Out(std::string& to, const Locale& locale) : to_(to), locale_(locale) {}
  const Locale& locale() const { return locale_; }

  /// What the template's author wrote.
  void raw(std::string_view markup) { to_ += markup; }

  /// Between tags.
  void text(const Html& html) { to_ += html.markup(); }
  void text(std::string_view value) { escaped(value); }
  void text(const std::string& value) { escaped(value); }
  void text(const char* value) { escaped(value); }
  template <std::integral T>
  void text(T value) {
    to_ += word(value);
  }
  // A date has many forms: ui::date(d) says which.
  void text(Date) = delete;
  void text(bool) = delete;
  void text(char) = delete;
  void text(double) = delete;

  /// Between the quotes of an attribute.
  template <class T>
  void attribute(const T& value) {
    static_assert(!std::is_same_v<T, Html>, "an attribute holds text, not Html");
    escaped(word(value));
  }

  /// A whole address.
  void url(const Url& address) { escaped(address.text()); }
  /// A part of an address, after a literal path.
  template <class T>
  void url_part(const T& value) {
    to_ += encoded(word(value));
  }

 private:
  void escaped(std::string_view value);
  static std::string encoded(std::string_view value);

  std::string& to_;
  const Locale& locale_;
};

/// What the caller of a component puts into it. Borrowed: it lives as long as the call.
class Slot {
 public:
  Slot() = default;
  template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, Slot>)
  Slot(const F& content)  // NOLINT(google-explicit-constructor): the lambdas of compiled templates
      : content_(&content), write_([](const void* what, Out& out) { (*static_cast<const F*>(what))(out); }) {}

  explicit operator bool() const { return write_ != nullptr; }
  void operator()(Out& out) const { write_(content_, out); }

 private:
  const void* content_ = nullptr;
  void (*write_)(const void*, Out&) = nullptr;
};

/// The markup of a view: `render(locale, views::badge, status)`.
template <class View, class... Args>
Html render(const Locale& locale, const View& view, const Args&... args) {
  std::string markup;
  markup.reserve(16 * 1024);
  Out out(markup, locale);
  view(out, args...);
  return Html::trusted(std::move(markup));
}

}  // namespace jalon::ui
