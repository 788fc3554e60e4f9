#include "rights/retention_pages.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "rights/access_log_upkeep_actions.hpp"
#include "rights/views/retention.hpp"

namespace jalon::rights {

using pathways::Workspace;

namespace {

constexpr std::size_t lines_per_page = 50;

ui::Badge badge_of(people::RetentionStage stage) {
  switch (stage) {
    case people::RetentionStage::due:
      return {ui::Tone::late, "Terme venu", ""};
    case people::RetentionStage::to_warn:
      return {ui::Tone::waiting, "À annoncer", ""};
    case people::RetentionStage::warned:
      return {ui::Tone::info, "Annoncé", ""};
    case people::RetentionStage::held:
      return {ui::Tone::stop, "Retenu", ""};
    default:
      return {ui::Tone::neutral, "", ""};
  }
}

RetentionSheet sheet_of(const Workspace& workspace, const ui::PageContext& page,
                        const std::vector<people::ContactSource>& contacts, std::string_view typed) {
  RetentionSheet sheet;
  sheet.report = workspace.database.read([&](store::Reader& reader) {
    return look_at_terms(reader, workspace.territory, contacts, page.as_of);
  });
  std::vector<TermLine> all;
  for (const auto* list :
       {&sheet.report.due, &sheet.report.to_warn, &sheet.report.held, &sheet.report.warned}) {
    for (const FileTerm& file : *list) all.push_back({&file, badge_of(file.term.stage)});
  }
  const std::size_t pages = std::max<std::size_t>(1, (all.size() + lines_per_page - 1) / lines_per_page);
  std::size_t number = 1;
  std::from_chars(typed.data(), typed.data() + typed.size(), number);
  number = std::clamp<std::size_t>(number, 1, pages);
  sheet.paging = {page.link("/conservation"), static_cast<int>(number), static_cast<int>(pages)};
  const std::size_t first = (number - 1) * lines_per_page;
  const std::size_t last = std::min(all.size(), first + lines_per_page);
  sheet.lines.assign(all.begin() + static_cast<std::ptrdiff_t>(first),
                     all.begin() + static_cast<std::ptrdiff_t>(last));
  sheet.today = page.is_today();
  sheet.can_apply = sheet.today && !sheet.report.nothing_to_do();
  return sheet;
}

/// "2 mois scellés, 1 parti", or why not.
std::string keep_log(const Workspace& workspace, const http::Request& request) {
  const auto kept =
      keep_access_log(workspace.database, {workspace.territory, {}, Workspace::actor(request), "", ""}, true);
  if (!kept) {
    return "Journal des accès\u00a0: le segment " + std::string(kept.error().fact("segment")) +
           " ne concorde pas avec ses empreintes, rien n’en part\u00a0; jalon verify dit où.";
  }
  return "Journal des accès\u00a0: " +
         french_count(static_cast<std::int64_t>(kept->sealed.size()), "segment scellé", "segments scellés") +
         ", " + french_count(static_cast<std::int64_t>(kept->trimmed.size()), "retiré", "retirés") + ".";
}

http::Response apply(const Workspace& workspace, const http::Request& request,
                     const std::vector<people::ContactSource>& contacts) {
  const auto page = workspace.pages.context(request);
  const Date today = workspace.clock.today();
  if (request.form.get("geste") == "journal")
    return ui::done(page, "/conservation", keep_log(workspace, request));
  const auto before = workspace.database.read(
      [&](store::Reader& reader) { return look_at_terms(reader, workspace.territory, contacts, today); });
  if (!before.due.empty() && request.form.get("verifie") != "1") {
    auto sheet = sheet_of(workspace, page, contacts, "");
    sheet.missing = "Cochez la case\u00a0: ce qui est anonymisé ne revient pas.";
    return ui::answer_refused(page, views::retention, page, sheet);
  }
  const auto report =
      apply_retention(workspace.database, workspace.vault, workspace.command(request), contacts, today);
  if (!report && report.error().code != "command.already_done") {
    return workspace.pages.problem(request, {404, ""});
  }
  workspace.board.reload();
  if (!report) return ui::done(page, "/conservation", "C’était déjà fait.");
  return ui::done(page, "/conservation",
                  french_count(static_cast<std::int64_t>(report->to_warn.size()), "dossier annoncé",
                               "dossiers annoncés") +
                      ", " +
                      french_count(static_cast<std::int64_t>(report->due.size()), "dossier anonymisé",
                                   "dossiers anonymisés") +
                      ". " + keep_log(workspace, request));
}

}  // namespace

void add_retention_pages(http::Router& router, const Workspace& workspace,
                         const std::vector<people::ContactSource>& contacts) {
  router.get("/conservation", [&workspace, &contacts](const http::Request& request) {
    const auto page = workspace.pages.context(request);
    return ui::answer(page, views::retention, page,
                      sheet_of(workspace, page, contacts, request.query.get("page")));
  });
  router.post("/conservation", [&workspace, &contacts](const http::Request& request) {
    return apply(workspace, request, contacts);
  });
}

}  // namespace jalon::rights
