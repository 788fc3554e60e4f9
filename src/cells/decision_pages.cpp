#include "cells/decision_pages.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "cells/cell_pages.hpp"
#include "cells/decision_actions.hpp"
#include "cells/views/case_sheet.hpp"
#include "partners/organisation_store.hpp"
#include "pathways/text_warning_pages.hpp"
#include "people/people_actions.hpp"

namespace jalon::cells {
namespace {

using pathways::Workspace;

std::vector<ui::Option> organisation_options(const Workspace& workspace) {
  std::vector<ui::Option> options;
  const auto all = workspace.database.read(
      [&](store::Reader& reader) { return partners::all_organisations(reader, workspace.territory); });
  for (const auto& organisation : all) options.push_back({organisation.id.text(), organisation.name, ""});
  return options;
}

std::string refusal_in_french(const Refusal& refusal) {
  if (refusal.code == "decision.no_owner") return "Choisissez l’organisme qui agira.";
  if (refusal.code == "decision.no_due_date") return "Donnez la date pour laquelle ce sera fait.";
  if (refusal.code == "decision.due_before_decided") {
    return "L’échéance ne peut pas précéder la décision.";
  }
  return "Cette décision n’a pas pu être enregistrée.";
}

std::string field_of(const Refusal& refusal) {
  if (refusal.code == "decision.no_owner") return "organisme";
  return refusal.code.starts_with("decision.") ? "echeance" : "";
}

http::Response show_case(const Workspace& workspace, const ui::PageContext& page, const CaseSheet& sheet,
                         Date at, const DecisionForm& form) {
  const auto organisations = organisation_options(workspace);
  if (form.errors.empty()) return ui::answer(page, views::case_sheet, page, at, sheet, form, organisations);
  return ui::answer_refused(page, views::case_sheet, page, at, sheet, form, organisations);
}

http::Response record(const Workspace& workspace, const http::Request& request, const CaseSheet& sheet,
                      Date at, const UuidBytes& person) {
  const auto page = workspace.pages.context(request);
  DecisionForm form{std::string(request.form.get("decision")),
                    std::string(request.form.get("organisme")),
                    std::string(request.form.get("echeance")),
                    std::string(request.form.get("texte")),
                    {},
                    pathways::warn_of_text(request, {"texte"})};
  Decision decision;
  decision.person = person;
  decision.step = sheet.step;
  decision.root = sheet.root;
  decision.cause = sheet.cause;
  decision.decided_on = at;
  decision.text = trim(form.text);
  decision.owner = parse_uuid(form.owner);
  decision.due_on = parse_date(trim(form.due_on));
  const auto kind = decision_kind(form.kind);
  if (!kind) form.errors.push_back({"decision", "Choisissez une décision."});
  if (!trim(form.due_on).empty() && !decision.due_on) {
    form.errors.push_back({"echeance", "Cette échéance n’est pas une date (jj/mm/aaaa)."});
  }
  if (form.warning.stops()) form.errors.push_back(pathways::error_of(form.warning));
  if (!form.errors.empty()) return show_case(workspace, page, sheet, at, form);
  decision.kind = *kind;
  const auto recorded =
      record_decision(workspace.database, workspace.vault, workspace.command(request), decision);
  if (!recorded && recorded.error().code != "command.already_done") {
    form.errors.push_back({field_of(recorded.error()), refusal_in_french(recorded.error())});
    for (const Refusal& other : recorded.error().also) {
      form.errors.push_back({field_of(other), refusal_in_french(other)});
    }
    return show_case(workspace, page, sheet, at, form);
  }
  return ui::done(page, ui::path("/cellule/{}", to_iso(at)), "Décision enregistrée pour " + sheet.name + ".");
}

/// Whether the caller is shown the step that was decided about.
bool sees_decision(const Workspace& workspace, const http::Request& request, const DecisionId& id) {
  const partners::View view = workspace.view(request);
  const Date today = workspace.clock.today();
  const Known known = read_known(workspace, today);
  const auto found =
      std::ranges::find_if(known.follow_ups, [&](const FollowUp& item) { return item.decision.id == id; });
  if (found == known.follow_ups.end()) return false;
  return workspace.board.on(today, [&](const pathways::Snapshot& snapshot) {
    const pathways::Sights sights(view, snapshot.board.catalogue());
    return sees(sights, snapshot, found->decision.person, found->decision.step);
  });
}

http::Response follow(const Workspace& workspace, const http::Request& request) {
  const auto page = workspace.pages.context(request);
  const auto id = DecisionId::parse(request.param("id"));
  const std::string kind(request.form.get("suite"));
  const std::set<std::string> known = {"done", "cancelled", "reopened"};
  if (!id || !known.contains(kind)) return workspace.pages.problem(request, {400, ""});
  if (!sees_decision(workspace, request, *id)) return workspace.pages.problem(request, {404, ""});
  const Date on = parse_date(request.form.get("date")).value_or(workspace.clock.today());
  const auto followed = follow_decision(workspace.database, workspace.command(request), *id, {kind, on, {}});
  if (!followed && followed.error().code == "decision.unknown")
    return workspace.pages.problem(request, {404, ""});
  return ui::done(page, ui::path("/cellule/{}", to_iso(on)), "La suite de la décision est enregistrée.");
}

/// The case of the address, and its person.
struct AskedCase {
  Date at;
  people::PersonId person;
  partners::View view;
  CaseSheet sheet;
};

std::optional<AskedCase> asked_case(const Workspace& workspace, const http::Request& request) {
  const auto at = parse_date(request.param("date"));
  const auto person = people::PersonId::parse(request.param("person"));
  if (!at || !person) return std::nullopt;
  partners::View view = workspace.view(request);
  auto sheet = case_sheet(workspace, view, *at, person->bytes(), request.param("step"));
  if (!sheet) return std::nullopt;
  return AskedCase{*at, *person, std::move(view), *std::move(sheet)};
}

}  // namespace

std::string DecisionForm::error(std::string_view field) const {
  for (const ui::FieldError& one : errors) {
    if (one.field == field) return one.text;
  }
  return "";
}

std::vector<ui::Option> kind_options(const ui::PageContext& page) {
  const auto t = page.words();
  return {{"act", t("Agir"), t("un organisme fait quelque chose pour une date")},
          {"ask", t("Demander un avis"), t("un expert ou une autre administration répond pour une date")},
          {"allocate", t("Proposer une place"), t("dans un dispositif")},
          {"close", t("Clore"), t("il n’y a plus rien à faire ici")},
          {"escalate", t("Saisir le comité"), t("la cause dépasse ce dossier")}};
}

void add_decision_pages(http::Router& router, const Workspace& workspace) {
  router.get("/cellule/:date/cas/:person/:step", [&workspace](const http::Request& request) {
    auto found = asked_case(workspace, request);
    if (!found) return workspace.pages.problem(request, {404, ""});
    const int minutes = read_minutes(request);
    found->sheet.around = neighbours(*agenda_for(workspace, found->view, found->at, minutes), found->sheet);
    found->sheet.minutes = minutes;
    (void)people::record_access(workspace.database, workspace.territory, Workspace::actor(request),
                                found->person, "cellule technique", request.peer);
    return show_case(workspace, workspace.pages.context(request), found->sheet, found->at, {});
  });
  router.post("/cellule/:date/cas/:person/:step", [&workspace](const http::Request& request) {
    const auto found = asked_case(workspace, request);
    if (!found) return workspace.pages.problem(request, {404, ""});
    return record(workspace, request, found->sheet, found->at, found->person.bytes());
  });
  router.post("/decisions/:id",
              [&workspace](const http::Request& request) { return follow(workspace, request); });
}

}  // namespace jalon::cells
