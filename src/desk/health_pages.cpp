#include "desk/health_pages.hpp"

#include "desk/dossier_pages.hpp"
#include "desk/views/dossier_health.hpp"
#include "partners/actor_names_store.hpp"
#include "people/health_actions.hpp"
#include "people/people_actions.hpp"

namespace jalon::desk {

using pathways::Workspace;
using people::PersonId;

namespace {

struct OpenFile {
  PersonId person;
  partners::AccountId account;
  Dossier dossier;
};

std::optional<OpenFile> open(const Workspace& workspace, const http::Request& request) {
  const auto person = PersonId::parse(request.param("id"));
  const auto view = workspace.view(request);
  if (!person || !view.account()) return std::nullopt;
  auto dossier = read_dossier(workspace, view, *person, workspace.clock.today());
  if (!dossier || !dossier->reads_health) return std::nullopt;
  return OpenFile{*person, *view.account(), std::move(*dossier)};
}

HealthSheet sheet_of(const Workspace& workspace, PersonId person) {
  HealthSheet sheet;
  workspace.database.read([&](store::Reader& reader) {
    const partners::ActorNames names(reader, workspace.territory);
    const auto records = people::health_of(reader, workspace.vault, workspace.territory, person);
    for (auto record = records.rbegin(); record != records.rend(); ++record) {
      sheet.lines.push_back({instant_in_french(record->recorded_at), names.of(record->actor),
                             record->flags.referral_needed, record->flags.appointment_done});
    }
  });
  if (!sheet.lines.empty()) {
    sheet.referral_needed = sheet.lines.front().referral_needed;
    sheet.appointment_done = sheet.lines.front().appointment_done;
  }
  return sheet;
}

http::Response record(const Workspace& workspace, const http::Request& request) {
  const auto file = open(workspace, request);
  if (!file) return workspace.pages.problem(request, {404, ""});
  const auto page = workspace.pages.context(request);
  people::HealthDraft draft{file->person, file->account, {}};
  draft.flags.referral_needed = request.form.get("orientation") == "1";
  draft.flags.appointment_done = request.form.get("rendezvous") == "1";
  const auto recorded = people::record_health(workspace.database, workspace.vault, workspace.command(request),
                                              draft, workspace.clock.today());
  if (!recorded && recorded.error().code != "command.already_done") {
    const std::string& code = recorded.error().code;
    if (code == "health.off" || code == "health.not_named") {
      return workspace.pages.problem(request, {404, ""});  // it was switched off meanwhile
    }
    HealthSheet sheet = sheet_of(workspace, file->person);
    sheet.errors.push_back({"", code == "person.already_erased"
                                    ? "Ce dossier est effacé\u00a0: rien n’y est plus gardé."
                                    : "Rien n’a changé."});
    return ui::answer_refused(page, views::dossier_health, page, file->dossier, sheet);
  }
  (void)people::record_access(workspace.database, workspace.territory, Workspace::actor(request),
                              file->person, "indications de santé modifiées", request.peer);
  return ui::done(page, ui::path("/dossiers/{}/sante", file->dossier.id), "Indications enregistrées.");
}

}  // namespace

void add_health_pages(http::Router& router, const Workspace& workspace) {
  router.get("/dossiers/:id/sante", [&workspace](const http::Request& request) {
    const auto file = open(workspace, request);
    if (!file) return workspace.pages.problem(request, {404, ""});
    const auto logged =
        people::record_access(workspace.database, workspace.territory, Workspace::actor(request),
                              file->person, "lecture des indications de santé", request.peer);
    if (!logged) return workspace.pages.problem(request, {404, ""});
    const auto page = workspace.pages.context(request);
    return ui::answer(page, views::dossier_health, page, file->dossier, sheet_of(workspace, file->person));
  });
  router.post("/dossiers/:id/sante",
              [&workspace](const http::Request& request) { return record(workspace, request); });
}

}  // namespace jalon::desk
