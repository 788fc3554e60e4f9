#include "fiction/chance.hpp"

#include <cassert>

namespace jalon::fiction {

std::size_t Chance::weighted(std::span<const int> weights) {
  int total = 0;
  for (const int weight : weights) total += weight;
  assert(total > 0);
  int draw = static_cast<int>(below(static_cast<std::uint32_t>(total)));
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (draw < weights[i]) return i;
    draw -= weights[i];
  }
  return weights.size() - 1;
}

int Chance::days(int min, int typ, int max) {
  constexpr std::int64_t one = 1 << 16;
  const std::uint32_t draw = below(2 * one);
  if (draw < one) {  // below typ: short durations are rare
    const std::int64_t u = one - draw;
    return typ - static_cast<int>((typ - min) * u * u / (one * one));
  }
  const std::int64_t u = static_cast<std::int64_t>(draw) - one;
  return typ + static_cast<int>((max - typ) * (u * u / one) * u / (one * one));
}

}  // namespace jalon::fiction
