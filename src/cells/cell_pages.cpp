#include "cells/cell_pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <set>

#include "base/text.hpp"
#include "cells/agenda_actions.hpp"
#include "cells/decision_actions.hpp"
#include "cells/meeting_store.hpp"
#include "cells/views/case_sheet.hpp"
#include "cells/views/cell_agenda.hpp"
#include "cells/views/cell_list.hpp"
#include "cells/views/record_of_decisions.hpp"
#include "partners/organisation_store.hpp"
#include "partners/territory.hpp"
#include "pathways/causes.hpp"
#include "pathways/text_warning_pages.hpp"
#include "people/people_actions.hpp"

namespace jalon::cells {
namespace {

using pathways::Blocker;
using pathways::Board;
using pathways::ShareBy;
using pathways::Snapshot;
using pathways::Workspace;

constexpr int default_minutes = 120;

std::string step_label(const Board& board, std::string_view id) {
  const auto step = board.catalogue().find(id);
  return step ? board.catalogue().nearest_version(*step, board.at()).label_fr : std::string(id);
}

std::string reason_in_french(std::string_view reason) {
  if (reason == "gain") return "jours gagnés";
  if (reason == "unlock") return "but débloqué";
  if (reason == "deadline") return "échéance proche";
  return "jamais examiné";
}

std::string usual_action(std::string_view cause) {
  const pathways::CauseEntry* entry = pathways::find_cause(cause);
  return entry == nullptr ? "" : entry->usual_action;
}

std::string name_of(const Snapshot& snapshot, std::string_view id) {
  const auto uuid = parse_uuid(id);
  const pathways::Line* line = uuid ? snapshot.line(*uuid) : nullptr;
  return line == nullptr ? std::string("Dossier inconnu") : people::display_name(line->identity);
}

CaseLine to_line(const AgendaCase& item, const Snapshot& snapshot) {
  CaseLine line;
  line.person = item.about.person;
  line.name = name_of(snapshot, item.about.person);
  line.step = item.about.step;
  line.step_label = step_label(snapshot.board, item.about.step);
  for (const std::string& other : item.about.with) line.with.push_back(step_label(snapshot.board, other));
  line.since = item.about.since;
  line.gain_days = item.about.gain_days;
  line.unlocks = item.about.unlocks;
  line.deadline = item.about.deadline;
  for (const std::string& reason : item.reasons) line.reasons.push_back(reason_in_french(reason));
  return line;
}

GroupSheet to_sheet(const AgendaGroup& group, const Snapshot& snapshot) {
  GroupSheet sheet;
  sheet.root_label = step_label(snapshot.board, group.root);
  sheet.cause_label = pathways::cause_label(group.cause);
  sheet.action = usual_action(group.cause);
  sheet.organisation = snapshot.organisation(group.organisation);
  sheet.minutes = group.minutes;
  sheet.gain_days = group.gain_days;
  sheet.unlocks = group.unlocks;
  sheet.people = group.people;
  for (const AgendaCase& item : group.put_off) sheet.put_off.push_back(to_line(item, snapshot));
  for (const AgendaCase& item : group.cases) sheet.cases.push_back(to_line(item, snapshot));
  return sheet;
}

int read_minutes(const http::Request& request) {
  const std::string_view typed = request.query.get("minutes");
  int minutes = default_minutes;
  std::from_chars(typed.data(), typed.data() + typed.size(), minutes);
  return std::clamp(minutes, 10, 600);
}

struct Known {
  std::vector<FollowUp> follow_ups;
  std::vector<CommitteeAnswer> answers;
};

Known read_known(const Workspace& workspace, Date at) {
  return workspace.database.read([&](store::Reader& reader) {
    return Known{follow_ups(reader, workspace.vault, workspace.territory, Date::from_days(0), at),
                 answers(reader, workspace.territory)};
  });
}

std::vector<CellDay> cell_days(const Workspace& workspace, Date at) {
  std::vector<CellDay> days;
  const auto meetings = workspace.database.read(
      [&](store::Reader& reader) { return all_meetings(reader, workspace.territory); });
  for (const Meeting& meeting : meetings) {
    if (meeting.kind != MeetingKind::cell) continue;
    days.push_back(
        {meeting.held_on, std::string(partners::commune_name(meeting.commune)), meeting.held_on < at});
  }
  return days;
}

AgendaPage agenda_sheet(const Snapshot& snapshot, const Known& known, int minutes) {
  const AgendaSheet prepared = prepare_agenda(snapshot.board, known.follow_ups, minutes);
  AgendaPage sheet;
  sheet.at = snapshot.board.at();
  sheet.minutes = minutes;
  sheet.planned = prepared.agenda.planned_minutes;
  sheet.rules = prepared.rules;
  sheet.follow_ups = to_lines(prepared.follow_ups, snapshot, known.answers);
  for (const AgendaGroup& group : prepared.agenda.groups) sheet.groups.push_back(to_sheet(group, snapshot));
  for (const AgendaGroup& group : prepared.agenda.put_off) sheet.put_off.push_back(to_sheet(group, snapshot));
  for (const std::string& one : prepared.agenda.invited) sheet.invited.push_back(snapshot.organisation(one));
  return sheet;
}

std::string place_of_cell(const Workspace& workspace, Date at) {
  std::string place;
  for (const CellDay& day : cell_days(workspace, at)) {
    if (day.held_on == at) place += (place.empty() ? "" : ", ") + day.place;
  }
  return place;
}

const Blocker* find_blocker(const Snapshot& snapshot, const UuidBytes& person, std::string_view step) {
  const pathways::Standing* standing = snapshot.board.standing(person);
  const auto index = snapshot.board.catalogue().find(step);
  if (standing == nullptr || !index) return nullptr;
  const auto found = std::ranges::find(standing->blockers, *index, &Blocker::step);
  return found == standing->blockers.end() ? nullptr : &*found;
}

int sharers(const Snapshot& snapshot, const Blocker& blocker, const UuidBytes& person) {
  const Board& board = snapshot.board;
  const std::string_view cause = board.key(blocker, ShareBy::cause);
  return static_cast<int>(std::ranges::count_if(board.standings(), [&](const pathways::Standing& standing) {
    return standing.person != person && std::ranges::any_of(standing.blockers, [&](const Blocker& other) {
             return other.root == blocker.root && board.key(other, ShareBy::cause) == cause;
           });
  }));
}

std::optional<CaseSheet> case_sheet(const Workspace& workspace, Date at, const UuidBytes& person,
                                    std::string_view step) {
  Known known = read_known(workspace, at);
  return workspace.board.on(at, [&](const Snapshot& snapshot) -> std::optional<CaseSheet> {
    const Board& board = snapshot.board;
    const pathways::Line* line = snapshot.line(person);
    if (line == nullptr || !board.catalogue().find(step)) return std::nullopt;
    CaseSheet sheet;
    sheet.person = to_text(person);
    sheet.name = people::display_name(line->identity);
    if (line->identity.birth_date) sheet.age = age_at(*line->identity.birth_date, at);
    sheet.commune = partners::commune_name(line->commune);
    sheet.step = sheet.root = step;
    sheet.step_label = sheet.root_label = step_label(board, step);
    std::vector<FollowUp> about;
    for (const FollowUp& item : known.follow_ups) {
      if (item.decision.person == person) about.push_back(item);
    }
    mark_unblocked(about, board);
    sheet.earlier = to_lines(about, snapshot, known.answers);
    const Blocker* blocker = find_blocker(snapshot, person, step);
    sheet.blocked = blocker != nullptr;
    if (blocker == nullptr) return sheet;
    const pathways::Gain& gain = blocker->with_count > 0 ? blocker->joint : blocker->gain;
    sheet.root = board.catalogue().step(blocker->root).id;
    sheet.root_label = step_label(board, sheet.root);
    sheet.cause = board.key(*blocker, ShareBy::cause);
    sheet.cause_label = pathways::cause_label(sheet.cause);
    sheet.action = usual_action(sheet.cause);
    sheet.organisation = snapshot.organisation(board.key(*blocker, ShareBy::organisation));
    for (const auto other : blocker->with_steps()) {
      sheet.with.push_back(step_label(board, board.catalogue().step(other).id));
    }
    if (blocker->since != pathways::no_day) sheet.since = Date::from_days(blocker->since);
    if (blocker->deadline != pathways::no_day) sheet.deadline = Date::from_days(blocker->deadline);
    sheet.gain_days = gain.days;
    sheet.unlocks = gain.unlocked;
    sheet.others = sharers(snapshot, *blocker, person);
    return sheet;
  });
}

/// Where a case stands in the agenda it was opened from, and the cases beside it.
std::optional<Neighbours> neighbours(const AgendaPage& agenda, const CaseSheet& sheet) {
  std::vector<const CaseLine*> cases;
  for (const GroupSheet& group : agenda.groups) {
    for (const CaseLine& line : group.cases) cases.push_back(&line);
  }
  const auto here = std::ranges::find_if(
      cases, [&](const CaseLine* line) { return line->person == sheet.person && line->step == sheet.step; });
  if (here == cases.end()) return std::nullopt;
  Neighbours found;
  found.rank = here - cases.begin() + 1;
  found.of = static_cast<std::int64_t>(cases.size());
  if (here != cases.begin()) found.previous = **std::prev(here);
  if (std::next(here) != cases.end()) found.next = **std::next(here);
  return found;
}

/// Whether the caller sees that step of that person.
bool sees(const pathways::Sights& sights, const Snapshot& snapshot, std::string_view person,
          std::string_view step) {
  if (sights.everything()) return true;
  const auto id = parse_uuid(person);
  const pathways::Line* line = id ? snapshot.line(*id) : nullptr;
  return line != nullptr && sights.opens(*line) &&
         sights.step(step, sights.relation(*line)) >= partners::Sight::flag;
}

/// What the cases that are left come to.
void sum_up(GroupSheet& group) {
  std::set<std::string_view> people;
  group.gain_days = 0;
  group.unlocks = 0;
  for (const CaseLine& line : group.cases) {
    people.insert(line.person);
    group.gain_days += line.gain_days;
    group.unlocks += line.unlocks;
  }
  group.people = static_cast<int>(people.size());
}

void keep_to(AgendaPage& agenda, const Snapshot& snapshot, const pathways::Sights& sights) {
  const auto hidden = [&](const auto& line) { return !sees(sights, snapshot, line.person, line.step); };
  for (auto* groups : {&agenda.groups, &agenda.put_off}) {
    for (GroupSheet& group : *groups) {
      std::erase_if(group.put_off, hidden);
      if (std::erase_if(group.cases, hidden) > 0) sum_up(group);
    }
    std::erase_if(*groups, [](const GroupSheet& group) { return group.cases.empty(); });
  }
  std::erase_if(agenda.follow_ups, hidden);
}

/// The agenda as a kind of reader sees it, kept beside the whole one.
struct SeenAgenda {
  AgendaPage agenda;
};

/// Without the cases and decisions that the caller does not see. Shared: it holds some thousand lines.
std::shared_ptr<const SeenAgenda> agenda_for(const Workspace& workspace, const http::Request& request,
                                             Date at, int minutes) {
  const Known known = read_known(workspace, at);
  const std::string place = place_of_cell(workspace, at);
  const std::string key = fmt::format("{} {}", minutes, state_of_decisions(known.follow_ups, known.answers));
  return workspace.board.on(at, [&](const Snapshot& snapshot) {
    const pathways::Sights sights(workspace.view(request), snapshot.board.catalogue());
    return snapshot.derived.get<SeenAgenda>(sights.view().key() + " " + place + " " + key, [&] {
      SeenAgenda seen{
          *snapshot.derived.get<AgendaPage>(key, [&] { return agenda_sheet(snapshot, known, minutes); })};
      seen.agenda.place = place;
      keep_to(seen.agenda, snapshot, sights);
      return seen;
    });
  });
}

void keep_to(CaseSheet& sheet, const Workspace& workspace, const http::Request& request, Date at) {
  workspace.board.on(at, [&](const Snapshot& snapshot) {
    const pathways::Sights sights(workspace.view(request), snapshot.board.catalogue());
    std::erase_if(sheet.earlier,
                  [&](const FollowUpLine& line) { return !sees(sights, snapshot, line.person, line.step); });
    if (!sees(sights, snapshot, sheet.person, sheet.root)) {
      sheet.root = sheet.step;
      sheet.root_label = sheet.step_label;
    }
  });
}

bool sees_case(const Workspace& workspace, const http::Request& request, Date at,
               const people::PersonId& person) {
  return workspace.board.on(at, [&](const Snapshot& snapshot) {
    const pathways::Sights sights(workspace.view(request), snapshot.board.catalogue());
    return sees(sights, snapshot, person.text(), request.param("step"));
  });
}

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

http::Response follow(const Workspace& workspace, const http::Request& request) {
  const auto page = workspace.pages.context(request);
  const auto id = DecisionId::parse(request.param("id"));
  const std::string kind(request.form.get("suite"));
  const std::set<std::string> known = {"done", "cancelled", "reopened"};
  if (!id || !known.contains(kind)) return workspace.pages.problem(request, {400, ""});
  const Date on = parse_date(request.form.get("date")).value_or(workspace.clock.today());
  const auto followed = follow_decision(workspace.database, workspace.command(request), *id, {kind, on, {}});
  if (!followed && followed.error().code == "decision.unknown")
    return workspace.pages.problem(request, {404, ""});
  return ui::done(page, ui::path("/cellule/{}", to_iso(on)), "La suite de la décision est enregistrée.");
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

ui::Badge state_badge(DecisionState state) {
  switch (state) {
    case DecisionState::open:
      return {ui::Tone::waiting, "En cours", ""};
    case DecisionState::late:
      return {ui::Tone::late, "En retard", ""};
    case DecisionState::done:
      return {ui::Tone::good, "Faite", ""};
    case DecisionState::cancelled:
      return {ui::Tone::neutral, "Annulée", ""};
    case DecisionState::answered:
      return {ui::Tone::info, "Réponse du comité", ""};
  }
  return {};
}

std::vector<FollowUpLine> to_lines(const std::vector<FollowUp>& follow_ups, const Snapshot& snapshot,
                                   const std::vector<CommitteeAnswer>& answers) {
  std::vector<FollowUpLine> lines;
  for (const FollowUp& item : follow_ups) {
    const Decision& decision = item.decision;
    FollowUpLine line;
    line.id = decision.id.text();
    line.person = to_text(decision.person);
    line.name = name_of(snapshot, line.person);
    line.step = decision.step;
    line.step_label = step_label(snapshot.board, decision.step);
    line.cause_label = pathways::cause_label(decision.cause);
    line.kind = in_french(decision.kind);
    line.text = decision.text;
    if (decision.owner) line.owner = snapshot.organisation_named(*decision.owner);
    line.due_on = decision.due_on;
    line.decided_on = decision.decided_on;
    line.state = state_badge(item.state);
    line.effect = item.unblocked ? ui::Badge{ui::Tone::good, "Débloqué", ""}
                                 : ui::Badge{ui::Tone::stop, "Toujours bloqué", ""};
    line.open = item.state == DecisionState::open || item.state == DecisionState::late;
    line.settled = item.state == DecisionState::done || item.state == DecisionState::cancelled;
    for (const DecisionEvent& event : item.events) {
      if (!event.answer) continue;
      const auto found = std::ranges::find(answers, *event.answer, &CommitteeAnswer::id);
      if (found != answers.end()) line.answer = found->answer;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

void add_cell_pages(http::Router& router, const Workspace& workspace) {
  router.get("/cellule", [&workspace](const http::Request& request) {
    const auto page = workspace.pages.context(request);
    return ui::answer(page, views::cell_list, page, cell_days(workspace, page.as_of));
  });
  router.get("/cellule/:date", [&workspace](const http::Request& request) {
    const auto at = parse_date(request.param("date"));
    if (!at) return workspace.pages.problem(request, {404, ""});
    const auto page = workspace.pages.context(request);
    return ui::answer(page, views::cell_agenda, page,
                      agenda_for(workspace, request, *at, read_minutes(request))->agenda);
  });
  router.get("/cellule/:date/releve", [&workspace](const http::Request& request) {
    const auto at = parse_date(request.param("date"));
    if (!at) return workspace.pages.problem(request, {404, ""});
    const auto page = workspace.pages.context(request);
    Known known = read_known(workspace, std::max(*at, page.as_of));
    std::erase_if(known.follow_ups, [&](const FollowUp& item) { return item.decision.decided_on != *at; });
    const auto lines = workspace.board.on(page.as_of, [&](const Snapshot& snapshot) {
      mark_unblocked(known.follow_ups, snapshot.board);
      const pathways::Sights sights(workspace.view(request), snapshot.board.catalogue());
      auto list = to_lines(known.follow_ups, snapshot, known.answers);
      std::erase_if(
          list, [&](const FollowUpLine& line) { return !sees(sights, snapshot, line.person, line.step); });
      return list;
    });
    return ui::answer(page, views::record_of_decisions, page, *at, lines);
  });
  router.get("/cellule/:date/cas/:person/:step", [&workspace](const http::Request& request) {
    const auto at = parse_date(request.param("date"));
    const auto person = people::PersonId::parse(request.param("person"));
    if (!at || !person || !sees_case(workspace, request, *at, *person)) {
      return workspace.pages.problem(request, {404, ""});
    }
    auto sheet = case_sheet(workspace, *at, person->bytes(), request.param("step"));
    if (!sheet) return workspace.pages.problem(request, {404, ""});
    keep_to(*sheet, workspace, request, *at);
    const int minutes = read_minutes(request);
    sheet->around = neighbours(agenda_for(workspace, request, *at, minutes)->agenda, *sheet);
    sheet->minutes = minutes;
    (void)people::record_access(workspace.database, workspace.territory, Workspace::actor(request), *person,
                                "cellule technique", request.peer);
    return show_case(workspace, workspace.pages.context(request), *sheet, *at, {});
  });
  router.post("/cellule/:date/cas/:person/:step", [&workspace](const http::Request& request) {
    const auto at = parse_date(request.param("date"));
    const auto person = people::PersonId::parse(request.param("person"));
    if (!at || !person || !sees_case(workspace, request, *at, *person)) {
      return workspace.pages.problem(request, {404, ""});
    }
    const auto sheet = case_sheet(workspace, *at, person->bytes(), request.param("step"));
    if (!sheet) return workspace.pages.problem(request, {404, ""});
    return record(workspace, request, *sheet, *at, person->bytes());
  });
  router.post("/decisions/:id",
              [&workspace](const http::Request& request) { return follow(workspace, request); });
}

}  // namespace jalon::cells
