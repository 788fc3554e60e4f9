// Encryption of what identifies a person, with a key per person kept outside the database: destroying the key
// makes the text unreadable everywhere at once, copies and backups of the database included.
//
// Two files, neither in the database:
//   <keys>       one 96-byte slot per person: the person's key, wrapped by the master key; append-only,
//   except that
//                an erased slot is overwritten with zeros. Back it up apart, and keep its backups 30 days at
//                most.
//   <keys>.kek   the master key, 32 bytes, readable by its owner alone (mode 0600). Losing it loses every
//   name.
// Texts are sealed with XChaCha20-Poly1305; subject and field are bound to them, so that a sealed text moved
// to another person or field does not open. Search terms are SipHash-2-4 under a key derived from the master
// key: equal words give equal terms, which tells how frequent a beginning is to someone who holds the
// database alone, and no more. A key must be on disk before the transaction that needs it commits: call
// `flush` inside the transaction. Several programs may share the files. Thread-safe. Errors: store::Fault, in
// French: a master key that is missing, too open, or another one; a disk that fails.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/id.hpp"
#include "store/value.hpp"

namespace jalon::people {

class Vault {
 public:
  /// `keys`: path of the key file; both files are made when neither exists.
  explicit Vault(std::string keys);
  ~Vault();
  Vault(const Vault&) = delete;
  Vault& operator=(const Vault&) = delete;

  /// Where the keys of a database stand when nobody says otherwise: beside a SQLite file; "" for PostgreSQL,
  /// where the path has to be given.
  static std::string default_path(const std::string& database_address);

  /// Seals under the subject's key, made if there is none: then `flush` before the commit.
  store::Bytes seal(const UuidBytes& subject, std::string_view field, std::string_view text);
  /// Nullopt when the key was erased, or when the text was sealed for another subject or field.
  std::optional<std::string> open(const UuidBytes& subject, std::string_view field,
                                  const store::Bytes& sealed);
  /// Puts the keys made since the last flush on disk.
  void flush();
  /// Destroys the subject's key; true when there was one.
  bool erase(const UuidBytes& subject);
  /// The keyed hash under which a word is searched.
  std::int64_t term(std::string_view word) const;
  /// A key for other secrets of the database that are no person's (`purpose` 1 to 255, one per use).
  std::array<std::uint8_t, 32> key_for(std::uint8_t purpose) const;

 private:
  using Key = std::array<std::uint8_t, 32>;
  using Wrapped = std::array<std::uint8_t, 72>;  // nonce 24, key 32, tag 16
  struct Slot {
    Wrapped wrapped{};
    std::int64_t position = -1;  // in slots; -1 = not on disk yet
  };
  struct SubjectHash {
    std::size_t operator()(const UuidBytes& subject) const noexcept;
  };

  void open_master_key(bool keys_exist);
  void open_keys();
  /// Reads what other programs added or erased.
  void refresh();
  std::optional<Key> key_of(const UuidBytes& subject);
  Wrapped wrap(const UuidBytes& subject, const Key& key) const;

  std::string path_;
  int file_ = -1;
  Key wrapping_key_{};
  std::array<std::uint8_t, 16> term_key_{};
  std::mutex mutex_;
  std::unordered_map<UuidBytes, Slot, SubjectHash> slots_;
  std::int64_t slots_read_ = 0;
  std::uint64_t erasures_seen_ = 0;
  std::vector<UuidBytes> pending_;
};

}  // namespace jalon::people
