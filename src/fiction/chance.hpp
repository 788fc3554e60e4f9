// Chance that is the same on every machine: numbers drawn by hashing a key and a counter, in whole numbers
// only.
//
// A `Chance` is a value of 16 bytes. Two of them made from the same seed and the same words give the same
// draws; made from different words they are independent, so the life of one household does not depend on how
// many numbers another one drew. No std distribution is used (their results differ between libraries) and no
// floating point. The mixing function is the finaliser of SplitMix64 (Steele, Lea, Flood 2014), public
// domain. Good for stories and benches, not for secrets.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <utility>
#include <vector>

namespace jalon::fiction {

class Chance {
 public:
  /// `words` name what is drawn: {seed, block, household, purpose}.
  constexpr explicit Chance(std::initializer_list<std::uint64_t> words) {
    for (const std::uint64_t word : words) key_ = mix(key_ ^ mix(word + 0x9e3779b97f4a7c15ULL));
  }

  constexpr std::uint64_t next() { return mix(key_ + 0x9e3779b97f4a7c15ULL * ++count_); }
  /// A number in [0, bound); bound > 0 and below 2^32.
  constexpr std::uint32_t below(std::uint32_t bound) {
    return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
  }
  /// A number in [low, high]; low when the range is empty.
  constexpr int between(int low, int high) {
    return high <= low ? low : low + static_cast<int>(below(static_cast<std::uint32_t>(high - low) + 1));
  }
  /// True `per_mille` times in 1,000.
  constexpr bool per_mille(int per_mille) { return static_cast<int>(below(1000)) < per_mille; }
  constexpr bool percent(int percent) { return static_cast<int>(below(100)) < percent; }
  /// The index drawn among weights that are not all zero.
  std::size_t weighted(std::span<const int> weights);
  /// A duration in [min, max] days of which half are below `typ`: the catalogue's three numbers. Dense around
  /// typ, thin near max (the excess above typ grows with the cube of the draw).
  int days(int min, int typ, int max);

  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) {
      std::swap(items[i - 1], items[below(static_cast<std::uint32_t>(i))]);
    }
  }

 private:
  static constexpr std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }

  std::uint64_t key_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace jalon::fiction
