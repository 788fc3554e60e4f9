#include "rights/hosting_pages.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "partners/account_store.hpp"
#include "partners/actor_names_store.hpp"
#include "partners/organisation_store.hpp"
#include "people/health_actions.hpp"
#include "rights/views/hosting.hpp"

namespace jalon::rights {

using pathways::Workspace;

namespace {

HostingSheet sheet_of(const Workspace& workspace) {
  HostingSheet sheet;
  workspace.database.read([&](store::Reader& reader) {
    const auto desk = people::health_desk(reader, workspace.territory, workspace.clock.today());
    const partners::ActorNames names(reader, workspace.territory);
    sheet.on = desk.on;
    sheet.files = desk.files;
    if (desk.ended) {
      sheet.ended = "le " + to_french(*desk.ended->until) + ", chez " + desk.ended->host;
    }
    sheet.withdrawable = !desk.history.empty() && desk.history.back().acknowledged;
    for (auto event = desk.history.rbegin(); event != desk.history.rend(); ++event) {
      sheet.lines.push_back({event->on, event->acknowledged, event->host, event->certificate, event->until,
                             names.of(event->actor)});
    }
    for (const partners::Account& account : partners::all_accounts(reader, workspace.territory)) {
      const bool named = std::ranges::find(desk.readers, account.id) != desk.readers.end();
      const bool accompanies =
          account.roles.has(partners::Role::referent) || account.roles.has(partners::Role::colleague);
      if (!named && (!accompanies || account.state == partners::Account::State::disabled)) continue;
      std::string label = account.name;
      if (account.organisation) {
        const auto organisation =
            partners::find_organisation(reader, workspace.territory, *account.organisation);
        if (organisation) label += ", " + organisation->name;
      }
      (named ? sheet.named : sheet.nameable).push_back({account.id.text(), label, ""});
    }
  });
  return sheet;
}

ui::FieldError error_of(const Refusal& refusal) {
  if (refusal.code == "hosting.host_missing") return {"hebergeur", "Dites qui est l’hébergeur certifié."};
  if (refusal.code == "hosting.certificate_missing") {
    return {"certificat", "Donnez la référence de son certificat."};
  }
  if (refusal.code == "hosting.until_past") return {"fin", "Ce certificat est échu."};
  if (refusal.code == "hosting.until_too_far") return {"fin", "Un certificat dure trois ans au plus."};
  if (refusal.code == "hosting.not_on") return {"", "Rien n’est en vigueur."};
  if (refusal.code == "account.unknown") return {"compte", "Choisissez un compte."};
  if (refusal.code == "health.named_already") return {"compte", "Ce compte est déjà nommé."};
  if (refusal.code == "health.not_named") return {"", "Ce compte n’est pas nommé."};
  return {"", "Ce geste est refusé\u00a0: " + refusal.code + "."};
}

Result<std::string> switch_on(const Workspace& workspace, const http::Request& request, HostingSheet& sheet) {
  const auto until = parse_date(sheet.until);
  if (!until) {
    sheet.errors.push_back({"fin", "Donnez une date qui existe, par exemple 12/10/2027."});
    return std::string();
  }
  if (request.form.get("reconnait") != "1") {
    sheet.errors.push_back({"reconnait", "Cochez la case\u00a0: c’est elle qui vaut reconnaissance."});
    return std::string();
  }
  const auto done =
      people::acknowledge_hosting(workspace.database, workspace.command(request),
                                  {sheet.host, sheet.certificate, *until}, workspace.clock.today());
  if (!done) return tl::unexpected(done.error());
  return "Indications de santé permises jusqu’au " + to_french(*until) + ".";
}

Result<std::string> name(const Workspace& workspace, const http::Request& request, bool named) {
  const auto account = partners::AccountId::parse(request.form.get("compte"));
  if (!account) return refuse("account.unknown");
  const auto done = people::name_for_health(workspace.database, workspace.command(request), *account, named);
  if (!done) return tl::unexpected(done.error());
  return std::string(named ? "Ce compte lit les indications des personnes que suit son organisme."
                           : "Ce compte ne les lit plus.");
}

Result<std::string> act(const Workspace& workspace, const http::Request& request, HostingSheet& sheet) {
  const std::string_view gesture = request.form.get("geste");
  if (gesture == "permettre") return switch_on(workspace, request, sheet);
  if (gesture == "nommer") return name(workspace, request, true);
  if (gesture == "retirer") return name(workspace, request, false);
  const auto off =
      people::withdraw_hosting(workspace.database, workspace.command(request), workspace.clock.today());
  if (!off) return tl::unexpected(off.error());
  return "Indications de santé arrêtées. Lignes effacées\u00a0: " + std::to_string(*off) + ".";
}

}  // namespace

std::string HostingSheet::error(std::string_view field) const {
  const auto found = std::ranges::find(errors, field, &ui::FieldError::field);
  return found == errors.end() ? "" : found->text;
}

void add_hosting_pages(http::Router& router, const Workspace& workspace) {
  router.get("/sante", [&workspace](const http::Request& request) {
    const auto page = workspace.pages.context(request);
    return ui::answer(page, views::hosting, page, sheet_of(workspace));
  });
  router.post("/sante", [&workspace](const http::Request& request) {
    const auto page = workspace.pages.context(request);
    HostingSheet sheet = sheet_of(workspace);
    sheet.host = trim(request.form.get("hebergeur"));
    sheet.certificate = trim(request.form.get("certificat"));
    sheet.until = request.form.get("fin");
    const auto said = act(workspace, request, sheet);
    if (!said && said.error().code == "command.already_done")
      return ui::done(page, "/sante", "C’était déjà fait.");
    if (!said) sheet.errors.push_back(error_of(said.error()));
    if (!sheet.errors.empty()) return ui::answer_refused(page, views::hosting, page, sheet);
    return ui::done(page, "/sante", *said);
  });
}

}  // namespace jalon::rights
