// What a free text seems to hold that is never stored about a person: reasons of asylum, religion, ethnic
// group, opinions, sexual life, health. The words are data (`catalogue/never_stored.csv`), French only.
//
// Whole words and phrases, accents and case aside; a row names the phrases in which its words mean something
// else ("Secours catholique"). It finds words, not meanings: it refuses nothing, the author decides. Errors
// of the file name the line: an unknown kind, a row without word, a word given twice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"

namespace jalon::people {

enum class NeverStored { asylum, religion, ethnic_group, opinion, sexual_life, health };
/// "Religion"
std::string_view label_of(NeverStored kind);

/// A word or a phrase, as the file spells it and as texts are compared.
struct Spelling {
  std::string written;
  std::string folded;
};

struct SensitiveRow {
  NeverStored kind = NeverStored::asylum;
  std::vector<Spelling> words;
  std::vector<Spelling> except;
};

struct SensitiveFinding {
  NeverStored kind = NeverStored::asylum;
  std::vector<std::string> words;  // as the file spells them, each once
};

/// Columns `kind,words,except,source`; words and exceptions are separated by semicolons.
tl::expected<std::vector<SensitiveRow>, std::vector<FileProblem>> read_never_stored(
    const csv::Document& document);
/// The rows carried in the program.
const std::vector<SensitiveRow>& never_stored();

/// The kinds found, in the order of `NeverStored`, with their words; empty: nothing.
std::vector<SensitiveFinding> sensitive_words(std::string_view text);
std::vector<SensitiveFinding> sensitive_words(std::string_view text, const std::vector<SensitiveRow>& rows);

}  // namespace jalon::people
