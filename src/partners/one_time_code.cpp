#include "partners/one_time_code.hpp"

#include <liboath/oath.h>

#include <stdexcept>

#include "base/text.hpp"

namespace jalon::partners {
namespace {

constexpr std::string_view base32_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view plain_letters = "0123456789abcdefghjkmnpqrstvwxyz";  // no i, l, o, u

/// Groups of five bits, most significant first.
template <std::size_t N, class Visit>
void each_five_bits(const std::array<std::uint8_t, N>& bytes, const Visit& visit) {
  static_assert(N % 5 == 0);
  unsigned held = 0;
  unsigned bits = 0;
  for (const std::uint8_t byte : bytes) {
    held = (held << 8U) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      visit((held >> bits) & 31U);
    }
    held &= (1U << bits) - 1U;
  }
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    }
  }
  return out;
}

}  // namespace

std::string one_time_code(const CodeSecret& secret, std::int64_t unix_seconds) {
  char code[7] = {};
  const int result = oath_totp_generate(reinterpret_cast<const char*>(secret.data()), secret.size(),
                                        static_cast<time_t>(unix_seconds), code_step_seconds, 0, 6, code);
  if (result != OATH_OK) throw std::runtime_error(oath_strerror(result));
  return code;
}

std::optional<std::int64_t> step_of_code(const CodeSecret& secret, std::string_view typed,
                                         std::int64_t unix_seconds, std::int64_t last_step) {
  std::string digits;
  for (const char c : typed) {
    if (c >= '0' && c <= '9') digits += c;
  }
  if (digits.size() != 6) return std::nullopt;
  const std::int64_t now = unix_seconds / code_step_seconds;
  std::optional<std::int64_t> found;
  for (std::int64_t step = now - 1; step <= now + 1; ++step) {
    const std::string expected = one_time_code(secret, step * code_step_seconds);
    unsigned difference = 0;  // every digit is looked at, wherever the first difference is
    for (std::size_t i = 0; i < expected.size(); ++i) {
      difference |= static_cast<unsigned>(expected[i] ^ digits[i]);
    }
    if (difference == 0 && step > last_step) found = step;
  }
  return found;
}

std::string secret_text(const CodeSecret& secret) {
  std::string text;
  each_five_bits(secret, [&](unsigned five) { text += base32_letters[five]; });
  return text;
}

std::string enrolment_address(const CodeSecret& secret, std::string_view email) {
  return "otpauth://totp/jalon:" + percent_encoded(email) + "?secret=" + secret_text(secret) +
         "&issuer=jalon&algorithm=SHA1&digits=6&period=30";
}

std::string recovery_code(const std::array<std::uint8_t, 10>& random) {
  std::string text;
  each_five_bits(random, [&](unsigned five) {
    if (text.size() % 5 == 4) text += '-';
    text += plain_letters[five];
  });
  return text;
}

std::string clean_recovery_code(std::string_view typed) {
  std::string code;
  for (char c : ascii_lower(typed)) {
    if (c == '-' || c == ' ') continue;
    if (c == 'o') c = '0';
    if (c == 'i' || c == 'l') c = '1';
    if (plain_letters.find(c) == std::string_view::npos) return {};
    code += c;
  }
  return code.size() == 16 ? code : std::string();
}

}  // namespace jalon::partners
