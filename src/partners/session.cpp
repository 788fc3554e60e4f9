#include "partners/session.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace jalon::partners {
namespace {

using Word = std::pair<std::string_view, std::string_view>;
// The first that is found: every browser also calls itself by the names of older ones.
constexpr std::array<Word, 6> browsers = {{{"Edg/", "Edge"},
                                           {"OPR/", "Opera"},
                                           {"Firefox/", "Firefox"},
                                           {"Chrome/", "Chrome"},
                                           {"Safari/", "Safari"},
                                           {"curl/", "curl"}}};
constexpr std::array<Word, 6> systems = {{{"Android", "Android"},
                                          {"iPhone", "iPhone"},
                                          {"iPad", "iPad"},
                                          {"Windows", "Windows"},
                                          {"Mac OS", "macOS"},
                                          {"Linux", "Linux"}}};

template <std::size_t N>
std::string_view first_found(const std::array<Word, N>& words, std::string_view agent) {
  for (const auto& [mark, name] : words) {
    if (agent.find(mark) != std::string_view::npos) return name;
  }
  return {};
}

}  // namespace

std::string browser_in_words(std::string_view agent) {
  const auto browser = first_found(browsers, agent);
  const auto system = first_found(systems, agent);
  if (browser.empty() && system.empty()) return "Navigateur inconnu";
  if (system.empty()) return std::string(browser);
  return std::string(browser.empty() ? "Navigateur" : browser) + " sous " + std::string(system);
}

}  // namespace jalon::partners
