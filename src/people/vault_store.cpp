#include "people/vault_store.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "store/database.hpp"

namespace jalon::people {
namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::string_view magic = "jalon-keys-1\n";

/// The start of the key file. `check` tells whether the master key at hand is the one that wrapped the keys.
struct Header {
  std::array<char, 16> magic{};
  std::array<std::uint8_t, 16> check{};
  std::uint64_t erasures = 0;  // raised at each erasure, so that other programs forget too
  std::array<std::uint8_t, 56> reserved{};
};
static_assert(sizeof(Header) == 96);

struct DiskSlot {
  UuidBytes subject{};
  std::array<std::uint8_t, 72> wrapped{};
  std::array<std::uint8_t, 8> reserved{};
};
static_assert(sizeof(DiskSlot) == 96);

[[noreturn]] void fail(const std::string& path, std::string_view what) {
  throw store::Fault(fmt::format("fichier de clés {}\u00a0: {} ({})", path, what, std::strerror(errno)));
}

void write_all(int file, const void* data, std::size_t size, std::int64_t offset, const std::string& path) {
  const auto* bytes = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t written = ::pwrite(file, bytes, size, offset);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail(path, "écriture impossible");
    bytes += written;
    size -= static_cast<std::size_t>(written);
    offset += written;
  }
}

void sync(int file, const std::string& path) {
  if (::fdatasync(file) != 0) fail(path, "mise sur disque impossible");
}

/// One writer at a time, whatever the program.
class FileLock {
 public:
  FileLock(int file, const std::string& path) : file_(file) {
    while (::flock(file_, LOCK_EX) != 0) {
      if (errno != EINTR) fail(path, "verrou impossible");
    }
  }
  ~FileLock() { ::flock(file_, LOCK_UN); }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int file_;
};

std::array<std::uint8_t, 16> check_of(const std::array<std::uint8_t, 32>& key) {
  std::array<std::uint8_t, 16> check{};
  crypto_generichash(check.data(), check.size(), reinterpret_cast<const std::uint8_t*>(magic.data()),
                     magic.size(), key.data(), key.size());
  return check;
}

}  // namespace

std::size_t Vault::SubjectHash::operator()(const UuidBytes& subject) const noexcept {
  std::uint64_t low = 0;
  std::memcpy(&low, subject.data() + 8, sizeof low);
  return static_cast<std::size_t>(low);
}

std::string Vault::default_path(const std::string& database_address) {
  if (database_address.starts_with("postgresql://") || database_address.starts_with("postgres://")) return "";
  return database_address + ".keys";
}

Vault::Vault(std::string keys) : path_(std::move(keys)) {
  if (sodium_init() < 0) throw store::Fault("libsodium ne démarre pas sur cette machine");
  if (path_.empty()) {
    throw store::Fault("le chemin du fichier de clés manque\u00a0: avec PostgreSQL, donnez-le par --keys");
  }
  struct stat status{};
  open_master_key(::stat(path_.c_str(), &status) == 0 && status.st_size > 0);
  open_keys();
}

Vault::~Vault() {
  if (file_ >= 0) ::close(file_);
  sodium_memzero(wrapping_key_.data(), wrapping_key_.size());
  sodium_memzero(term_key_.data(), term_key_.size());
}

void Vault::open_master_key(bool keys_exist) {
  const std::string path = path_ + ".kek";
  Key master{};
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) {
    if (keys_exist) {
      throw store::Fault(
          fmt::format("la clé maîtresse {} manque\u00a0: sans elle les noms de cette base ne peuvent pas "
                      "être lus. Remettez-la "
                      "depuis sa sauvegarde",
                      path));
    }
    file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) fail(path, "création impossible");
    randombytes_buf(master.data(), master.size());
    write_all(file, master.data(), master.size(), 0, path);
    sync(file, path);
  } else if (file < 0) {
    fail(path, "lecture impossible");
  } else {
    struct stat status{};
    if (::fstat(file, &status) != 0) fail(path, "lecture impossible");
    if ((status.st_mode & 0077) != 0) {
      ::close(file);
      throw store::Fault(fmt::format(
          "la clé maîtresse {0} est lisible par d’autres que son propriétaire\u00a0: chmod 600 {0}", path));
    }
    if (::read(file, master.data(), master.size()) != static_cast<ssize_t>(master.size())) {
      ::close(file);
      throw store::Fault(fmt::format("la clé maîtresse {} doit faire 32 octets", path));
    }
  }
  ::close(file);
  crypto_kdf_derive_from_key(wrapping_key_.data(), wrapping_key_.size(), 1, "jalonkek", master.data());
  crypto_kdf_derive_from_key(term_key_.data(), term_key_.size(), 2, "jalonkek", master.data());
  sodium_memzero(master.data(), master.size());
}

