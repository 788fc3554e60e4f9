#include "people/identity.hpp"

#include <fmt/format.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "base/text.hpp"

namespace jalon::people {
namespace {

constexpr char field_separator = '\x1f';
constexpr std::size_t short_beginning = 2;
constexpr std::size_t long_beginning = 4;

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  const std::string folded = fold(name);
  for (const std::string_view word : split(folded, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

void add_beginnings(std::vector<std::string>& out, const std::string& word) {
  out.push_back(word.substr(0, short_beginning));
  if (word.size() >= long_beginning) out.push_back(word.substr(0, long_beginning));
}

/// Without the separator, which nobody's name holds.
void append_name(std::string& out, std::string_view name) {
  for (const char c : name) {
    if (c != field_separator) out += c;
  }
  out += field_separator;
}

}  // namespace

std::string pack(const Identity& identity) {
  std::string text;
  append_name(text, identity.last_name);
  append_name(text, identity.first_name);
  if (identity.birth_date) text += to_iso(*identity.birth_date);
  return text;
}

std::optional<Identity> unpack(std::string_view text) {
  const std::size_t first = text.find(field_separator);
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find(field_separator, first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  return Identity{std::string(text.substr(0, first)), std::string(text.substr(first + 1, second - first - 1)),
                  parse_date(text.substr(second + 1))};
}

std::vector<std::string> index_words(const Identity& identity) {
  std::vector<std::string> index;
  for (const auto& word : words_of(identity.last_name)) add_beginnings(index, word);
  for (const auto& word : words_of(identity.first_name)) add_beginnings(index, word);
  if (identity.birth_date) index.push_back(to_iso(*identity.birth_date));
  std::ranges::sort(index);
  const auto twice = std::ranges::unique(index);
  index.erase(twice.begin(), twice.end());
  return index;
}

Search parse_search(std::string_view typed) {
  Search search;
  std::string names;
  for (const std::string_view part : split(typed, ' ')) {
    if (const auto date = parse_date(part)) {
      search.birth_date = date;
    } else {
      names += part;
      names += ' ';
    }
  }
  search.words = words_of(names);
  return search;
}

std::string narrowest_index_word(const Search& search) {
  if (search.birth_date) return to_iso(*search.birth_date);
  const auto longest = std::ranges::max_element(search.words, {}, &std::string::size);
  if (longest == search.words.end() || longest->size() < short_beginning) return "";
  return longest->substr(0, longest->size() >= long_beginning ? long_beginning : short_beginning);
}

FoldedNames fold_names(const Identity& identity) {
  FoldedNames folded{words_of(identity.last_name), identity.birth_date};
  for (auto& word : words_of(identity.first_name)) folded.words.push_back(std::move(word));
  return folded;
}

bool matches(const FoldedNames& names, const Search& search) {
  if (search.birth_date && search.birth_date != names.birth_date) return false;
  return std::ranges::all_of(search.words, [&](const std::string& typed) {
    return std::ranges::any_of(names.words, [&](const std::string& name) { return name.starts_with(typed); });
  });
}

bool matches(const Identity& identity, const Search& search) {
  return matches(fold_names(identity), search);
}

std::string display_name(const Identity& identity) {
  if (identity.last_name.empty() && identity.first_name.empty()) return "Personne effacée";
  std::string upper;
  icu::UnicodeString::fromUTF8(identity.last_name).toUpper().toUTF8String(upper);
  if (upper.empty()) return identity.first_name;
  if (identity.first_name.empty()) return upper;
  return fmt::format("{} {}", upper, identity.first_name);
}

}  // namespace jalon::people
