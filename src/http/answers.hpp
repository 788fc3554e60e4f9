// What is answered to a request: the gate's word, the handler's page, or the page of what went wrong; each
// told to the log. Knows nothing of the HTTP library; called on workers and on the thread of the sockets.
#pragma once

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string_view>

#include "http/intake.hpp"

namespace spdlog {
class logger;
}

namespace jalon::http {

/// One request and its answer.
struct Exchange {
  std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
  Intake intake;
  std::optional<Response> kept_out;  // what the gate answers in place of the page
  Response response;
};

class Answers {
 public:
  /// `options` must outlive it.
  explicit Answers(const ServerOptions& options);

  /// The page asked for, the gate having been asked before unless `gate_asked`.
  void page(Exchange& exchange, bool gate_asked);
  /// The page of `problem`, to whoever asks: an address that leads nowhere keeps what they may open beside
  /// it.
  void lost(Exchange& exchange, const HeadProblem& problem);
  /// Asks the gate alone; a fault of it keeps everybody out.
  void gate(Exchange& exchange);

  void refuse(Exchange& exchange, const HeadProblem& problem);
  /// 503: no worker is free.
  void busy(Exchange& exchange);
  /// What every answer carries, as the last thing before it is sent.
  void seal_for(Exchange& exchange, bool last_of_connection);

  void log(const Exchange& exchange, std::string_view reason);
  void log_dropped(std::string_view why);

 private:
  void fail(Exchange& exchange, const std::exception& fault);
  void fail(Exchange& exchange, int status, std::string_view what);
  void problem_page(Exchange& exchange, const Problem& problem);

  const ServerOptions& options_;
  std::shared_ptr<spdlog::logger> log_;
};

}  // namespace jalon::http
