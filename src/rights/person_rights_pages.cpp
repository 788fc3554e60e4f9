#include "rights/person_rights_pages.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "partners/actor_names_store.hpp"
#include "pathways/text_warning_pages.hpp"
#include "people/erasure_actions.hpp"
#include "people/people_actions.hpp"
#include "people/person_store.hpp"
#include "people/right_actions.hpp"
#include "rights/right_holders_actions.hpp"
#include "rights/views/person_erasure.hpp"
#include "rights/views/person_rights.hpp"

namespace jalon::rights {

using pathways::Workspace;
using people::PersonId;
using people::RightKind;

namespace {

void log(const Workspace& workspace, const http::Request& request, PersonId person,
         std::string_view purpose) {
  (void)people::record_access(workspace.database, workspace.territory, Workspace::actor(request), person,
                              purpose, request.peer);
}

ui::FieldError error_of(const Refusal& refusal) {
  if (refusal.code == "right.reason_missing") return {"motif", "Choisissez le motif."};
  if (refusal.code == "right.text_missing") return {"texte", "Dites les motifs donnés à la personne."};
  if (refusal.code == "right.name_missing") return {"nom", "Donnez au moins un nom ou un prénom."};
  if (refusal.code == "right.nothing_changed") return {"nom", "Rien n’a changé dans l’identité."};
  if (refusal.code == "right.in_force") return {"", "C’est déjà en vigueur pour ce dossier."};
  if (refusal.code == "right.not_in_force") return {"", "Rien de tel n’est en vigueur pour ce dossier."};
  if (refusal.code == "person.already_erased") return {"", "Ce dossier est déjà effacé."};
  return {"", "Ce geste est refusé\u00a0: " + refusal.code + "."};
}

http::Response exercise(const Workspace& workspace, const http::Request& request) {
  auto sheet = open_rights(workspace, request);
  const auto page = workspace.pages.context(request);
  if (!sheet) return workspace.pages.problem(request, {404, ""});
  const PersonId person = *PersonId::parse(sheet->id);
  sheet->gesture = request.form.get("geste");
  sheet->reason = request.form.get("motif");
  sheet->text = trim(request.form.get("texte"));
  const auto kind = people::parse_right(sheet->gesture);
  people::RightDraft draft{person, kind.value_or(RightKind::warned), workspace.clock.today(), sheet->reason,
                           sheet->text};
  sheet->warning = pathways::warn_of_text(request, {"texte"});
  Result<void> done;
  if (sheet->warning.stops()) {
    sheet->errors.push_back(pathways::error_of(sheet->warning));
  } else if (draft.kind == RightKind::rectified) {
    sheet->last_name = trim(request.form.get("nom"));
    sheet->first_name = trim(request.form.get("prenom"));
    sheet->birth_date = request.form.get("naissance");
    people::Identity identity{sheet->last_name, sheet->first_name, parse_date(sheet->birth_date)};
    if (!sheet->birth_date.empty() && !identity.birth_date) {
      sheet->errors.push_back({"naissance", "Donnez une date qui existe, par exemple 02/04/1990."});
    } else {
      done = people::rectify_identity(workspace.database, workspace.vault, workspace.command(request), draft,
                                      identity);
    }
  } else {
    done = people::exercise_right(workspace.database, workspace.vault, workspace.command(request), draft);
  }
  if (!done && done.error().code != "command.already_done") sheet->errors.push_back(error_of(done.error()));
  if (!sheet->errors.empty()) {
    return ui::answer_refused(page, views::person_rights, page, *sheet);
  }
  workspace.board.refresh(person);
  log(workspace, request, person, "exercice d’un droit de la personne");
  if (draft.kind == RightKind::access) {
    return ui::done(page, ui::path("/dossiers/{}/droits/copie", sheet->id),
                    "Remise consignée. Imprimez cette page, ou enregistrez-la\u00a0: elle est la copie.");
  }
  std::string said = std::string(right_label(draft.kind)) + "\u00a0: c’est enregistré.";
  if (draft.kind == RightKind::rectified) {
    said += " Faites corriger aussi à la source, sinon le prochain import remettra l’ancienne identité.";
  }
  return ui::done(page, ui::path("/dossiers/{}/droits", sheet->id), said);
}

http::Response erase(const Workspace& workspace, const http::Request& request) {
  auto sheet = open_rights(workspace, request);
  const auto page = workspace.pages.context(request);
  if (!sheet || !sheet->erases) return workspace.pages.problem(request, {404, ""});
  const PersonId person = *PersonId::parse(sheet->id);
  sheet->reason = request.form.get("motif");
  if (people::find_right_reason(RightKind::erased, sheet->reason) == nullptr) {
    sheet->errors.push_back({"motif", "Choisissez le motif."});
  }
  if (trim(request.form.get("identifiant")) != sheet->ref) {
    sheet->errors.push_back({"identifiant", "Recopiez l’identifiant du dossier, «\u00a0" + sheet->ref +
                                                "\u00a0», pour confirmer."});
  }
  if (!sheet->errors.empty()) {
    return ui::answer_refused(page, views::person_erasure, page, *sheet);
  }
  const auto erased = people::erase_identity(workspace.database, workspace.vault, workspace.command(request),
                                             person, sheet->reason, workspace.clock.today());
  if (!erased && erased.error().code != "command.already_done") {
    sheet->errors.push_back(error_of(erased.error()));
    return ui::answer_refused(page, views::person_erasure, page, *sheet);
  }
  workspace.board.refresh(person);
  log(workspace, request, person, "effacement du dossier");
  return ui::done(page, ui::path("/dossiers/{}/droits", sheet->id),
                  "Dossier effacé\u00a0: le nom, la date de naissance et les textes libres sont illisibles "
                  "pour toujours.");
}

}  // namespace

std::optional<RightsSheet> open_rights(const Workspace& workspace, const http::Request& request) {
  const auto person = PersonId::parse(request.param("id"));
  if (!person) return std::nullopt;
  const partners::Caller& caller = partners::who_asks(request);
  const partners::View view = workspace.view(request);
  RightsSheet sheet;
  const bool known = workspace.database.read([&](store::Reader& reader) {
    const auto found = people::find_person(reader, workspace.vault, workspace.territory, *person);
    if (!found) return false;
    const partners::Relation relation = view.relation(found->situation.referent, person->bytes());
    if (!exercises_rights(caller, view, relation)) return false;
    sheet.id = person->text();
    sheet.ref = found->ref;
    sheet.name = people::display_name(found->identity);
    sheet.last_name = found->identity.last_name;
    sheet.first_name = found->identity.first_name;
    if (found->identity.birth_date) sheet.birth_date = to_iso(*found->identity.birth_date);
    sheet.opens_file = view.opens(relation);
    const partners::ActorNames names(reader, workspace.territory);
    const auto events = people::rights_exercised(reader, workspace.vault, workspace.territory, *person);
    sheet.state = state_of(events);
    sheet.erases = erases(caller, view) && !sheet.state.erased_on;
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
      const people::RightReason* reason = people::find_right_reason(event->kind, event->reason);
      sheet.lines.push_back({event->on, std::string(right_label(event->kind)),
                             reason == nullptr ? event->reason : std::string(reason->french), event->text,
                             names.of(event->actor)});
    }
    return true;
  });
  if (!known) return std::nullopt;
  return sheet;
}

