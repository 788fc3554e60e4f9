// A request on its way in: finds its route, receives its body, becomes a Request.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "http/head_check.hpp"
#include "http/router.hpp"
#include "http/server.hpp"

namespace jalon::http {

class Intake {
 public:
  /// What is wrong with the head (a status), or nothing. Fills the request as far as it can, for the page
  /// that tells the problem.
  std::optional<HeadProblem> begin(const RawHead& head, std::string peer, const Router& router,
                                   const ServerOptions& options);
  /// More is announced than other pages take: the gate is asked before anything of it is kept.
  bool takes_a_file(const ServerOptions& options) const;
  void take(std::string_view bytes);
  /// The body is whole: reads the form, checks where it comes from.
  std::optional<HeadProblem> finish();

  Request request;
  const Route* route = nullptr;
  std::vector<Method> allowed;  // for 405
  bool new_csrf = false;        // the token is new: the answer must carry its cookie

 private:
  /// Behind a proxy: who speaks to it, and how.
  std::optional<HeadProblem> read_forwarded(const ServerOptions& options);

  std::uint64_t expected_ = 0;
  std::uint64_t received_ = 0;
  std::unique_ptr<MultipartReader> multipart_;
  bool broken_ = false;
};

/// Adds what every answer carries: content security policy, no sniffing, referrer, isolation.
void seal(Response& response);
/// Every cookie of the answer with Secure: browsers send it over TLS only.
void keep_cookies_on_tls(Response& response);

/// Compresses a text worth it, if the request accepts gzip and nothing else decided.
void compress(Response& response, const Request& request);

}  // namespace jalon::http
