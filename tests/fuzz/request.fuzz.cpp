// A whole request, head and body, as the server takes it in: it is refused with a status, or what the page is
// given is sound. The first line is "METHOD target version", then headers, an empty line, the body.
#include "base/text.hpp"
#include "fuzzing.hpp"
#include "http/intake.hpp"

using namespace jalon;
using fuzzing::promise;

namespace {

const http::Router& router() {
  static const http::Router made = [] {
    http::Router router;
    const auto answer = [](const http::Request&) { return http::Response::text("oui"); };
    router.get("/", answer);
    router.get("/dossiers/:id/etapes/:step", answer);
    router.get("/static/*rest", answer);
    router.post("/import", answer, {.max_body = 100'000});
    return router;
  }();
  return made;
}

struct Sent {
  http::RawHead head;
  std::string_view body;
};

std::string_view take_until(std::string_view& text, std::string_view mark) {
  const auto end = text.find(mark);
  const auto part = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + mark.size());
  return part;
}

Sent split_request(std::string_view text) {
  Sent sent;
  sent.head.method = take_until(text, " ");
  sent.head.target = take_until(text, " ");
  sent.head.version = take_until(text, "\r\n");
  while (!text.empty() && !text.starts_with("\r\n")) {
    auto line = take_until(text, "\r\n");
    const auto name = take_until(line, ": ");
    sent.head.headers.emplace_back(name, line);
  }
  sent.body = text.starts_with("\r\n") ? text.substr(2) : text;
  return sent;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto sent = split_request(fuzzing::text_of(data, size));
  http::Intake intake;
  http::ServerOptions options;
  options.host_names = {"localhost"};
  const auto refused = intake.begin(sent.head, "127.0.0.1", router(), options);
  if (refused) {
    promise(refused->status >= 400 && refused->status < 600 && !refused->reason.empty(),
            "a refusal has a status");
    return 0;
  }
  intake.take(sent.body);
  const auto broken = intake.finish();
  if (broken) {
    promise(broken->status >= 400 && broken->status < 600, "a refusal has a status");
    return 0;
  }
  promise(intake.route != nullptr, "what is accepted has a page");
  for (const auto& [name, value] : intake.request.query) {
    promise(is_valid_utf8(name) && is_valid_utf8(value), "the query is UTF-8");
  }
  for (const auto& [name, value] : intake.request.form) {
    promise(is_valid_utf8(name) && is_valid_utf8(value), "the form is UTF-8");
  }
  return 0;
}
