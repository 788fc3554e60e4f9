// Reads a compiled gettext catalogue (.mo) from memory, with its rule for plurals.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace jalon::ui {

/// The `plural=` of a catalogue: C's integer expressions over `n`.
class PluralRule {
 public:
  /// English and German: 1 is singular. Throws std::invalid_argument on what it cannot read.
  explicit PluralRule(std::string_view expression = "n != 1");
  ~PluralRule();
  PluralRule(PluralRule&&) noexcept;
  PluralRule& operator=(PluralRule&&) noexcept;
  std::size_t form(std::uint64_t n) const;

 private:
  struct Term;
  class Reader;
  std::unique_ptr<Term> root_;
};

class Catalogue {
 public:
  /// `mo` must outlive the catalogue. Throws std::invalid_argument if it is no .mo file.
  explicit Catalogue(std::string_view mo);
  /// "" when there is no translation.
  std::string_view find(std::string_view msgid) const;
  std::string_view find_plural(std::string_view msgid, std::uint64_t n) const;
  std::size_t size() const { return entries_.size(); }

 private:
  std::unordered_map<std::string_view, std::string_view> entries_;  // forms of a plural are parted by NUL
  PluralRule rule_;
};

}  // namespace jalon::ui
