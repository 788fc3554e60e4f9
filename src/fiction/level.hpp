// French levels of the common European framework, in order.
#pragma once

#include <cstdint>
#include <string_view>

namespace jalon::fiction {

enum class Level : std::uint8_t { none, A0, A1, A2, B1, B2, C1, C2 };

constexpr std::string_view to_text(Level level) {
  constexpr std::string_view texts[] = {"", "A0", "A1", "A2", "B1", "B2", "C1", "C2"};
  return texts[static_cast<int>(level)];
}
constexpr Level level_of(std::string_view text) {
  for (int i = 1; i <= 7; ++i) {
    if (to_text(static_cast<Level>(i)) == text) return static_cast<Level>(i);
  }
  return Level::none;
}

}  // namespace jalon::fiction
