#include "rights/person_copy_words_pages.hpp"

#include <algorithm>

#include "base/date.hpp"
#include "base/language.hpp"
#include "base/text.hpp"
#include "pathways/domains.hpp"
#include "people/opening.hpp"
#include "rights/opening_lines_actions.hpp"
#include "rights/person_rights_pages.hpp"

namespace jalon::rights {
namespace {

constexpr std::string_view document = "copy";

template <class Word>
std::string each_of(std::string_view words, Word&& word) {
  std::string text;
  for (const std::string_view one : split(words, ' ')) {
    if (!one.empty()) text += (text.empty() ? "" : ", ") + word(one);
  }
  return text;
}

std::string domain(std::string_view word, const ui::Locale& locale) {
  const std::size_t place = pathways::domain_of(word);
  return std::string(
      place < pathways::domain_words.size() ? locale.translate(pathways::domain_words[place].second) : word);
}

/// Days as French people write them; elsewhere as no reader can mistake them.
std::string day_or_text(const std::string& text, const ui::Locale& locale) {
  const bool day = text.size() == 10 && parse_date(text);
  const bool instant =
      text.size() >= 20 && text[10] == 'T' && text.ends_with('Z') && parse_date(text.substr(0, 10));
  if (day) return locale.is_french() ? to_french(*parse_date(text)) : text;
  if (!instant) return std::string(locale.translate(text));
  return locale.is_french() ? instant_in_french(text) : text.substr(0, 10) + " " + text.substr(11, 5);
}

}  // namespace

std::vector<std::string> copy_languages() {
  return ui::Locale::codes_of_document(document);
}

ui::Locale copy_language(std::string_view code) {
  return ui::Locale::of_document(document, code);
}

std::string copy_language_for(std::string_view spoken) {
  const auto offered = copy_languages();
  for (const std::string_view one : split(spoken, ' ')) {
    const std::string code = language_code(one);
    if (std::ranges::find(offered, code) != offered.end()) return code;
  }
  return offered.front();
}

std::string told(const people::HeldValue& value, const ui::Locale& locale) {
  if (!value.told.empty()) return std::string(locale.translate(value.told));
  if (value.name == "domains") return each_of(value.value, [&](auto word) { return domain(word, locale); });
  if (value.name == "languages" || value.name == "notice_language") {
    return each_of(value.value, [&](auto code) { return language_name(code, locale.code()); });
  }
  if (value.name == "categories") return categories_in_french(people::parse_categories(value.value));
  return day_or_text(value.value, locale);
}

}  // namespace jalon::rights
