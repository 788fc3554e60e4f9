#include "base/language.hpp"

#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace jalon {

std::string language_name(std::string_view iso_639, std::string_view in) {
  if (iso_639.empty()) return "";
  const icu::Locale named{std::string(iso_639).c_str()};
  icu::UnicodeString name;
  named.getDisplayLanguage(icu::Locale(std::string(in).c_str()), name);
  std::string text;
  name.toUTF8String(text);
  return text.empty() ? std::string(iso_639) : text;
}

std::string language_code(std::string_view iso_639_3) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale language(std::string(iso_639_3).c_str());
  language.canonicalize(status);
  const std::string code = U_FAILURE(status) ? "" : language.getLanguage();
  return code.empty() ? std::string(iso_639_3) : code;
}

}  // namespace jalon
