#include "http/answers.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <mutex>

#include "base/id.hpp"
#include "http/csrf.hpp"
#include "http/plain_page.hpp"

namespace jalon::http {
namespace {

std::shared_ptr<spdlog::logger> logger() {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  if (auto known = spdlog::get("http")) return known;
  return spdlog::stderr_logger_mt("http");  // never stdout: a command's result may go there
}

}  // namespace

Answers::Answers(const ServerOptions& options) : options_(options), log_(logger()) {}

void Answers::page(Exchange& exchange, bool gate_asked) {
  try {
    if (options_.gate && !gate_asked) exchange.kept_out = options_.gate(exchange.intake.request);
    exchange.response = exchange.kept_out ? *std::move(exchange.kept_out)
                                          : exchange.intake.route->handler(exchange.intake.request);
  } catch (const std::exception& fault) {
    fail(exchange, fault);
  } catch (...) {
    fail(exchange, 500, "unknown exception");
  }
  compress(exchange.response, exchange.intake.request);
  log(exchange, {});
}

void Answers::lost(Exchange& exchange, const HeadProblem& problem) {
  try {
    options_.recognise(exchange.intake.request);
    refuse(exchange, problem);
  } catch (const std::exception& fault) {
    fail(exchange, fault);
  }
}

void Answers::gate(Exchange& exchange) {
  try {
    exchange.kept_out = options_.gate(exchange.intake.request);
  } catch (const std::exception& fault) {
    fail(exchange, fault);
    exchange.kept_out = std::move(exchange.response);
  }
}

void Answers::refuse(Exchange& exchange, const HeadProblem& problem) {
  problem_page(exchange, Problem{problem.status, {}});
  if (problem.status == 405) {
    std::string allow;
    for (const Method method : exchange.intake.allowed) {
      allow += fmt::format("{}{}", allow.empty() ? "" : ", ", to_text(method));
    }
    exchange.response.set("Allow", allow);
  }
  log(exchange, problem.reason);
}

void Answers::busy(Exchange& exchange) {
  problem_page(exchange, Problem{503, {}});
  exchange.response.set("Retry-After", "2");
}

void Answers::seal_for(Exchange& exchange, bool last_of_connection) {
  Response& response = exchange.response;
  const Intake& intake = exchange.intake;
  seal(response);
  if (intake.request.secure) response.set("Strict-Transport-Security", "max-age=31536000");
  if (intake.new_csrf && response.header("Content-Type").starts_with("text/html")) {
    response.cookie(csrf_cookie, intake.request.csrf_token);
  }
  if (intake.request.secure) keep_cookies_on_tls(response);
  if (last_of_connection) response.set("Connection", "close");
}

void Answers::log(const Exchange& exchange, std::string_view reason) {
  if (!options_.log_requests) return;
  const Request& request = exchange.intake.request;
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - exchange.started;
  // The pattern, not the path: an address may tell who was looked up.
  log_->info("{} {} {} {:.1f} ms {}{}{}", to_text(request.method),
             request.route.empty() ? "-" : request.route, exchange.response.status, took.count(),
             request.peer, reason.empty() ? "" : " ", reason);
}

void Answers::log_dropped(std::string_view why) {
  log_->error("request dropped: {}", why);
}

void Answers::fail(Exchange& exchange, const std::exception& fault) {
  fail(exchange, options_.status_of_fault ? options_.status_of_fault(fault) : 500, fault.what());
}

void Answers::fail(Exchange& exchange, int status, std::string_view what) {
  const std::string id = jalon::to_text(new_uuid_v4()).substr(0, 8);
  log_->error("fault {} in {} {}: {}", id, to_text(exchange.intake.request.method),
              exchange.intake.request.route, what);
  problem_page(exchange, Problem{status, id});
  if (status == 503) exchange.response.set("Retry-After", "5");
}

void Answers::problem_page(Exchange& exchange, const Problem& problem) {
  exchange.response = options_.problem_page ? options_.problem_page(exchange.intake.request, problem)
                                            : plain_problem_page(problem);
}

}  // namespace jalon::http
