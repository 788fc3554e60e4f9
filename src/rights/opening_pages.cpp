#include "rights/opening_pages.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "pathways/text_warning_pages.hpp"
#include "people/people_actions.hpp"
#include "people/person_store.hpp"
#include "rights/views/openings.hpp"

namespace jalon::rights {

using pathways::Workspace;
using people::Opening;

namespace {

constexpr std::size_t most_shown = 50;

/// Whether the caller answers for that file: their organisation follows the person.
bool answers_for(store::Reader& reader, const Workspace& workspace, const partners::View& view,
                 people::PersonId person) {
  const auto versions = people::versions_of(reader, workspace.territory, person);
  if (versions.empty()) return false;
  const auto relation = view.relation(versions.back().situation.referent, person.bytes());
  return view.sight(partners::Category::identity, relation) == partners::Sight::write;
}

OpeningsSheet sheet_of(const Workspace& workspace, const http::Request& request) {
  const partners::View view = workspace.view(request);
  OpeningsSheet sheet;
  sheet.durations = duration_options(workspace.clock.today());
  workspace.database.read([&](store::Reader& reader) {
    OpeningLines lines(reader, workspace);
    const auto all = people::all_openings(reader, workspace.vault, workspace.territory);
    for (auto opening = all.rbegin(); opening != all.rend(); ++opening) {
      const bool mine = view.account() && opening->first.account == *view.account();
      const bool followed = answers_for(reader, workspace, view, opening->first.person);
      if (followed && opening->pending()) {
        sheet.to_answer.push_back(lines.line(*opening, true));
      } else if (followed && sheet.about_mine.size() < most_shown) {
        sheet.about_mine.push_back(lines.line(*opening, true));
      }
      // The name is told by the file, if it opens: a closed request names nobody.
      if (mine && sheet.asked.size() < most_shown) sheet.asked.push_back(lines.line(*opening, false));
    }
  });
  std::ranges::reverse(sheet.to_answer);
  return sheet;
}

std::string error_of(const Refusal& refusal) {
  if (refusal.code == "opening.answered") return "Quelqu’un a déjà répondu à cette demande.";
  if (refusal.code == "opening.own") return "On ne répond pas à sa propre demande.";
  if (refusal.code == "opening.categories_missing") return "Laissez au moins une rubrique cochée.";
  if (refusal.code == "opening.duration") return "Choisissez une durée de la liste.";
  if (refusal.code == "opening.reason_missing")
    return "Dites pourquoi vous refusez\u00a0: la réponse est lue.";
  if (refusal.code == "opening.not_in_force") return "Cet accès est déjà clos.";
  return "Ce geste est refusé\u00a0: " + refusal.code + ".";
}

people::OpeningAnswer answer_of(const http::Request& request, const Opening& opening,
                                const partners::View& view) {
  people::OpeningAnswer answer;
  answer.grants = request.form.get("geste") == "accorder";
  answer.reason = trim(request.form.get("motif"));
  if (view.account()) answer.account = *view.account();
  for (const CategoryChoice& choice : category_choices(opening.first.categories, 0)) {
    if (request.form.get("rubrique_" + choice.word) == "1") {
      answer.categories |= people::parse_categories(choice.word);
    }
  }
  const std::string_view hours = request.form.get("duree");
  std::from_chars(hours.data(), hours.data() + hours.size(), answer.hours);
  return answer;
}

http::Response answer(const Workspace& workspace, const http::Request& request) {
  const auto id = people::OpeningId::parse(request.param("id"));
  const partners::View view = workspace.view(request);
  const bool ends = request.form.get("geste") == "clore";
  std::optional<Opening> opening;
  const bool theirs = id && workspace.database.read([&](store::Reader& reader) {
    opening = people::find_opening(reader, workspace.vault, workspace.territory, *id);
    if (!opening) return false;
    const bool mine = view.account() && opening->first.account == *view.account();
    return answers_for(reader, workspace, view, opening->first.person) || (ends && mine);
  });
  if (!theirs) return workspace.pages.problem(request, {404, ""});
  const std::int64_t now = workspace.clock.now_ms();
  const auto page = workspace.pages.context(request);
  const auto given = answer_of(request, *opening, view);
  const auto again = [&](ui::FieldError error, ui::TextWarning warning) {
    OpeningsSheet sheet = sheet_of(workspace, request);
    sheet.refused = id->text();
    sheet.reason = given.reason;
    sheet.errors.push_back(std::move(error));
    sheet.warning = std::move(warning);
    return ui::answer_refused(page, views::openings, page, sheet);
  };
  const ui::TextWarning warning = pathways::warn_of_text(request, {"motif"});
  if (warning.stops()) return again(pathways::error_of_box(), warning);
  const auto done = ends ? people::end_opening(workspace.database, workspace.command(request), *id, now)
                         : people::answer_opening(workspace.database, workspace.vault,
                                                  workspace.command(request), *id, given, now);
  if (!done && done.error().code != "command.already_done") {
    return again({"", error_of(done.error())}, warning);
  }
  (void)people::record_access(workspace.database, workspace.territory, Workspace::actor(request),
                              opening->first.person,
                              ends           ? "accès clos"
                              : given.grants ? "accès accordé"
                                             : "accès refusé",
                              request.peer);
  return ui::done(page, "/demandes",
                  ends           ? "Accès clos\u00a0: le dossier ne s’ouvre plus."
                  : given.grants ? "Accès accordé."
                                 : "Accès refusé.");
}

}  // namespace

void add_opening_pages(http::Router& router, const Workspace& workspace) {
  router.get("/demandes", [&workspace](const http::Request& request) {
    const auto page = workspace.pages.context(request);
    return ui::answer(page, views::openings, page, sheet_of(workspace, request));
  });
  router.post("/demandes/:id",
              [&workspace](const http::Request& request) { return answer(workspace, request); });
}

}  // namespace jalon::rights
