#include "store/command_id.hpp"

#include <sodium.h>

namespace jalon::store {

CommandId command_id_of(std::string_view shown, std::span<const std::string_view> content) {
  const auto form = CommandId::parse(shown);
  if (!form) return {};
  crypto_generichash_state state;
  UuidBytes bytes{};
  crypto_generichash_init(&state, nullptr, 0, bytes.size());
  crypto_generichash_update(&state, form->bytes().data(), form->bytes().size());
  for (const std::string_view part : content) {
    const std::uint64_t length = part.size();  // before the text: "ab" then "c" is not "a" then "bc"
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&length), sizeof length);
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
  }
  crypto_generichash_final(&state, bytes.data(), bytes.size());
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x80);  // version 8 (RFC 9562): made by us
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
  return CommandId(bytes);
}

}  // namespace jalon::store
