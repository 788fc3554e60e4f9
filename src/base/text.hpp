// Text as people write it: folding for comparison and search, and French forms of numbers.
// All text inside jalon is valid UTF-8; `csv` and `http` refuse or convert anything else at the door.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jalon {

bool is_valid_utf8(std::string_view text);

/// For comparison and search: no accents, no case, Arabic, Cyrillic and other scripts in Latin letters,
/// every run of anything but letters and digits turned into one space. "Éloïse D'Arc" and "eloise d arc"
/// agree.
std::string fold(std::string_view text);

std::string_view trim(std::string_view text);
/// Parts between separators, each trimmed; an empty text has no part.
std::vector<std::string_view> split(std::string_view text, char separator);
/// Letters outside ASCII are kept.
std::string ascii_lower(std::string_view text);

/// `800 000`: narrow no-break spaces (U+202F) between thousands.
std::string french_number(std::int64_t value);
/// `40,1`: `decimals` digits after a comma, rounded half away from zero.
std::string french_decimal(double value, int decimals);
/// 1 → "1 personne", 75 → "75 personnes": French takes the singular below 2.
std::string french_count(std::int64_t count, std::string_view singular, std::string_view plural);

}  // namespace jalon
