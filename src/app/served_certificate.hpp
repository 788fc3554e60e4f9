// The TLS certificate of a running server: read from its files at the start and each time the operator says
// that they changed (SIGHUP, `systemctl reload jalon`), without ending what is under way. A bad pair of files
// is refused and the one before stays. Its end is said on the server's log fifteen days before, then each
// day, and when it has come: browsers refuse the server from then on, jalon goes on for those who are
// connected.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "http/server.hpp"

namespace jalon::app {

struct PemFiles {
  std::string certificate;
  std::string key;
};
/// Refused: serve.tls_file, fact `why`.
Result<PemFiles> read_pem_files(const std::string& certificate_path, const std::string& key_path);

/// What is to be said of a certificate that ends then; "" = nothing yet.
std::string about_certificate(std::int64_t expires_ms, std::int64_t now_ms);

class ServedCertificate {
 public:
  /// Empty paths: TLS is not ours.
  ServedCertificate(std::string certificate_path, std::string key_path, const Clock& clock, std::ostream& log)
      : certificate_path_(std::move(certificate_path)),
        key_path_(std::move(key_path)),
        clock_(clock),
        log_(log) {}

  bool ours() const { return !certificate_path_.empty(); }
  /// Says its end on the log, once a day, when it is near or past.
  void look(const std::string& chain);
  void look_again() { look(served_); }
  /// The files changed, says the operator.
  void read_again(http::Server& server);

 private:
  std::string certificate_path_;
  std::string key_path_;
  const Clock& clock_;
  std::ostream& log_;
  std::string served_;
  std::optional<Date> said_on_;
};

}  // namespace jalon::app
