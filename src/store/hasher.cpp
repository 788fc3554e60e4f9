#include "store/hasher.hpp"

#include <fmt/ranges.h>
#include <sodium.h>

#include <algorithm>

namespace jalon::store {
namespace {

constexpr int bits_per_byte = 8;

crypto_hash_sha256_state* state(std::byte* bytes) {
  return reinterpret_cast<crypto_hash_sha256_state*>(bytes);
}

}  // namespace

Hasher::Hasher() {
  static_assert(sizeof(crypto_hash_sha256_state) <= state_size);
  crypto_hash_sha256_init(state(state_.data()));
}

void Hasher::raw(std::span<const std::uint8_t> bytes) {
  crypto_hash_sha256_update(state(state_.data()), bytes.data(), bytes.size());
}

void Hasher::raw(std::string_view text) {
  crypto_hash_sha256_update(state(state_.data()), reinterpret_cast<const unsigned char*>(text.data()),
                            text.size());
}

void Hasher::number(std::uint64_t value) {
  std::array<std::uint8_t, sizeof value> bytes{};
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, value >>= bits_per_byte) {
    *byte = static_cast<std::uint8_t>(value);
  }
  raw(bytes);
}

void Hasher::field(std::string_view text) {
  number(text.size());
  raw(text);
}

Hash Hasher::done() {
  Hash hash;
  crypto_hash_sha256_final(state(state_.data()), hash.data());
  return hash;
}

Hash to_hash(const Bytes& bytes) {
  Hash hash{};
  if (bytes.size() == hash.size()) std::ranges::copy(bytes, hash.begin());
  return hash;
}

std::string to_hex(const Hash& hash) {
  return fmt::format("{:02x}", fmt::join(hash, ""));
}

Hash parse_hash(std::string_view hex) {
  Hash hash{};
  std::size_t length = 0;
  if (hex.size() != 2 * hash.size() ||
      sodium_hex2bin(hash.data(), hash.size(), hex.data(), hex.size(), nullptr, &length, nullptr) != 0 ||
      length != hash.size()) {
    return {};
  }
  return hash;
}

}  // namespace jalon::store
