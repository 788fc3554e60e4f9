#include "http/certificate.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>

namespace jalon::http {
namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* what) const {
    Free(what);
  }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;

Bio bytes_of(const std::string& pem) {
  return Bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

Certificate first_certificate(const std::string& chain) {
  const Bio bytes = bytes_of(chain);
  return Certificate(PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr));
}

}  // namespace

std::optional<std::int64_t> certificate_expires_ms(const std::string& chain) {
  constexpr std::int64_t ms_per_second = 1000;
  const Certificate certificate = first_certificate(chain);
  std::tm end{};
  if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1) return std::nullopt;
  return static_cast<std::int64_t>(timegm(&end)) * ms_per_second;
}

bool key_of_certificate(const std::string& chain, const std::string& key) {
  const Certificate certificate = first_certificate(chain);
  const Bio bytes = bytes_of(key);
  // No password is asked for: a key that wants one cannot be read.
  const Key read(
      PEM_read_bio_PrivateKey(bytes.get(), nullptr, [](char*, int, int, void*) { return -1; }, nullptr));
  return certificate && read && X509_check_private_key(certificate.get(), read.get()) == 1;
}

}  // namespace jalon::http
