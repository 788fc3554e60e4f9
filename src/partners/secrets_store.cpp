#include "partners/secrets_store.hpp"

#include <sodium.h>

#include <semaphore>

#include "store/database.hpp"

namespace jalon::partners {
namespace {

constexpr unsigned long long passes = 3;
constexpr std::size_t memory = 32ULL * 1024 * 1024;

std::counting_semaphore<2>& hashing_places() {
  static std::counting_semaphore<2> places(2);
  return places;
}

class HashingPlace {
 public:
  HashingPlace() { hashing_places().acquire(); }
  ~HashingPlace() { hashing_places().release(); }
  HashingPlace(const HashingPlace&) = delete;
  HashingPlace& operator=(const HashingPlace&) = delete;
};

std::string argon2(std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> text{};
  const HashingPlace place;
  if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), passes, memory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw store::Fault("pas assez de mémoire pour vérifier un mot de passe");
  }
  return text.data();
}

}  // namespace

Secrets::Secrets(const Key& key) : key_(key) {
  if (sodium_init() < 0) throw store::Fault("libsodium ne démarre pas sur cette machine");
}

std::string Secrets::hash_password(std::string_view password) const {
  return argon2(password);
}

bool Secrets::is_password(std::string_view hash, std::string_view password) const {
  if (hash.empty()) {
    (void)argon2(password);  // as long as for somebody who exists
    return false;
  }
  const std::string text(hash);
  const HashingPlace place;
  return crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

std::string Secrets::new_token() const {
  std::array<std::uint8_t, 32> random{};
  randombytes_buf(random.data(), random.size());
  std::string text(2 * random.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), random.data(), random.size());
  text.pop_back();
  return text;
}

store::Bytes Secrets::hash_of_token(std::string_view token) const {
  store::Bytes hash(32);
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(token.data()),
                     token.size(), nullptr, 0);
  return hash;
}

store::Bytes Secrets::subject(std::string_view kind, std::string_view value) const {
  std::string text(kind);
  text += '\n';
  text += value;
  store::Bytes hash(16);
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), key_.data(), key_.size());
  return hash;
}

std::string Secrets::seal_text(std::string_view purpose, std::string_view text) const {
  constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  store::Bytes sealed(nonce_size + text.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
  randombytes_buf(sealed.data(), nonce_size);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_size, nullptr,
                                             reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                                             reinterpret_cast<const unsigned char*>(purpose.data()),
                                             purpose.size(), nullptr, sealed.data(), key_.data());
  std::string shown(sodium_base64_encoded_len(sealed.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(shown.data(), shown.size(), sealed.data(), sealed.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  shown.pop_back();
  return shown;
}

std::optional<std::string> Secrets::open_text(std::string_view purpose, std::string_view shown) const {
  constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t added = nonce_size + crypto_aead_xchacha20poly1305_ietf_ABYTES;
  store::Bytes sealed(shown.size());
  std::size_t size = 0;
  if (sodium_base642bin(sealed.data(), sealed.size(), shown.data(), shown.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      size < added) {
    return std::nullopt;
  }
  std::string text(size - added, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(text.data()), nullptr,
                                                 nullptr, sealed.data() + nonce_size, size - nonce_size,
                                                 reinterpret_cast<const unsigned char*>(purpose.data()),
                                                 purpose.size(), sealed.data(), key_.data()) != 0) {
    return std::nullopt;
  }
  return text;
}

CodeSecret Secrets::new_code_secret() const {
  CodeSecret secret{};
  randombytes_buf(secret.data(), secret.size());
  return secret;
}

store::Bytes Secrets::seal(AccountId account, const CodeSecret& secret) const {
  constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  store::Bytes sealed(nonce_size + secret.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
  randombytes_buf(sealed.data(), nonce_size);
  const auto& subject = account.bytes();
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_size, nullptr, secret.data(),
                                             secret.size(), subject.data(), subject.size(), nullptr,
                                             sealed.data(), key_.data());
  return sealed;
}

std::optional<CodeSecret> Secrets::open(AccountId account, const store::Bytes& sealed) const {
  constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  CodeSecret secret{};
  if (sealed.size() != nonce_size + secret.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES)
    return std::nullopt;
  const auto& subject = account.bytes();
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(secret.data(), nullptr, nullptr, sealed.data() + nonce_size,
                                                 sealed.size() - nonce_size, subject.data(), subject.size(),
                                                 sealed.data(), key_.data()) != 0) {
    return std::nullopt;
  }
  return secret;
}

std::string Secrets::new_recovery_code() const {
  std::array<std::uint8_t, 10> random{};
  randombytes_buf(random.data(), random.size());
  return recovery_code(random);
}

}  // namespace jalon::partners
