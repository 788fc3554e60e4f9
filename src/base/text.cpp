#include "base/text.hpp"

#include <fmt/format.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cmath>
#include <memory>
#include <stdexcept>

#include "base/money.hpp"

namespace jalon {
namespace {

icu::Transliterator& folder() {
  thread_local std::unique_ptr<icu::Transliterator> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
        "Any-Latin; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU lacks the rules that fold names");
    return made;
  }();
  return *instance;
}

/// Spaces and signs outside ASCII that the rules above leave: the narrow no-break space, the middle dot.
void blank_out_signs(icu::UnicodeString& text) {
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    const bool kept = c < 0x80 || u_isalnum(c) != 0 || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
    if (!kept) text.replace(i, U16_LENGTH(c), u' ');
  }
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto first = static_cast<unsigned char>(text[i]);
    if (first < 0x80) {
      ++i;
      continue;
    }
    std::size_t length = 0;
    std::uint32_t code = 0;
    if (first >= 0xc2 && first <= 0xdf) {
      length = 2;
      code = first & 0x1fu;
    } else if ((first & 0xf0) == 0xe0) {
      length = 3;
      code = first & 0x0fu;
    } else if (first >= 0xf0 && first <= 0xf4) {
      length = 4;
      code = first & 0x07u;
    } else {
      return false;
    }
    if (i + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xc0) != 0x80) return false;
      code = (code << 6) | (next & 0x3fu);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (overlong || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false;
    i += length;
  }
  return true;
}

std::string fold(std::string_view text) {
  std::string plain;
  if (is_ascii(text)) {
    plain = ascii_lower(text);
  } else {
    icu::UnicodeString unicode =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    folder().transliterate(unicode);
    blank_out_signs(unicode);
    unicode.toUTF8String(plain);
  }
  std::string folded;
  folded.reserve(plain.size());
  for (const char c : plain) {
    const bool kept =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (kept) {
      folded += c;
    } else if (!folded.empty() && folded.back() != ' ') {
      folded += ' ';
    }
  }
  if (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return folded;
}

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  if (trim(text).empty()) return parts;
  std::size_t start = 0;
  while (true) {
    const std::size_t end = text.find(separator, start);
    if (end == std::string_view::npos) {
      parts.push_back(trim(text.substr(start)));
      return parts;
    }
    parts.push_back(trim(text.substr(start, end - start)));
    start = end + 1;
  }
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string french_number(std::int64_t value) {
  const std::string plain = std::to_string(value);
  const std::size_t sign = value < 0 ? 1 : 0;
  std::string grouped;
  if (sign != 0) grouped = "\u2212";
  for (std::size_t i = sign; i < plain.size(); ++i) {
    if (i > sign && (plain.size() - i) % 3 == 0) grouped += "\u202f";
    grouped += plain[i];
  }
  return grouped;
}

std::string french_decimal(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  const auto scaled = static_cast<std::int64_t>(std::llround(std::fabs(value) * scale));
  const auto unit = static_cast<std::int64_t>(scale);
  std::string text = value < 0 && scaled != 0 ? "\u2212" : "";
  text += french_number(scaled / unit);
  if (decimals > 0) text += fmt::format(",{:0{}}", scaled % unit, decimals);
  return text;
}

std::string french_count(std::int64_t count, std::string_view singular, std::string_view plural) {
  const bool one = count > -2 && count < 2;
  return fmt::format("{}\u00a0{}", french_number(count), one ? singular : plural);
}

std::string to_french(Money money) {
  const std::int64_t cents = money.cents() % 100;
  if (cents == 0) return french_number(money.cents() / 100) + "\u00a0€";
  const std::int64_t absolute = money.cents() < 0 ? -money.cents() : money.cents();
  return fmt::format("{}{},{:02}\u00a0€", money.cents() < 0 ? "\u2212" : "", french_number(absolute / 100),
                     absolute % 100);
}

}  // namespace jalon
