// What of accounts is secret: passwords, tokens, secrets of one-time codes. No table; the only file that
// knows the cryptographic library.
//
// Passwords are hashed by Argon2id (32 MiB, 3 passes), two at a time at most, so that a crowd at the door
// takes no more memory than two. Tokens are 256 random bits; the database holds their BLAKE2b. Subjects of
// failed sign-ins are hashed under a key: what was typed in the wrong field stays unreadable.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "partners/account.hpp"
#include "partners/one_time_code.hpp"
#include "store/value.hpp"

namespace jalon::partners {

class Secrets {
 public:
  using Key = std::array<std::uint8_t, 32>;
  /// `key`: kept outside the database (people::Vault::key_for).
  explicit Secrets(const Key& key);

  std::string hash_password(std::string_view password) const;
  /// With an empty `hash` it takes the same time and answers false.
  bool is_password(std::string_view hash, std::string_view password) const;

  /// 64 hexadecimal digits.
  std::string new_token() const;
  store::Bytes hash_of_token(std::string_view token) const;
  /// Of the address typed ("account"), the asking address ("address") or the device ("device").
  store::Bytes subject(std::string_view kind, std::string_view value) const;

  /// Text that only this program reads again, and only for the same `purpose`; letters, digits, `-` and `_`.
  std::string seal_text(std::string_view purpose, std::string_view text) const;
  std::optional<std::string> open_text(std::string_view purpose, std::string_view sealed) const;

  CodeSecret new_code_secret() const;
  store::Bytes seal(AccountId account, const CodeSecret& secret) const;
  std::optional<CodeSecret> open(AccountId account, const store::Bytes& sealed) const;
  std::string new_recovery_code() const;

 private:
  Key key_;
};

}  // namespace jalon::partners
