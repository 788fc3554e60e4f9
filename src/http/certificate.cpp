#include "http/certificate.hpp"

#include <gnutls/x509.h>

#include <memory>

namespace jalon::http {
namespace {

// The library that serves: what it cannot read would not be served.
gnutls_datum_t bytes_of(const std::string& pem) {
  return {reinterpret_cast<unsigned char*>(const_cast<char*>(pem.data())), static_cast<unsigned>(pem.size())};
}

}  // namespace

std::optional<std::int64_t> certificate_expires_ms(const std::string& chain) {
  constexpr std::int64_t ms_per_second = 1000;
  gnutls_x509_crt_t made = nullptr;
  if (gnutls_x509_crt_init(&made) != GNUTLS_E_SUCCESS) return std::nullopt;
  const std::unique_ptr<gnutls_x509_crt_int, decltype(&gnutls_x509_crt_deinit)> certificate(
      made, &gnutls_x509_crt_deinit);
  const gnutls_datum_t bytes = bytes_of(chain);
  if (gnutls_x509_crt_import(certificate.get(), &bytes, GNUTLS_X509_FMT_PEM) != GNUTLS_E_SUCCESS) {
    return std::nullopt;
  }
  const auto end = static_cast<std::int64_t>(gnutls_x509_crt_get_expiration_time(certificate.get()));
  if (end < 0) return std::nullopt;
  return end * ms_per_second;
}

bool key_of_certificate(const std::string& chain, const std::string& key) {
  gnutls_certificate_credentials_t made = nullptr;
  if (gnutls_certificate_allocate_credentials(&made) != GNUTLS_E_SUCCESS) return false;
  const std::unique_ptr<gnutls_certificate_credentials_st, decltype(&gnutls_certificate_free_credentials)>
      credentials(made, &gnutls_certificate_free_credentials);
  const gnutls_datum_t certificate_bytes = bytes_of(chain);
  const gnutls_datum_t key_bytes = bytes_of(key);
  return gnutls_certificate_set_x509_key_mem(credentials.get(), &certificate_bytes, &key_bytes,
                                             GNUTLS_X509_FMT_PEM) == GNUTLS_E_SUCCESS;
}

}  // namespace jalon::http
