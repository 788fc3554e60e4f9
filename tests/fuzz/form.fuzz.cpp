// Forms and headers as sent: pairs, cookies, escapes.
#include "http/form.hpp"

#include "base/text.hpp"
#include "fuzzing.hpp"
#include "http/head_check.hpp"

using namespace jalon;
using fuzzing::promise;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzzing::text_of(data, size);
  if (const auto fields = http::parse_urlencoded(text)) {
    for (const auto& [name, value] : *fields) {
      promise(is_valid_utf8(name) && is_valid_utf8(value), "fields are UTF-8");
      promise(value.find('\0') == std::string::npos, "fields hold no NUL");
    }
  }
  if (const auto decoded = http::percent_decode(text, false)) {
    promise(http::percent_decode(http::percent_encode(*decoded), false) == decoded, "escapes come back");
  }
  for (const auto& [name, value] : http::parse_cookies(text)) {
    promise(value.find(';') == std::string::npos && !name.empty(), "a cookie is one pair");
  }
  (void)http::header_parameter(text, "boundary");
  (void)http::media_type(text);
  (void)http::host_of_authority(text);
  (void)http::is_loopback(text);
  (void)http::parse_method(text);
  return 0;
}
