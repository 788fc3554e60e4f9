#include "ui/flash.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

#include "http/form.hpp"

namespace jalon::ui {

namespace {

constexpr std::string_view cookie_name = "jalon_flash";
constexpr std::size_t longest = 1000;  // browsers keep 4 kB per cookie, and a letter may take 9 bytes escaped

/// Lives as long as the process: a restart loses a message, which is harmless.
const std::array<unsigned char, crypto_auth_KEYBYTES>& key() {
  static const auto made = [] {
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    std::array<unsigned char, crypto_auth_KEYBYTES> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
  }();
  return made;
}

std::string seal_of(std::string_view text) {
  const auto& secret = key();
  std::array<unsigned char, crypto_auth_BYTES> mac{};
  crypto_auth(mac.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), secret.data());
  std::string hex(mac.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
  hex.pop_back();
  return hex;
}

}  // namespace

void put_flash(http::Response& response, const Flash& flash) {
  std::string text = flash.text;
  if (text.size() > longest) {
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside a letter
    text = text.substr(0, end) + "…";
  }
  const std::string message = flash.kind + "!" + http::percent_encode(text);
  response.cookie(cookie_name, seal_of(message) + "!" + message, 60);
}

std::optional<Flash> take_flash(const http::Request& request) {
  const auto value = request.cookies.get(cookie_name);
  const auto first = value.find('!');
  if (first == std::string_view::npos) return std::nullopt;
  const auto message = value.substr(first + 1);
  const std::string seal = seal_of(message);
  const auto given = value.substr(0, first);
  if (given.size() != seal.size() || sodium_memcmp(given.data(), seal.data(), seal.size()) != 0)
    return std::nullopt;
  const auto second = message.find('!');
  if (second == std::string_view::npos) return std::nullopt;
  auto text = http::percent_decode(message.substr(second + 1), false);
  if (!text) return std::nullopt;
  return Flash{std::string(message.substr(0, second)), *std::move(text)};
}

void clear_flash(http::Response& response) {
  response.cookie(cookie_name, "", 0);
}

}  // namespace jalon::ui
