// What identifies a person. Encrypted at rest, found by terms, never written to a log.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace jalon::people {

struct Identity {
  std::string last_name;
  std::string first_name;
  std::optional<Date> birth_date;

  bool operator==(const Identity&) const = default;
};

/// The text that is sealed, and back. Nullopt: this is not such a text.
std::string pack(const Identity& identity);
std::optional<Identity> unpack(std::string_view text);

/// The words under which an identity is found, before they are hashed: the first 2 and the first 4 letters of
/// each word of the folded names, and the birth date. Longer beginnings are compared after decryption.
std::vector<std::string> index_words(const Identity& identity);

/// What someone typed into the search box: words of names (folded), and a birth date if one was typed.
struct Search {
  std::vector<std::string> words;
  std::optional<Date> birth_date;

  bool empty() const { return words.empty() && !birth_date; }
};
Search parse_search(std::string_view typed);
/// The index word that narrows the search most; "" when what was typed is too short (under 2 letters).
std::string narrowest_index_word(const Search& search);
/// The words of the names as a search compares them, and the birth date.
struct FoldedNames {
  std::vector<std::string> words;
  std::optional<Date> birth_date;
};
FoldedNames fold_names(const Identity& identity);
/// Every word typed begins a word of the names, and the birth date is the one typed.
bool matches(const FoldedNames& names, const Search& search);
bool matches(const Identity& identity, const Search& search);

/// `KOVALENKO Olena`; "Personne effacée" when nothing is left.
std::string display_name(const Identity& identity);

}  // namespace jalon::people