std::string instant_in_french(std::string_view iso) {
  const auto date = parse_date(iso.substr(0, 10));
  if (!date || iso.size() < 16) return std::string(iso);
  return to_french(*date) + " à " + std::string(iso.substr(11, 5));
}

std::string RightsSheet::error(std::string_view gesture_of_form, std::string_view field) const {
  if (gesture != gesture_of_form) return "";
  const auto found = std::ranges::find(errors, field, &ui::FieldError::field);
  return found == errors.end() ? "" : found->text;
}

std::vector<ui::Crumb> crumbs_of(const ui::PageContext& page, const RightsSheet& sheet,
                                 std::string_view here) {
  const auto t = page.words();
  std::vector<ui::Crumb> crumbs;
  if (sheet.opens_file) {
    crumbs.push_back({t("Dossiers"), page.link("/dossiers")});
    crumbs.push_back({sheet.name, page.link(ui::path("/dossiers/{}", sheet.id))});
  } else {
    crumbs.push_back({t("Données"), page.link("/conservation")});
  }
  const std::string rights = t("Droits");
  if (here != rights) crumbs.push_back({rights, page.link(ui::path("/dossiers/{}/droits", sheet.id))});
  return crumbs;
}

std::vector<ui::Option> reasons_of(const ui::PageContext& page, RightKind kind) {
  std::vector<ui::Option> options;
  for (const people::RightReason& reason : people::right_reasons()) {
    if (reason.kind != kind || reason.word == "term") continue;
    options.push_back({std::string(reason.word), page.words()(reason.french), ""});
  }
  return options;
}

void add_person_rights_pages(http::Router& router, const Workspace& workspace) {
  router.get("/droits", [&workspace](const http::Request& request) {
    const std::string ref(trim(request.query.get("dossier")));
    const auto person = workspace.database.read(
        [&](store::Reader& reader) { return people::person_by_ref(reader, workspace.territory, ref); });
    if (!person) return workspace.pages.problem(request, {404, ""});
    return http::Response::redirect("/dossiers/" + person->text() + "/droits");
  });
  router.get("/dossiers/:id/droits", [&workspace](const http::Request& request) {
    const auto sheet = open_rights(workspace, request);
    if (!sheet) return workspace.pages.problem(request, {404, ""});
    log(workspace, request, *PersonId::parse(sheet->id), "consultation des droits de la personne");
    const auto page = workspace.pages.context(request);
    return ui::answer(page, views::person_rights, page, *sheet);
  });
  router.post("/dossiers/:id/droits",
              [&workspace](const http::Request& request) { return exercise(workspace, request); });
  router.get("/dossiers/:id/droits/effacement", [&workspace](const http::Request& request) {
    const auto sheet = open_rights(workspace, request);
    if (!sheet || !sheet->erases) return workspace.pages.problem(request, {404, ""});
    const auto page = workspace.pages.context(request);
    return ui::answer(page, views::person_erasure, page, *sheet);
  });
  router.post("/dossiers/:id/droits/effacement",
              [&workspace](const http::Request& request) { return erase(workspace, request); });
}

}  // namespace jalon::rights
