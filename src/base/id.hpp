// Identifiers: UUID version 7 (RFC 9562), made by the caller, typed so that a person is never taken for a
// place.
//
// Version 7 sorts by creation time, which keeps indexes compact, and therefore tells the time of creation:
// use a random token for anything shown to the person or published.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace jalon {

using UuidBytes = std::array<std::uint8_t, 16>;

/// A new UUIDv7 for the instant `unix_ms`. Within one process the results increase strictly, even when
/// the clock steps back.
UuidBytes new_uuid_v7(std::int64_t unix_ms);
/// A random UUID (version 4), from the system's generator: tells nothing.
UuidBytes new_uuid_v4();
/// `0192f0c1-....`
std::string to_text(const UuidBytes& bytes);
std::optional<UuidBytes> parse_uuid(std::string_view text);

template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(const UuidBytes& bytes) : bytes_(bytes) {}

  constexpr const UuidBytes& bytes() const { return bytes_; }
  constexpr bool is_nil() const { return bytes_ == UuidBytes{}; }
  std::string text() const { return to_text(bytes_); }
  static std::optional<Id> parse(std::string_view text) {
    const auto bytes = parse_uuid(text);
    if (!bytes) return std::nullopt;
    return Id(*bytes);
  }

  constexpr auto operator<=>(const Id&) const = default;

 private:
  UuidBytes bytes_{};
};

/// By the random half.
struct UuidHash {
  std::size_t operator()(const UuidBytes& bytes) const noexcept {
    std::uint64_t low = 0;
    std::memcpy(&low, bytes.data() + 8, sizeof low);
    return static_cast<std::size_t>(low);
  }
};

}  // namespace jalon

template <class Tag>
struct std::hash<jalon::Id<Tag>> {
  std::size_t operator()(const jalon::Id<Tag>& id) const noexcept { return jalon::UuidHash{}(id.bytes()); }
};
