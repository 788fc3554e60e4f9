#include "partners/password.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace jalon::partners {
namespace {

/// What people reach for first, folded and without spaces: a password that is one of these, repeated or with
/// digits and signs around it, is refused.
constexpr std::array refused_words = {
    std::string_view("motdepasse"),   std::string_view("password"),       std::string_view("azerty"),
    std::string_view("azertyuiop"),   std::string_view("qwerty"),         std::string_view("qwertyuiop"),
    std::string_view("bonjour"),      std::string_view("soleil"),         std::string_view("doudou"),
    std::string_view("chouchou"),     std::string_view("loulou"),         std::string_view("marseille"),
    std::string_view("jetaime"),      std::string_view("administrateur"), std::string_view("admin"),
    std::string_view("prefecture"),   std::string_view("refugies"),       std::string_view("refugie"),
    std::string_view("integration"),  std::string_view("jalon"),          std::string_view("welcome"),
    std::string_view("bienvenue"),    std::string_view("changezmoi"),     std::string_view("changeme"),
    std::string_view("letmein"),      std::string_view("iloveyou"),       std::string_view("vacances"),
    std::string_view("secret"),       std::string_view("puydedome"),      std::string_view("clermont"),
    std::string_view("abcdefghijkl"), std::string_view("qsdfghjklm"),     std::string_view("wxcvbn"),
};

std::vector<char32_t> characters(std::string_view text) {
  std::vector<char32_t> list;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U && !list.empty()) {
      list.back() = (list.back() << 6U) | (byte & 0x3FU);
    } else {
      list.push_back(byte);
    }
  }
  return list;
}

/// Letters only: what is left of a word behind its digits and signs.
std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : fold(text)) {
    if (c >= 'a' && c <= 'z') letters += c;
  }
  return letters;
}

bool made_of(std::string_view letters, std::string_view word) {
  if (word.size() < 4 || letters.empty() || letters.size() % word.size() != 0) return false;
  for (std::size_t at = 0; at < letters.size(); at += word.size()) {
    if (letters.substr(at, word.size()) != word) return false;
  }
  return true;
}

}  // namespace

double password_bits(std::string_view password) {
  const auto all = characters(password);
  double alphabet = 0;
  const auto any = [&](auto&& matches) { return std::ranges::any_of(all, matches); };
  if (any([](char32_t c) { return c >= 'a' && c <= 'z'; })) alphabet += 26;
  if (any([](char32_t c) { return c >= 'A' && c <= 'Z'; })) alphabet += 26;
  if (any([](char32_t c) { return c >= '0' && c <= '9'; })) alphabet += 10;
  if (any([](char32_t c) {
        return c < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9');
      })) {
    alphabet += 33;
  }
  if (any([](char32_t c) { return c >= 0x80; })) alphabet += 100;
  if (alphabet == 0) return 0;
  std::size_t counted = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool follows =
        i > 0 && (all[i] == all[i - 1] || all[i] == all[i - 1] + 1 || all[i] + 1 == all[i - 1]);
    if (!follows) ++counted;
  }
  return static_cast<double>(counted) * std::log2(alphabet);
}

Result<void> check_password(std::string_view password, std::string_view email, std::string_view name) {
  const auto all = characters(password);
  if (all.size() < shortest_password) return refuse("password.too_short");
  if (password.size() > 256) return refuse("password.too_long");
  if (std::set(all.begin(), all.end()).size() < 5) return refuse("password.too_simple");
  if (password_bits(password) < fewest_bits) return refuse("password.too_simple");

  const std::string letters = letters_of(password);
  for (const std::string_view word : refused_words) {
    if (made_of(letters, word)) return refuse("password.common");
  }
  const std::string own[] = {letters_of(email), letters_of(email.substr(0, email.find('@'))),
                             letters_of(name)};
  for (const std::string& word : own) {
    if (made_of(letters, word)) return refuse("password.common");
  }
  return {};
}

}  // namespace jalon::partners