void Vault::open_keys() {
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0) fail(path_, "ouverture impossible");
  const FileLock lock(file_, path_);
  Header header;
  const ssize_t got = ::pread(file_, &header, sizeof header, 0);
  if (got < 0) fail(path_, "lecture impossible");
  if (static_cast<std::size_t>(got) < sizeof header) {  // new, or cut short before its first key
    header = {};
    std::copy(magic.begin(), magic.end(), header.magic.begin());
    header.check = check_of(wrapping_key_);
    write_all(file_, &header, sizeof header, 0, path_);
    sync(file_, path_);
  } else if (!std::equal(magic.begin(), magic.end(), header.magic.begin())) {
    throw store::Fault(fmt::format("{} n’est pas un fichier de clés de jalon", path_));
  } else if (header.check != check_of(wrapping_key_)) {
    throw store::Fault(fmt::format("la clé maîtresse {0}.kek n’est pas celle du fichier de clés {0}", path_));
  }
  refresh();
}

void Vault::refresh() {
  Header header;
  if (::pread(file_, &header, sizeof header, 0) != static_cast<ssize_t>(sizeof header)) {
    fail(path_, "lecture impossible");
  }
  struct stat status{};
  if (::fstat(file_, &status) != 0) fail(path_, "lecture impossible");
  const auto on_disk = static_cast<std::int64_t>(status.st_size / static_cast<off_t>(sizeof(DiskSlot))) - 1;
  if (header.erasures != erasures_seen_) {  // someone erased a key: read everything again
    std::erase_if(slots_, [](const auto& entry) { return entry.second.position >= 0; });
    slots_read_ = 0;
    erasures_seen_ = header.erasures;
  }
  if (slots_read_ >= on_disk) return;
  std::vector<DiskSlot> read(static_cast<std::size_t>(on_disk - slots_read_));
  const auto size = static_cast<ssize_t>(read.size() * sizeof(DiskSlot));
  if (::pread(file_, read.data(), static_cast<std::size_t>(size),
              static_cast<off_t>((slots_read_ + 1) * static_cast<std::int64_t>(sizeof(DiskSlot)))) != size) {
    fail(path_, "lecture impossible");
  }
  for (const DiskSlot& slot : read) {
    if (slot.subject != UuidBytes{}) slots_[slot.subject] = {slot.wrapped, slots_read_};
    ++slots_read_;
  }
}

Vault::Wrapped Vault::wrap(const UuidBytes& subject, const Key& key) const {
  Wrapped wrapped{};
  randombytes_buf(wrapped.data(), nonce_size);
  crypto_aead_xchacha20poly1305_ietf_encrypt(wrapped.data() + nonce_size, nullptr, key.data(), key.size(),
                                             subject.data(), subject.size(), nullptr, wrapped.data(),
                                             wrapping_key_.data());
  return wrapped;
}

std::optional<Vault::Key> Vault::key_of(const UuidBytes& subject) {
  const auto found = slots_.find(subject);
  if (found == slots_.end()) return std::nullopt;
  const Wrapped& wrapped = found->second.wrapped;
  Key key{};
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(key.data(), nullptr, nullptr, wrapped.data() + nonce_size,
                                                 wrapped.size() - nonce_size, subject.data(), subject.size(),
                                                 wrapped.data(), wrapping_key_.data()) != 0) {
    throw store::Fault(
        fmt::format("fichier de clés {}\u00a0: une clé est abîmée, remettez le fichier depuis sa "
                    "sauvegarde",
                    path_));
  }
  return key;
}

