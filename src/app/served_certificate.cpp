#include "app/served_certificate.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.hpp"
#include "http/certificate.hpp"

namespace jalon::app {
namespace {

constexpr std::int64_t ms_per_day = 86'400'000;
constexpr std::int64_t days_before = 15;

Result<std::string> unreadable(const std::string& path) {
  return refuse("serve.tls_file", {{"why", "le fichier «\u00a0" + path + "\u00a0» ne peut pas être lu"}});
}

Result<std::string> read_pem(const std::string& path) {
  std::error_code none;
  std::ifstream file;
  if (!std::filesystem::is_directory(path, none)) file.open(path, std::ios::binary);
  if (!file.is_open()) return unreadable(path);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.good() || text.empty()) return unreadable(path);
  return text;
}

}  // namespace

Result<PemFiles> read_pem_files(const std::string& certificate_path, const std::string& key_path) {
  auto certificate = read_pem(certificate_path);
  if (!certificate) return tl::unexpected(certificate.error());
  auto key = read_pem(key_path);
  if (!key) return tl::unexpected(key.error());
  return PemFiles{*std::move(certificate), *std::move(key)};
}

std::string about_certificate(std::int64_t expires_ms, std::int64_t now_ms) {
  const std::string on = to_french(paris_date(expires_ms)) + " à " + paris_time(expires_ms);
  if (now_ms >= expires_ms) {
    return "le certificat TLS a expiré le " + on +
           "\u00a0: les navigateurs refusent ce serveur. Remplacez les fichiers, puis systemctl reload jalon";
  }
  const std::int64_t days = (expires_ms - now_ms) / ms_per_day;
  if (days >= days_before) return "";
  return "le certificat TLS expire le " + on + ", dans " + french_count(days, "jour", "jours");
}

void ServedCertificate::look(const std::string& chain) {
  if (chain != served_) said_on_.reset();
  served_ = chain;
  const auto expires = http::certificate_expires_ms(chain);
  if (!expires || said_on_ == clock_.today()) return;
  const std::string words = about_certificate(*expires, clock_.now_ms());
  if (words.empty()) return;
  said_on_ = clock_.today();
  log_ << "jalon serve\u00a0: " << words << "." << std::endl;
}

void ServedCertificate::read_again(http::Server& server) {
  if (!ours()) {
    log_ << "jalon serve\u00a0: rien à relire, TLS n’est pas porté par jalon." << std::endl;
    return;
  }
  const auto files = read_pem_files(certificate_path_, key_path_);
  const auto changed = files ? server.change_certificate(files->certificate, files->key)
                             : Result<void>(tl::unexpected(files.error()));
  if (!changed) {
    log_ << "jalon serve\u00a0: " << changed.error().fact("why") << ". Le certificat d’avant reste."
         << std::endl;
    return;
  }
  const auto expires = http::certificate_expires_ms(files->certificate);
  log_ << "jalon serve\u00a0: certificat TLS relu, valable jusqu’au "
       << (expires ? to_french(paris_date(*expires)) : std::string("?")) << "." << std::endl;
  look(files->certificate);
}

}  // namespace jalon::app
