#include "base/result.hpp"

namespace jalon {

std::string_view Refusal::fact(std::string_view name) const {
  for (const auto& [key, value] : facts) {
    if (key == name) return value;
  }
  return {};
}

tl::unexpected<Refusal> refuse(std::string code, std::vector<std::pair<std::string, std::string>> facts) {
  return tl::unexpected<Refusal>(Refusal{std::move(code), std::move(facts), {}});
}

}  // namespace jalon