store::Bytes Vault::seal(const UuidBytes& subject, std::string_view field, std::string_view text) {
  Key key{};
  {
    const std::lock_guard guard(mutex_);
    auto known = key_of(subject);
    if (!known) {
      known.emplace();
      randombytes_buf(known->data(), known->size());
      slots_[subject] = {wrap(subject, *known), -1};
      pending_.push_back(subject);
    }
    key = *known;
  }
  std::string bound(subject.begin(), subject.end());
  bound += field;
  store::Bytes sealed(nonce_size + text.size() + tag_size);
  randombytes_buf(sealed.data(), nonce_size);
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      sealed.data() + nonce_size, nullptr, reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
      reinterpret_cast<const std::uint8_t*>(bound.data()), bound.size(), nullptr, sealed.data(), key.data());
  sodium_memzero(key.data(), key.size());
  return sealed;
}

std::optional<std::string> Vault::open(const UuidBytes& subject, std::string_view field,
                                       const store::Bytes& sealed) {
  if (sealed.size() < nonce_size + tag_size) return std::nullopt;
  std::optional<Key> key;
  {
    const std::lock_guard guard(mutex_);
    refresh();
    key = key_of(subject);
  }
  if (!key) return std::nullopt;
  std::string bound(subject.begin(), subject.end());
  bound += field;
  std::string text(sealed.size() - nonce_size - tag_size, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<std::uint8_t*>(text.data()), nullptr, nullptr, sealed.data() + nonce_size,
      sealed.size() - nonce_size, reinterpret_cast<const std::uint8_t*>(bound.data()), bound.size(),
      sealed.data(), key->data());
  sodium_memzero(key->data(), key->size());
  if (failed != 0) return std::nullopt;
  return text;
}

void Vault::flush() {
  const std::lock_guard guard(mutex_);
  if (pending_.empty()) return;
  const FileLock lock(file_, path_);
  refresh();
  std::vector<DiskSlot> slots;
  slots.reserve(pending_.size());
  for (const UuidBytes& subject : pending_) {
    Slot& slot = slots_.at(subject);
    if (slot.position >= 0) continue;
    slot.position = slots_read_ + static_cast<std::int64_t>(slots.size());
    DiskSlot written;
    written.subject = subject;
    written.wrapped = slot.wrapped;
    slots.push_back(written);
  }
  write_all(file_, slots.data(), slots.size() * sizeof(DiskSlot),
            (slots_read_ + 1) * static_cast<std::int64_t>(sizeof(DiskSlot)), path_);
  sync(file_, path_);
  slots_read_ += static_cast<std::int64_t>(slots.size());
  pending_.clear();
}

bool Vault::erase(const UuidBytes& subject) {
  const std::lock_guard guard(mutex_);
  const FileLock lock(file_, path_);
  refresh();
  const auto found = slots_.find(subject);
  if (found == slots_.end() || found->second.position < 0) return false;
  const DiskSlot blank;
  write_all(file_, &blank, sizeof blank,
            (found->second.position + 1) * static_cast<std::int64_t>(sizeof blank), path_);
  slots_.erase(found);
  const std::uint64_t erasures = ++erasures_seen_;
  write_all(file_, &erasures, sizeof erasures, offsetof(Header, erasures), path_);
  sync(file_, path_);
  return true;
}

std::array<std::uint8_t, 32> Vault::key_for(std::uint8_t purpose) const {
  std::array<std::uint8_t, 32> key{};
  crypto_kdf_derive_from_key(key.data(), key.size(), purpose, "jalonuse", wrapping_key_.data());
  return key;
}

std::int64_t Vault::term(std::string_view word) const {
  std::array<std::uint8_t, crypto_shorthash_BYTES> hash{};
  crypto_shorthash(hash.data(), reinterpret_cast<const std::uint8_t*>(word.data()), word.size(),
                   term_key_.data());
  std::int64_t term = 0;
  std::memcpy(&term, hash.data(), sizeof term);
  return term;
}

}  // namespace jalon::people
