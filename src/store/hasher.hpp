// SHA-256 over fields, for the chains of lines: the audit's here, the access log's in people.
//
// Each text goes in with its length before it: "ab" then "c" must not hash like "a" then "bc".
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "store/value.hpp"

namespace jalon::store {

using Hash = std::array<std::uint8_t, 32>;

class Hasher {
 public:
  Hasher();

  void raw(std::span<const std::uint8_t> bytes);
  void raw(std::string_view text);
  void number(std::uint64_t value);
  void field(std::string_view text);
  /// Ends it; nothing may be added afterwards.
  Hash done();

 private:
  // The library's own state, whose type stays out of this header.
  static constexpr std::size_t state_size = 128;
  alignas(std::max_align_t) std::array<std::byte, state_size> state_{};
};

/// A hash of another length was not written by us: it becomes zeros, which match nothing.
Hash to_hash(const Bytes& bytes);
inline std::span<const std::uint8_t> view(const Hash& hash) {
  return hash;
}
/// Small letters.
std::string to_hex(const Hash& hash);
/// Zeros for anything but 64 hexadecimal digits.
Hash parse_hash(std::string_view hex);

}  // namespace jalon::store
