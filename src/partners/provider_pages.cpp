#include "partners/provider_pages.hpp"

#include "partners/views/provider_leave.hpp"
#include "partners/views/provider_refused.hpp"
#include "ui/flash.hpp"

namespace jalon::partners {
namespace {

constexpr int departure_seconds = static_cast<int>(provider_return_ms / 1000);

int status_of(const ProviderProblem& problem, const std::string& code) {
  switch (problem.kind) {
    case ProviderProblem::Kind::try_later:
      return 503;
    case ProviderProblem::Kind::ask_someone:
      return 403;
    case ProviderProblem::Kind::begin_again:
    case ProviderProblem::Kind::not_believed:
      return code == "provider.declined" ? 403 : 400;
  }
  return 400;
}

/// The address of the provider's page that signs out of it, and the state that will come back from there.
std::string way_out(const DoorDesk& desk, http::Response& response, const std::string& id_token) {
  const std::string state = desk.accounts.secrets.new_token();
  const std::string address = end_session_at_provider(*desk.provider, id_token, state);
  if (!address.empty()) {
    response.cookie(leaving_cookie, state, departure_seconds, http::SameSite::lax);
  }
  return address;
}

http::Response show_refusal(const DoorDesk& desk, const http::Request& request, const Refusal& refusal,
                            const std::string& back, const std::string& id_token = "") {
  ProviderRefusalSheet sheet;
  sheet.label = desk.provider->rules.label;
  sheet.problem = provider_problem(refusal, sheet.label);
  sheet.reason = refusal.code;
  sheet.again = ui::Url("/connexion").with("retour", back == "/" ? "" : back).text();
  http::Response cookies;
  sheet.leave = way_out(desk, cookies, id_token);
  const auto page = desk.pages.context(request);
  auto response = ui::answer_html(page, ui::render(page.content, views::provider_refused, page, sheet),
                                  status_of(sheet.problem, refusal.code));
  for (auto& [name, value] : cookies.headers) response.headers.emplace_back(name, value);
  if (refusal.code == "provider.busy") {
    response.set("Refresh", "2");  // the same address, with what the browser still keeps
    response.set("Retry-After", "2");
  } else {
    // A return that answers no departure of this browser ends none: a link sent by somebody would undo a
    // sign-in that is under way.
    if (refusal.code != "provider.state") response.cookie(departure_cookie, "", 0, http::SameSite::lax);
    if (sheet.problem.kind == ProviderProblem::Kind::try_later) response.set("Retry-After", "60");
  }
  return response;
}

/// A page of ours that leads to the provider: a form may not lead there (`form-action` of our policy).
http::Response lead_there(const DoorDesk& desk, const http::Request& request,
                          const ProviderLeaveSheet& sheet) {
  const auto page = desk.pages.context(request);
  auto response = ui::answer(page, views::provider_leave, page, sheet);
  response.set("Refresh", "0; url=" + sheet.address);
  return response;
}

http::Response leave_for_provider(const DoorDesk& desk, const http::Request& request) {
  const std::string back = way_back(request.query.get("retour"));
  const auto departure = depart(*desk.provider, back, std::nullopt);
  if (!departure) return show_refusal(desk, request, departure.error(), back);
  auto response = http::Response::leave(departure->address);
  response.cookie(departure_cookie, departure->kept, departure_seconds, http::SameSite::lax);
  return response;
}

http::Response tie_account(const DoorDesk& desk, const http::Request& request) {
  const auto departure = depart(*desk.provider, "/compte", who_asks(request).account);
  if (!departure) return show_refusal(desk, request, departure.error(), "/compte");
  auto response = lead_there(desk, request, {desk.provider->rules.label, departure->address, false});
  response.cookie(departure_cookie, departure->kept, departure_seconds, http::SameSite::lax);
  return response;
}

http::Response come_back(const DoorDesk& desk, const http::Request& request) {
  Arriving arriving;
  arriving.state = request.query.get("state");
  arriving.code = request.query.get("code");
  arriving.issuer = request.query.get("iss");
  arriving.declined = request.query.has("error");
  arriving.kept = request.cookies.get(departure_cookie);
  arriving.caller = who_asks(request);
  arriving.from = credentials_of(request);
  const auto arrival = arrive(*desk.provider, arriving);
  if (arrival.refusal) {
    return show_refusal(desk, request, *arrival.refusal, arrival.back, arrival.id_token);
  }
  auto response = enter(desk, request, arrival.signed_in, arrival.back);
  response.cookie(departure_cookie, "", 0, http::SameSite::lax);
  if (arrival.tied) {
    const std::string& label = desk.provider->rules.label;
    ui::put_flash(response,
                  {"success", "Votre compte est relié à " + label + "\u00a0: il s’ouvre désormais par lui."});
  }
  return response;
}

http::Response signed_out(std::string text) {
  http::Response response = http::Response::redirect("/connexion");
  ui::put_flash(response, {"success", std::move(text)});
  return response;
}

http::Response leave(const DoorDesk& desk, const http::Request& request) {
  const auto session = request.cookies.get(session_cookie);
  const std::string id_token = desk.provider == nullptr ? "" : provider_token_of(desk.accounts, session);
  sign_out(desk.accounts, session);  // here first, whatever happens there
  http::Response cookies;
  cookies.cookie(session_cookie, "", 0, http::SameSite::lax);
  const std::string address = id_token.empty() ? "" : way_out(desk, cookies, id_token);
  auto response = address.empty() ? signed_out("Vous êtes déconnecté.")
                                  : lead_there(desk, request, {desk.provider->rules.label, address, true});
  for (auto& [name, value] : cookies.headers) response.headers.emplace_back(name, value);
  return response;
}

http::Response back_from_leaving(const DoorDesk& desk, const http::Request& request) {
  const auto kept = request.cookies.get(leaving_cookie);
  if (kept.empty() || kept != request.query.get("state")) return http::Response::redirect("/connexion");
  auto response = signed_out("Vous êtes déconnecté, de " + desk.provider->rules.label + " aussi.");
  response.cookie(leaving_cookie, "", 0, http::SameSite::lax);
  return response;
}

/// 404 where no provider is set up.
template <class Answer>
http::Handler with_provider(const DoorDesk& desk, Answer answer) {
  return [&desk, answer](const http::Request& request) -> http::Response {
    if (desk.provider == nullptr) return desk.pages.problem(request, {404, ""});
    return answer(desk, request);
  };
}

}  // namespace

void add_provider_pages(http::Router& router, const DoorDesk& desk) {
  router.get("/connexion/fournisseur", with_provider(desk, leave_for_provider));
  router.get("/connexion/retour", with_provider(desk, come_back));
  router.get("/deconnexion/retour", with_provider(desk, back_from_leaving));
  router.post("/deconnexion", [&desk](const http::Request& request) { return leave(desk, request); });
  router.post("/compte/fournisseur",
              with_provider(desk, [](const DoorDesk& door, const http::Request& request) {
                const Caller& caller = who_asks(request);
                if (!caller.signed_in() || caller.fictional) return door.pages.problem(request, {404, ""});
                return tie_account(door, request);
              }));
}

}  // namespace jalon::partners
