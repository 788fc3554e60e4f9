#include "partners/sign_in_pages.hpp"

#include <algorithm>

#include "partners/account_words.hpp"
#include "partners/organisation_store.hpp"
#include "partners/sign_in_actions.hpp"
#include "partners/views/invitation.hpp"
#include "partners/views/link_gone.hpp"
#include "partners/views/sign_in.hpp"

namespace jalon::partners {
namespace {

constexpr int year_seconds = 365 * 24 * 3600;
constexpr int too_many_requests = 429;

std::string_view seen_by(Role role) {
  switch (role) {
    case Role::referent:
    case Role::colleague:
      return "les dossiers que suit son organisme";
    case Role::coordinator:
      return "tous les dossiers, la cellule, les propositions";
    case Role::prefecture_lead:
      return "le département, le comité, les dossiers sans santé ni ressources";
    case Role::scheme_manager:
      return "les places de son organisme et qui les occupe";
    case Role::committee_member:
      return "des nombres, personne en particulier";
    case Role::data_protection:
      return "qui a ouvert quel dossier, les termes, des nombres";
    case Role::administrator:
      return "son compte, aucun dossier";
  }
  return "";
}

/// Only where nobody has a real account, and nobody comes from elsewhere.
std::vector<FictionalEntry> fictional_entries(const DoorDesk& desk) {
  std::vector<FictionalEntry> entries;
  if (!desk.this_machine_only) return entries;
  desk.accounts.database.read([&](store::Reader& reader) {
    auto accounts = all_accounts(reader, desk.accounts.territory);
    std::stable_sort(accounts.begin(), accounts.end(), [](const Account& a, const Account& b) {
      return a.roles.list() < b.roles.list();  // in the order of the enumeration
    });
    if (!std::ranges::all_of(accounts, &Account::fictional)) return;
    for (const Account& account : accounts) {
      if (account.state != Account::State::active || account.roles.empty()) continue;
      FictionalEntry entry{account.id.text(), account.name, roles_in_words(account.roles), {}, {}};
      entry.does = seen_by(account.roles.list().front());
      if (account.organisation) {
        const auto own = find_organisation(reader, desk.accounts.territory, *account.organisation);
        if (own) entry.organisation = own->name;
      }
      entries.push_back(std::move(entry));
    }
  });
  return entries;
}

http::Response show_sign_in(const DoorDesk& desk, const http::Request& request, SignInSheet sheet,
                            int status = 200) {
  const auto page = desk.pages.context(request);
  sheet.fictional = fictional_entries(desk);
  if (desk.provider != nullptr) sheet.provider = desk.provider->rules.label;
  return ui::answer_html(page, ui::render(page.content, views::sign_in, page, sheet), status);
}

http::Response receive_sign_in(const DoorDesk& desk, const http::Request& request) {
  SignInSheet sheet;
  sheet.email = request.form.get("adresse");
  sheet.back = way_back(request.form.get("retour"));
  const auto signed_in = sign_in(desk.accounts, credentials_of(request));
  if (signed_in) return enter(desk, request, *signed_in, sheet.back);
  const AccountProblem problem = account_problem(signed_in.error());
  sheet.errors.push_back({problem.field, problem.text});
  const bool wait = signed_in.error().code == "sign_in.wait";
  auto response = show_sign_in(desk, request, sheet, wait ? too_many_requests : 422);
  if (wait) response.set("Retry-After", std::string(signed_in.error().fact("seconds")));
  return response;
}

http::Response enter_as_fictional(const DoorDesk& desk, const http::Request& request) {
  const auto wanted = request.form.get("compte");
  const auto entries = fictional_entries(desk);
  const auto id = AccountId::parse(wanted);
  if (!id || std::ranges::find(entries, wanted, &FictionalEntry::id) == entries.end()) {
    return desk.pages.problem(request, {404, ""});
  }
  const auto signed_in = sign_in_as_fictional(desk.accounts, *id, credentials_of(request));
  if (!signed_in) return desk.pages.problem(request, {404, ""});
  return enter(desk, request, *signed_in, "/");
}

http::Response show_welcome(const DoorDesk& desk, const http::Request& request, const WelcomeSheet& sheet) {
  const auto page = desk.pages.context(request);
  return ui::answer_html(page, ui::render(page.content, views::invitation, page, sheet),
                         sheet.errors.empty() ? 200 : 422);
}

http::Response link_gone(const DoorDesk& desk, const http::Request& request) {
  const auto page = desk.pages.context(request);
  return ui::answer_html(page, ui::render(page.content, views::link_gone, page), 404);
}

std::optional<WelcomeSheet> welcome_of(const DoorDesk& desk, const http::Request& request) {
  const auto welcome = see_link(desk.accounts, request.param("token"));
  if (!welcome) return std::nullopt;
  return WelcomeSheet{std::string(request.param("token")), welcome->first, welcome->email, welcome->name, {}};
}

http::Response accept(const DoorDesk& desk, const http::Request& request) {
  auto sheet = welcome_of(desk, request);
  if (!sheet) return link_gone(desk, request);
  if (sheet->first) {
    sheet->email = request.form.get("adresse");
    sheet->name = request.form.get("nom");
  }
  const auto password = request.form.get("motdepasse");
  if (password != request.form.get("encore")) {
    sheet->errors.push_back({"encore", "Les deux mots de passe diffèrent\u00a0: écrivez deux fois le même."});
    return show_welcome(desk, request, *sheet);
  }
  const auto account = accept_link(desk.accounts, sheet->token, password, sheet->email, sheet->name);
  if (!account) {
    if (account.error().code == "link.gone") return link_gone(desk, request);
    const AccountProblem problem = account_problem(account.error());
    sheet->errors.push_back({problem.field, problem.text});
    return show_welcome(desk, request, *sheet);
  }
  const auto signed_in = sign_in_by_link(desk.accounts, *account, credentials_of(request));
  if (!signed_in) return http::Response::redirect("/connexion");
  return enter(desk, request, *signed_in, "/");
}

}  // namespace

std::string WelcomeSheet::error(std::string_view field) const {
  const auto found = std::ranges::find(errors, field, &ui::FieldError::field);
  return found == errors.end() ? "" : found->text;
}

Credentials credentials_of(const http::Request& request) {
  Credentials given;
  given.email = request.form.get("adresse");
  given.password = request.form.get("motdepasse");
  given.code = request.form.get("code");
  given.device = request.cookies.get(device_cookie);
  given.peer = request.peer;
  given.agent = request.header("user-agent");
  return given;
}

http::Response enter(const DoorDesk& desk, const http::Request& request, const SignedIn& signed_in,
                     const std::string& to) {
  const auto before = request.cookies.get(session_cookie);
  if (!before.empty()) sign_out(desk.accounts, before);
  http::Response response = http::Response::redirect(to);
  response.cookie(session_cookie, signed_in.session, -1, http::SameSite::lax);
  response.cookie(device_cookie, signed_in.device, year_seconds);
  return response;
}

void add_sign_in_pages(http::Router& router, const DoorDesk& desk) {
  router.get("/connexion", [&desk](const http::Request& request) {
    if (who_asks(request).signed_in()) return http::Response::redirect(way_back(request.query.get("retour")));
    SignInSheet sheet;
    sheet.back = way_back(request.query.get("retour"));
    sheet.lost = request.query.has("perdu");
    return show_sign_in(desk, request, sheet);
  });
  router.post("/connexion", [&desk](const http::Request& request) { return receive_sign_in(desk, request); });
  router.post("/connexion/fictif",
              [&desk](const http::Request& request) { return enter_as_fictional(desk, request); });
  router.get("/invitation/:token", [&desk](const http::Request& request) {
    const auto sheet = welcome_of(desk, request);
    return sheet ? show_welcome(desk, request, *sheet) : link_gone(desk, request);
  });
  router.post("/invitation/:token", [&desk](const http::Request& request) { return accept(desk, request); });
}

}  // namespace jalon::partners
