// Languages. French is the source: its texts are the keys, and it needs no catalogue. Others come from
// locales/<code>.po, compiled by msgfmt and carried in the program; a text without translation stays French.
// Unlike gettext(), which is one language for the whole process, a Locale is a value that follows a request.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jalon::ui {

class Catalogue;

class Locale {
 public:
  /// French.
  Locale() = default;
  /// French when there is no catalogue for `code`.
  static Locale of(std::string_view code);
  static Locale of(const Catalogue& catalogue, std::string_view code);
  /// A document handed to somebody, in more languages than the pages: locales/<document>/<code>.po.
  static Locale of_document(std::string_view document, std::string_view code);
  /// The codes that have a catalogue, French first.
  static std::vector<std::string> codes();
  static std::vector<std::string> codes_of_document(std::string_view document);

  std::string_view code() const { return code_; }
  bool is_french() const { return catalogue_ == nullptr; }
  bool right_to_left() const { return code_ == "ar" || code_ == "fa" || code_ == "ps"; }

  std::string_view translate(std::string_view french) const;
  std::string_view translate_plural(std::int64_t count, std::string_view one, std::string_view many) const;

 private:
  std::string code_ = "fr";
  const Catalogue* catalogue_ = nullptr;
};

using Facts = std::initializer_list<std::pair<std::string_view, std::string>>;

/// `t("Bonjour {nom}", {{"nom", name}})` in a template or in C++.
class Words {
 public:
  explicit Words(const Locale& locale) : locale_(locale) {}
  std::string operator()(std::string_view french, Facts facts = {}) const;
  /// `{n}` is the count, its thousands grouped. French takes the singular below 2.
  std::string plural(std::int64_t count, std::string_view one, std::string_view many, Facts facts = {}) const;

 private:
  const Locale& locale_;
};

}  // namespace jalon::ui
