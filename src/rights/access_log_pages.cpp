#include "rights/access_log_pages.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "partners/actor_names_store.hpp"
#include "pathways/text_warning_pages.hpp"
#include "people/access_log_store.hpp"
#include "people/health_actions.hpp"
#include "people/people_actions.hpp"
#include "rights/views/access_log.hpp"

namespace jalon::rights {

using pathways::Workspace;

namespace {

constexpr std::int64_t lines_per_page = 50;

/// "2018-10-12T07:30:00.000Z" as Paris reads it; anything else as it stands.
std::string moment(const std::string& at) {
  const auto on = parse_date(std::string_view(at).substr(0, std::min<std::size_t>(10, at.size())));
  int hour = 0;
  int minute = 0;
  const auto number = [&](std::size_t first, int& value) {
    return at.size() >= first + 2 &&
           std::from_chars(at.data() + first, at.data() + first + 2, value).ec == std::errc();
  };
  if (!on || !number(11, hour) || !number(14, minute)) return at;
  const std::int64_t ms = (std::int64_t{on->days()} * 24 * 60 + hour * 60 + minute) * 60'000;
  return to_french(paris_date(ms)) + " à " + paris_time(ms);
}

void add_emergencies(AccessSheet& sheet, store::Reader& reader, const Workspace& workspace) {
  constexpr std::size_t most_shown = 30;
  OpeningLines lines(reader, workspace);
  const auto all = people::emergencies(reader, workspace.vault, workspace.territory);
  for (const bool reviewed : {false, true}) {
    for (auto opening = all.rbegin(); opening != all.rend(); ++opening) {
      if (opening->review.has_value() != reviewed) continue;
      if (!reviewed) ++sheet.to_review;
      if (reviewed && sheet.emergencies.size() >= most_shown) break;
      sheet.emergencies.push_back(lines.line(*opening, false));
    }
  }
}

std::string error_of(const Refusal& refusal) {
  if (refusal.code == "opening.reviewed") return "Cette ouverture est déjà relue.";
  if (refusal.code == "opening.own") return "On ne relit pas sa propre ouverture.";
  if (refusal.code == "opening.reason_missing") {
    return "Dites pourquoi elle n’est pas justifiée\u00a0: la personne et l’agent le liront.";
  }
  return "Ce geste est refusé\u00a0: " + refusal.code + ".";
}

AccessSheet sheet_of(const Workspace& workspace, const ui::PageContext& page, const http::Request& request) {
  AccessSheet sheet;
  sheet.ref = trim(request.query.get("personne"));
  const std::string_view typed = request.query.get("page");
  std::int64_t number = 1;
  std::from_chars(typed.data(), typed.data() + typed.size(), number);
  workspace.database.read([&](store::Reader& reader) {
    add_emergencies(sheet, reader, workspace);
    const auto health = people::health_desk(reader, workspace.territory, workspace.clock.today());
    if (health.ended) sheet.hosting_ended = to_french(*health.ended->until);
    sheet.total = people::count_accesses(reader, workspace.territory, sheet.ref);
    const std::int64_t pages = std::max<std::int64_t>(1, (sheet.total + lines_per_page - 1) / lines_per_page);
    number = std::clamp<std::int64_t>(number, 1, pages);
    sheet.paging = {page.link(ui::Url("/acces").with("personne", sheet.ref)), static_cast<int>(number),
                    static_cast<int>(pages)};
    const partners::ActorNames names(reader, workspace.territory);
    for (const people::LoggedAccess& one : people::logged_accesses(
             reader, workspace.territory, sheet.ref, (number - 1) * lines_per_page, lines_per_page)) {
      sheet.lines.push_back({moment(one.at), names.of(one.actor), one.ref, one.purpose, one.peer});
    }
  });
  return sheet;
}

http::Response review(const Workspace& workspace, const http::Request& request) {
  const auto id = people::OpeningId::parse(request.param("id"));
  const std::string_view said = request.form.get("avis");
  const auto opening = id ? workspace.database.read([&](store::Reader& reader) {
    return people::find_opening(reader, workspace.vault, workspace.territory, *id);
  })
                          : std::nullopt;
  if (!opening || !opening->emergency()) return workspace.pages.problem(request, {404, ""});
  if (said != "justifie" && said != "non") return workspace.pages.problem(request, {400, ""});
  const auto page = workspace.pages.context(request);
  const std::string reason(trim(request.form.get("motif")));
  const auto again = [&](ui::FieldError error, ui::TextWarning warning) {
    AccessSheet sheet = sheet_of(workspace, page, request);
    sheet.refused = id->text();
    sheet.reason = reason;
    sheet.errors.push_back(std::move(error));
    sheet.warning = std::move(warning);
    return ui::answer_refused(page, views::access_log, page, sheet);
  };
  const ui::TextWarning warning = pathways::warn_of_text(request, {"motif"});
  if (warning.stops()) return again(pathways::error_of_box(), warning);
  const auto reviewed = people::review_emergency(
      workspace.database, workspace.vault, workspace.command(request), *id, said == "justifie", reason,
      workspace.view(request).account().value_or(partners::AccountId()), workspace.clock.now_ms());
  if (!reviewed && reviewed.error().code != "command.already_done") {
    return again({"", error_of(reviewed.error())}, warning);
  }
  (void)people::record_access(workspace.database, workspace.territory, Workspace::actor(request),
                              opening->first.person, "avis sur un accès d’urgence", request.peer);
  return ui::done(page, "/acces",
                  said == "justifie" ? "Ouverture justifiée\u00a0: c’est consigné."
                                     : "Ouverture non justifiée\u00a0: le dossier est refermé.");
}

}  // namespace

void add_access_log_pages(http::Router& router, const Workspace& workspace) {
  router.get("/acces", [&workspace](const http::Request& request) {
    const auto page = workspace.pages.context(request);
    return ui::answer(page, views::access_log, page, sheet_of(workspace, page, request));
  });
  router.post("/acces/urgences/:id",
              [&workspace](const http::Request& request) { return review(workspace, request); });
}

}  // namespace jalon::rights
