#include "rights/file_door_pages.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "partners/organisation_store.hpp"
#include "pathways/text_warning_pages.hpp"
#include "people/people_actions.hpp"
#include "rights/views/file_door.hpp"

namespace jalon::rights {

using pathways::Workspace;
using people::PersonId;

namespace {

partners::CategorySet emergency_categories() {
  partners::CategorySet categories = 0;
  for (std::size_t i = 0; i < partners::category_words.size(); ++i) {
    const auto category = static_cast<partners::Category>(i);
    if (partners::visibility().cell(category, partners::Column::emergency).sight >= partners::Sight::read) {
      categories |= bit_of(category);
    }
  }
  return categories;
}

/// Nullopt: unknown, erased, the caller's own, or nothing that may be told to them.
std::optional<FileDoor> door_of(const Workspace& workspace, const http::Request& request) {
  const auto person = PersonId::parse(request.param("id"));
  const partners::View view = workspace.view(request);
  if (!person || !view.account()) return std::nullopt;
  FileDoor door;
  const bool known = workspace.database.read([&](store::Reader& reader) {
    const auto found = people::find_person(reader, workspace.vault, workspace.territory, *person);
    if (!found) return false;
    const partners::Relation relation = view.relation(found->situation.referent, person->bytes());
    if (relation.follows || !view.may_know_of(relation.of_organisation())) return false;
    door.id = person->text();
    door.opens = view.opens(relation);
    door.emergency = relation.emergency;
    if (door.opens) door.name = people::display_name(found->identity);
    if (found->situation.referent) {
      const auto referent =
          partners::find_organisation(reader, workspace.territory, *found->situation.referent);
      if (referent) door.referent = referent->name;
    }
    OpeningLines lines(reader, workspace);
    for (const people::Opening& opening :
         people::openings_of_account(reader, workspace.vault, workspace.territory, *view.account())) {
      if (opening.first.person == *person) door.mine.push_back(lines.line(opening, door.opens));
    }
    return true;
  });
  if (!known) return std::nullopt;
  std::ranges::reverse(door.mine);
  const Date today = workspace.clock.today();
  door.categories = category_choices(people::categories_to_ask(), 0);
  door.durations = duration_options(today);
  door.emergency_lasts = people::emergency_rule_at(today).label;
  door.emergency_opens = categories_in_french(emergency_categories());
  return door;
}

std::vector<ui::FieldError> errors_of(const Refusal& refusal, std::string_view reason_field) {
  const std::string reason(reason_field);
  if (refusal.code == "opening.reason_missing") {
    return {{reason, "Dites pourquoi, en quelques mots\u00a0: ce motif sera lu."}};
  }
  if (refusal.code == "opening.categories_missing") {
    return {{"rubriques", "Cochez au moins une rubrique."}};
  }
  if (refusal.code == "opening.duration") return {{"duree", "Choisissez une durée de la liste."}};
  if (refusal.code == "opening.pending") {
    return {{"", "Vous avez déjà demandé\u00a0: la réponse est attendue."}};
  }
  if (refusal.code == "opening.in_force") return {{"", "Ce dossier vous est déjà ouvert en urgence."}};
  if (refusal.code == "opening.too_many") {
    return {{"",
             "Vous avez ouvert trop de dossiers en urgence depuis hier\u00a0: appelez le délégué à la "
             "protection des données."}};
  }
  if (refusal.code == "person.already_erased") return {{"", "Ce dossier est effacé."}};
  return {{"", "Ce geste est refusé\u00a0: " + refusal.code + "."}};
}

http::Response refused(const Workspace& workspace, const http::Request& request, FileDoor door,
                       std::vector<ui::FieldError> errors) {
  door.errors = std::move(errors);
  const auto page = workspace.pages.context(request);
  return ui::answer_refused(page, views::file_door, page, door);
}

http::Response ask(const Workspace& workspace, const http::Request& request, FileDoor door,
                   people::OpeningDraft draft) {
  door.reason = trim(request.form.get("motif"));
  door.duration = request.form.get("duree");
  draft.reason = door.reason;
  for (CategoryChoice& choice : door.categories) {
    choice.chosen = request.form.get("rubrique_" + choice.word) == "1";
    if (choice.chosen) draft.categories |= people::parse_categories(choice.word);
  }
  std::from_chars(door.duration.data(), door.duration.data() + door.duration.size(), draft.hours);
  if (door.referent.empty()) {
    return refused(workspace, request, std::move(door),
                   {{"",
                     "Personne ne suit ce dossier\u00a0: il n’y a "
                     "personne pour répondre."}});
  }
  if (door.warning.stops()) {
    std::vector<ui::FieldError> errors = {pathways::error_of(door.warning)};
    return refused(workspace, request, std::move(door), std::move(errors));
  }
  const auto asked = people::ask_to_open(workspace.database, workspace.vault, workspace.command(request),
                                         draft, workspace.clock.now_ms());
  if (!asked && asked.error().code != "command.already_done") {
    return refused(workspace, request, std::move(door), errors_of(asked.error(), "motif"));
  }
  (void)people::record_access(workspace.database, workspace.territory, Workspace::actor(request),
                              draft.person, "demande d’accès", request.peer);
  return ui::done(workspace.pages.context(request), ui::path("/dossiers/{}/acces", door.id),
                  "Demande envoyée à " + door.referent + ".");
}

http::Response open_now(const Workspace& workspace, const http::Request& request, FileDoor door,
                        people::OpeningDraft draft) {
  door.emergency_reason = trim(request.form.get("urgence"));
  door.confirmed = request.form.get("confirme") == "1";
  draft.reason = door.emergency_reason;
  if (!door.confirmed) {
    return refused(workspace, request, std::move(door),
                   {{"confirme", "Confirmez que vous savez que cette ouverture est relue."}});
  }
  if (door.warning.stops()) {
    std::vector<ui::FieldError> errors = {pathways::error_of(door.warning)};
    return refused(workspace, request, std::move(door), std::move(errors));
  }
  const auto opened = people::open_in_emergency(workspace.database, workspace.vault,
                                                workspace.command(request), draft, workspace.clock.now_ms());
  if (!opened && opened.error().code != "command.already_done") {
    return refused(workspace, request, std::move(door), errors_of(opened.error(), "urgence"));
  }
  (void)people::record_access(workspace.database, workspace.territory, Workspace::actor(request),
                              draft.person, "ouverture en urgence", request.peer);
  spdlog::warn("emergency access opened by account {} from {}", draft.account.text(), request.peer);
  return ui::done(workspace.pages.context(request), ui::path("/dossiers/{}", door.id),
                  "Dossier ouvert en urgence pour " + door.emergency_lasts +
                      ". Le délégué à la protection des données lira votre motif aujourd’hui.");
}

http::Response receive(const Workspace& workspace, const http::Request& request) {
  auto door = door_of(workspace, request);
  if (!door) return workspace.pages.problem(request, {404, ""});
  people::OpeningDraft draft;
  draft.person = *PersonId::parse(door->id);
  draft.account = *workspace.view(request).account();
  const bool urgent = request.form.get("geste") == "urgence";
  door->warning = pathways::warn_of_text(request, {urgent ? "urgence" : "motif"});
  if (urgent) return open_now(workspace, request, std::move(*door), draft);
  return ask(workspace, request, std::move(*door), draft);
}

}  // namespace

bool FileDoor::asked() const {
  return std::ranges::any_of(mine, &OpeningLine::pending);
}

std::string FileDoor::error(std::string_view field) const {
  const auto found = std::ranges::find(errors, field, &ui::FieldError::field);
  return found == errors.end() ? "" : found->text;
}

void add_file_door_pages(http::Router& router, const Workspace& workspace) {
  router.get("/dossiers/:id/acces", [&workspace](const http::Request& request) {
    const auto door = door_of(workspace, request);
    if (!door) return workspace.pages.problem(request, {404, ""});
    (void)people::record_access(workspace.database, workspace.territory, Workspace::actor(request),
                                *PersonId::parse(door->id), "existence du dossier", request.peer);
    const auto page = workspace.pages.context(request);
    return ui::answer(page, views::file_door, page, *door);
  });
  router.post("/dossiers/:id/acces",
              [&workspace](const http::Request& request) { return receive(workspace, request); });
}

}  // namespace jalon::rights
