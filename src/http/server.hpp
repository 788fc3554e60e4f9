// The web server: one thread reads and writes the sockets, a pool of workers runs the handlers.
//
// It listens beyond loopback only when a gate asks everybody who they are, and over TLS: its own, or that of
// a proxy that is declared. It refuses malformed or ambiguous requests (head_check.hpp), bodies over the
// limit (413, before reading them), slow senders, and forms from other sites (csrf.hpp). A fault in a handler
// gives a page 500 with an id that stands in the log. Every answer carries the security headers; a page may
// not run inline code. No type of the HTTP library goes past server.cpp.
#pragma once

#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "http/router.hpp"

namespace jalon::http {

struct Problem {
  int status = 500;
  std::string error_id;  // of a fault; stands in the log
};

struct ServerOptions {
  std::string address = "127.0.0.1";    // 127.x.y.z, ::1 or localhost; any of the machine's when guarded
  std::uint16_t port = 0;               // 0: any free one
  std::vector<std::string> host_names;  // accepted in Host besides localhost, 127.0.0.1, [::1] and `address`
  unsigned workers = 8;
  unsigned max_connections = 1000;
  std::size_t max_waiting = 512;              // requests waiting for a worker; beyond: 503
  std::uint64_t max_body = 8 * 1024 * 1024;   // bytes, unless the route says otherwise
  std::size_t connection_memory = 64 * 1024;  // bytes; a head may take about half of it
  unsigned head_seconds = 20;                 // to send a whole head, or to come back with another request
  unsigned body_seconds = 120;                // to send a whole body
  unsigned stop_seconds = 20;                 // to finish what was accepted
  std::filesystem::path spool_dir;            // for large uploads; empty: the system's temporary folder
  bool log_requests = true;                   // one line per request on stderr
  bool guarded = false;                       // there are accounts, and the gate asks for one
  std::string tls_certificate;                // PEM, with its chain; "" = no TLS of our own
  std::string tls_key;                        // PEM
  /// Address of the proxy in front of us, which ends TLS: its X-Forwarded-For and X-Forwarded-Proto are
  /// believed, and nobody else is answered. "" = none.
  std::string proxy;
  /// The number of a fault: 503 for what mends by itself (a database that is gone, a disk that is full).
  /// Empty: always 500.
  std::function<int(const std::exception&)> status_of_fault;
  /// Asked before each handler, on a worker: notes who asks in the request, or answers in its place. On
  /// routes that take more than `max_body` it is asked before the body, of which nothing is kept when it
  /// answers.
  std::function<std::optional<Response>(Request&)> gate;
  /// Notes who asks, when no route is found, so that the page that says so is theirs. On a worker; empty:
  /// nobody is.
  std::function<void(Request&)> recognise;
  /// The page shown for 4xx and 5xx; when empty, a plain one. It must not throw.
  std::function<Response(const Request&, const Problem&)> problem_page;
};

class Server {
 public:
  /// Listens and serves at once. Refused: `http.not_loopback`, `http.proxy_unguarded`, `http.tls`,
  /// `http.address`, `http.port_taken`; the fact `why` is a French sentence for the operator. `router` must
  /// outlive the server.
  static Result<std::unique_ptr<Server>> start(const Router& router, ServerOptions options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  /// `http://127.0.0.1:8080`, `https://…` with TLS of our own
  std::string address() const;
  /// New connections are met with this certificate; those that stand go on with theirs. Refused: `http.tls`,
  /// and the one before stays.
  Result<void> change_certificate(const std::string& certificate, const std::string& key);
  /// Takes no new connection, finishes what was accepted, then closes. Idempotent.
  void stop();

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace jalon::http
