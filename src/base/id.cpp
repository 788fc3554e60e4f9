#include "base/id.hpp"

#include <sys/random.h>

#include <mutex>
#include <stdexcept>

namespace jalon {
namespace {

void fill_random(void* target, std::size_t size) {
  if (getrandom(target, size, 0) != static_cast<ssize_t>(size)) {
    throw std::runtime_error("the system gives no random numbers");
  }
}

/// Random bytes are fetched by the page: a system call per identifier would dominate an import.
std::uint64_t random_word() {
  thread_local std::array<std::uint64_t, 512> pool;
  thread_local std::size_t left = 0;
  if (left == 0) {
    // getrandom never interrupts a request of up to 256 bytes; larger ones are asked in pieces.
    for (std::size_t i = 0; i < pool.size(); i += 32) fill_random(&pool[i], 32 * sizeof(std::uint64_t));
    left = pool.size();
  }
  return pool[--left];
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

UuidBytes new_uuid_v7(std::int64_t unix_ms) {
  // 48 bits of milliseconds then a 12-bit counter: strictly increasing within the process.
  static std::mutex mutex;
  static std::uint64_t last = 0;
  std::uint64_t stamp = static_cast<std::uint64_t>(unix_ms) << 12;
  {
    const std::lock_guard lock(mutex);
    if (stamp <= last) stamp = last + 1;
    last = stamp;
  }
  UuidBytes bytes;
  const std::uint64_t ms = stamp >> 12;
  for (std::size_t i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  bytes[6] = static_cast<std::uint8_t>(0x70 | ((stamp >> 8) & 0x0f));
  bytes[7] = static_cast<std::uint8_t>(stamp & 0xff);
  const std::uint64_t random = random_word();
  std::memcpy(&bytes[8], &random, 8);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
  return bytes;
}

UuidBytes new_uuid_v4() {
  UuidBytes bytes;
  fill_random(bytes.data(), bytes.size());
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
  return bytes;
}

std::string to_text(const UuidBytes& bytes) {
  static constexpr char hex[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += hex[bytes[i] >> 4];
    text += hex[bytes[i] & 0x0f];
  }
  return text;
}

std::optional<UuidBytes> parse_uuid(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  UuidBytes bytes{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) {
      if (text[at++] != '-') return std::nullopt;
    }
    const int high = hex_value(text[at]);
    const int low = hex_value(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    at += 2;
  }
  return bytes;
}

}  // namespace jalon
