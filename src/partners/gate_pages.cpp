#include "partners/gate_pages.hpp"

#include <algorithm>
#include <chrono>

#include "base/text.hpp"
#include "partners/account_words.hpp"
#include "partners/sign_in_actions.hpp"
#include "partners/views/not_allowed.hpp"

namespace jalon::partners {
namespace {

constexpr std::int64_t look_again_ms = 1000;

std::int64_t steady_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

/// The path as an address holds it, with its query.
std::string address_of(const http::Request& request) {
  std::string address;
  std::string_view rest = request.path;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const auto slash = std::min(rest.find('/'), rest.size());
    address += "/" + http::percent_encode(rest.substr(0, slash));
    rest.remove_prefix(slash);
  }
  if (address.empty()) address = "/";
  if (!request.raw_query.empty()) address += "?" + request.raw_query;
  return address;
}

}  // namespace

const Caller& who_asks(const http::Request& request) {
  static const Caller nobody;
  const auto* caller = std::any_cast<std::shared_ptr<const Caller>>(&request.caller);
  return caller == nullptr || *caller == nullptr ? nobody : **caller;
}

std::string way_back(std::string_view asked) {
  constexpr std::size_t longest = 2000;
  const bool ours = asked.starts_with('/') && !asked.starts_with("//") && asked.size() <= longest &&
                    std::ranges::all_of(asked, [](char c) { return c > ' ' && c < '\x7f' && c != '\\'; });
  return ours && !asked.starts_with("/connexion") ? std::string(asked) : "/";
}

bool Gate::guarded() {
  if (guarded_) return true;
  const std::int64_t now = steady_ms();
  const std::int64_t last = asked_at_;
  if (last >= 0 && now - last < look_again_ms) return false;
  asked_at_ = now;
  if (has_accounts(desk_)) guarded_ = true;
  return guarded_;
}

Caller Gate::find(const http::Request& request) {
  Caller caller;
  if (!guarded()) {
    caller.kind = Caller::Kind::desk;
    return caller;
  }
  const auto token = request.cookies.get(session_cookie);
  if (auto known = caller_of(desk_, token)) return *std::move(known);
  return caller;
}

http::Response Gate::to_sign_in(const http::Request& request) const {
  if (request.wants_fragment()) {
    // The whole page is asked for again, and leads here.
    http::Response response = http::Response::html("", 200);
    response.set("HX-Refresh", "true");
    return response;
  }
  const bool reads = request.method == http::Method::get || request.method == http::Method::head;
  ui::Url to = "/connexion";
  if (reads) {
    if (request.path != "/") to = to.with("retour", address_of(request));
  } else {
    const auto match = router_.match(http::Method::get, address_of(request));
    to = to.with("perdu", "1").with("retour", match.route != nullptr ? address_of(request) : "/");
  }
  return http::Response::redirect(to.text());
}

std::optional<http::Response> Gate::operator()(http::Request& request) {
  if (request.path.starts_with("/static/")) return std::nullopt;  // the same bytes for everybody
  const auto caller = std::make_shared<const Caller>(find(request));
  request.caller = caller;
  switch (page_rights().ask(*caller, http::to_text(request.method), request.route)) {
    case PageRights::Answer::opens:
      return std::nullopt;
    case PageRights::Answer::sign_in:
      return to_sign_in(request);
    case PageRights::Answer::set_up_code:
      return http::Response::redirect("/compte/code");
    case PageRights::Answer::refused:
      break;
  }
  if (request.path == "/" && caller->signed_in()) {
    return http::Response::redirect(std::string(page_rights().start_page(*caller)));
  }
  const auto page = pages_.context(request);
  const std::string start(page_rights().start_page(*caller));
  return ui::answer_html(
      page, ui::render(page.content, views::not_allowed, page, roles_in_words(caller->roles), start), 403);
}

void Gate::recognise(http::Request& request) {
  request.caller = std::make_shared<const Caller>(find(request));
}

ui::Visitor Gate::visitor(const http::Request& request) {
  ui::Visitor visitor;
  auto caller = [&]() -> std::shared_ptr<const Caller> {
    const auto* found = std::any_cast<std::shared_ptr<const Caller>>(&request.caller);
    if (found != nullptr) return *found;
    // A head that nobody understands did not pass the gate.
    Caller other;
    if (!guarded_) other.kind = Caller::Kind::desk;
    return std::make_shared<const Caller>(other);
  }();
  if (caller->kind == Caller::Kind::desk) return visitor;
  visitor.name = caller->name;
  visitor.detail =
      caller->organisation_name.empty() ? roles_in_words(caller->roles) : caller->organisation_name;
  if (!caller->signed_in()) visitor.detail.clear();
  visitor.opens = [caller = std::move(caller)](std::string_view method, std::string_view route) {
    return page_rights().ask(*caller, method, route) == PageRights::Answer::opens;
  };
  return visitor;
}

}  // namespace jalon::partners
