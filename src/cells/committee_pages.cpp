#include "cells/committee_pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

#include "base/text.hpp"
#include "cells/agenda_actions.hpp"
#include "cells/agenda_rules.hpp"
#include "cells/decision_actions.hpp"
#include "cells/project_actions.hpp"
#include "cells/views/committee.hpp"
#include "partners/small_numbers.hpp"
#include "pathways/causes.hpp"
#include "pathways/text_warning_pages.hpp"
#include "pathways/told_shares_actions.hpp"

namespace jalon::cells {
namespace {

using pathways::Board;
using pathways::Snapshot;
using pathways::Workspace;

struct Edge {
  const Workspace& workspace;
  AskIndicators ask_indicators;
};

/// As the caller may be told them: of the points that they are shown or may count.
struct ToldStructural {
  std::vector<StructuralLine> lines;
};

ToldStructural structural_lines(const Snapshot& snapshot, const pathways::Sights& sights,
                                const std::vector<FollowUp>& known, int people, int fewest_told) {
  const Board& board = snapshot.board;
  pathways::Board::Counts counts;
  if (!sights.counts_everything()) {
    counts = [&](const pathways::Standing& standing, const pathways::Blocker& blocker) {
      const pathways::Line* line = snapshot.line(standing.person);
      return line != nullptr && sights.counts(board, blocker, *line);
    };
  }
  ToldStructural told;
  for (const StructuralBlocker& blocker : structural_blockers(board, known, people, counts)) {
    StructuralLine line{blocker.root,
                        step_label(board, blocker.root),
                        blocker.cause,
                        std::string(pathways::cause_label(blocker.cause)),
                        {},
                        blocker.people,
                        blocker.gain_days,
                        blocker.escalated};
    const auto root = board.catalogue().find(blocker.root);
    const auto all = root ? pathways::sharers(snapshot, sights, *root, blocker.cause) : pathways::Sharers{};
    line.few = partners::too_few({blocker.people, all.shown}, fewest_told);
    if (line.few) {
      line.people = all.shown;
      line.gain_days = 0;
    } else {
      for (const std::string& one : blocker.organisations)
        line.organisations.push_back(snapshot.organisation(one));
    }
    told.lines.push_back(std::move(line));
  }
  return told;
}

/// Whether a number told to the caller may count that decision.
bool counts(const pathways::Sights& sights, const Snapshot& snapshot, const Decision& decision) {
  const auto step = sights.find(decision.step);
  return sights.everything() || (step && sights.counts_everybody(*step)) ||
         sees(sights, snapshot, decision.person, decision.step);
}

void count_actions(const std::vector<FollowUp>& known, const Snapshot& snapshot, CommitteePage& sheet) {
  std::map<std::string, OwnerLine> owners;
  for (const FollowUp& item : known) {
    const bool late = item.state == DecisionState::late;
    if (item.state == DecisionState::done) {
      ++sheet.done;
      sheet.unblocked += item.unblocked ? 1 : 0;
    }
    if (!late && item.state != DecisionState::open) continue;
    ++sheet.open;
    sheet.late += late ? 1 : 0;
    const std::string name =
        item.decision.owner ? snapshot.organisation_named(*item.decision.owner) : std::string();
    OwnerLine& owner = owners[name];
    owner.organisation = name.empty() ? "Sans organisme désigné" : name;
    ++owner.open;
    owner.late += late ? 1 : 0;
  }
  for (auto& [name, owner] : owners) sheet.owners.push_back(std::move(owner));
  std::stable_sort(sheet.owners.begin(), sheet.owners.end(), [](const OwnerLine& a, const OwnerLine& b) {
    return std::tie(b.late, b.open) < std::tie(a.late, a.open);
  });
}

CommitteePage committee_page(const Edge& edge, const http::Request& request, Date at) {
  const Workspace& workspace = edge.workspace;
  CommitteePage sheet;
  sheet.indicators = edge.ask_indicators(request, at);
  std::vector<FollowUp> known;
  workspace.database.read([&](store::Reader& reader) {
    known = follow_ups(reader, workspace.vault, workspace.territory, Date::from_days(0), at);
    sheet.answers = answers(reader, workspace.territory);
    sheet.projects = projects(reader, workspace.territory);
  });
  sheet.threshold = rules_at(default_agenda_rules(), at).structural_people;
  const partners::View view = workspace.view(request);
  const int fewest = partners::fewest_told(workspace.clock.today());
  workspace.board.on(at, [&](const Snapshot& snapshot) {
    const pathways::Sights sights(view, snapshot.board.catalogue());
    std::erase_if(known, [&](const FollowUp& item) { return !counts(sights, snapshot, item.decision); });
    mark_unblocked(known, snapshot.board);
    sheet.structural =
        snapshot.derived
            .get<ToldStructural>(
                fmt::format("{} {} {}", view.key(), state_of_decisions(known, sheet.answers), fewest),
                [&] { return structural_lines(snapshot, sights, known, sheet.threshold, fewest); })
            ->lines;
    count_actions(known, snapshot, sheet);
  });
  return sheet;
}

std::vector<std::string> lines_of(std::string_view text, char separator) {
  std::vector<std::string> list;
  for (const std::string_view part : split(text, separator)) {
    if (!part.empty()) list.emplace_back(part);
  }
  return list;
}

/// `15/11/2018 Salle trouvée`, one a line; a line without date has none.
std::vector<Milestone> read_milestones(std::string_view text) {
  std::vector<Milestone> milestones;
  for (const std::string& line : lines_of(text, '\n')) {
    Milestone milestone;
    milestone.title = line;
    if (const auto due = parse_date(line.substr(0, 10))) {
      milestone.due_on = due;
      milestone.title = trim(std::string_view(line).substr(10));
    }
    if (!milestone.title.empty()) milestones.push_back(std::move(milestone));
  }
  return milestones;
}

http::Response show(const Edge& edge, const http::Request& request, const ProjectForm& form) {
  const auto page = edge.workspace.pages.context(request);
  const CommitteePage sheet = committee_page(edge, request, page.as_of);
  if (form.errors.empty()) return ui::answer(page, views::committee, page, sheet, form);
  return ui::answer_refused(page, views::committee, page, sheet, form);
}

http::Response add(const Edge& edge, const http::Request& request) {
  ProjectForm form{std::string(request.form.get("titre")),
                   std::string(request.form.get("causes")),
                   std::string(request.form.get("partenaires")),
                   std::string(request.form.get("jalons")),
                   {},
                   pathways::warn_of_text(request, {"titre", "jalons"})};
  if (form.warning.stops()) {
    form.errors.push_back(pathways::error_of(form.warning));
    return show(edge, request, form);
  }
  const auto page = edge.workspace.pages.context(request);
  Project project;
  project.title = trim(form.title);
  project.causes = lines_of(form.causes, ';');
  project.partners = lines_of(form.partners, ';');
  project.starts_on = page.as_of;
  project.milestones = read_milestones(form.milestones);
  const auto added = add_project(edge.workspace.database, edge.workspace.command(request), project);
  if (!added && added.error().code != "command.already_done") {
    const bool no_title = added.error().code == "project.no_title";
    form.errors.push_back(no_title
                              ? ui::FieldError{"titre", "Donnez un titre au projet."}
                              : ui::FieldError{"causes", "Dites au moins une cause à laquelle il répond."});
    return show(edge, request, form);
  }
  return ui::done(page, "/comite", "Projet commun enregistré.");
}

http::Response answer(const Edge& edge, const http::Request& request) {
  const auto page = edge.workspace.pages.context(request);
  CommitteeAnswer given;
  given.root = request.form.get("racine");
  given.cause = request.form.get("cause");
  given.answer = trim(request.form.get("reponse"));
  given.answered_on = page.as_of;
  const auto warning = pathways::warn_of_text(request, {"reponse"});
  if (warning.stops()) {
    CommitteePage sheet = committee_page(edge, request, page.as_of);
    sheet.answer = {given.root, given.cause, given.answer, warning};
    return ui::answer_refused(page, views::committee, page, sheet, ProjectForm{});
  }
  const auto answered = answer_escalations(edge.workspace.database, edge.workspace.command(request), given);
  if (!answered && answered.error().code == "answer.empty") {
    return ui::done(page, "/comite", "Écrivez la réponse avant de l’envoyer : rien n’a été enregistré.");
  }
  const int files = answered.value_or(0);
  return ui::done(
      page, "/comite",
      "Réponse enregistrée. Elle est revenue vers " + french_count(files, "dossier", "dossiers") + ".");
}

http::Response finish(const Edge& edge, const http::Request& request) {
  const auto page = edge.workspace.pages.context(request);
  const auto project = ProjectId::parse(request.param("project"));
  const auto milestone = MilestoneId::parse(request.param("milestone"));
  if (!project || !milestone) return edge.workspace.pages.problem(request, {404, ""});
  const auto finished = finish_milestone(edge.workspace.database, edge.workspace.command(request), *project,
                                         *milestone, page.as_of);
  if (!finished && finished.error().code != "command.already_done") {
    return ui::done(page, "/comite", "Ce jalon était déjà franchi.");
  }
  return ui::done(page, "/comite", "Jalon franchi.");
}

}  // namespace

std::string ProjectForm::error(std::string_view field) const {
  for (const ui::FieldError& one : errors) {
    if (one.field == field) return one.text;
  }
  return "";
}

void add_committee_pages(http::Router& router, const Workspace& workspace, AskIndicators ask_indicators) {
  const auto edge = std::make_shared<const Edge>(Edge{workspace, std::move(ask_indicators)});
  router.get("/comite", [edge](const http::Request& request) { return show(*edge, request, {}); });
  router.post("/comite/projets", [edge](const http::Request& request) { return add(*edge, request); });
  router.post("/comite/reponses", [edge](const http::Request& request) { return answer(*edge, request); });
  router.post("/comite/projets/:project/jalons/:milestone",
              [edge](const http::Request& request) { return finish(*edge, request); });
}

}  // namespace jalon::cells
