// Values as plain text, for places that hold no markup: addresses, attributes, the holes of a sentence.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/id.hpp"

namespace jalon::ui {

inline std::string word(std::string_view text) {
  return std::string(text);
}
inline std::string word(const std::string& text) {
  return text;
}
inline std::string word(const char* text) {
  return text;
}
/// ISO: what machines read. In sentences use `french_date`.
inline std::string word(Date date) {
  return to_iso(date);
}
template <class Tag>
std::string word(const Id<Tag>& id) {
  return id.text();
}
/// Plain digits; `number()` groups them.
template <std::integral T>
std::string word(T value) {
  return std::to_string(value);
}
// "1", "true" or "vrai"? A page says what it means.
std::string word(bool) = delete;
std::string word(char) = delete;

}  // namespace jalon::ui
