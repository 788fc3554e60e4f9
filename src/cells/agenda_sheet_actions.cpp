#include "cells/agenda_sheet_actions.hpp"

#include <fmt/format.h>

#include "cells/agenda_actions.hpp"
#include "cells/meeting_store.hpp"
#include "partners/territory.hpp"
#include "pathways/causes.hpp"

namespace jalon::cells {
namespace {

using pathways::Sights;
using pathways::Snapshot;
using pathways::Workspace;

std::string reason_in_french(std::string_view reason) {
  if (reason == "gain") return "jours gagnés";
  if (reason == "unlock") return "but débloqué";
  if (reason == "deadline") return "échéance proche";
  return "jamais examiné";
}

CaseLine to_line(const AgendaCase& item, const Snapshot& snapshot) {
  CaseLine line;
  line.person = item.about.person;
  line.name = name_of(snapshot, parse_uuid(item.about.person).value_or(UuidBytes{}));
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

std::string place_of_cell(const Workspace& workspace, Date at) {
  std::string place;
  for (const CellDay& day : cell_days(workspace, at)) {
    if (day.held_on == at) place += (place.empty() ? "" : ", ") + day.place;
  }
  return place;
}

/// Whether a point is shown; its root and the steps that go with it are told where they are shown too.
bool admit(const Snapshot& snapshot, const Sights& sights, const pathways::Standing& standing,
           const pathways::Blocker& blocker, Case& about) {
  if (sights.everything()) return true;
  const pathways::Line* line = snapshot.line(standing.person);
  if (line == nullptr || !sights.shows(snapshot.board, blocker, *line)) return false;
  const partners::Relation relation = sights.relation(*line);
  const auto hidden = [&](std::string_view step) {
    return sights.step(step, relation) < partners::Sight::flag;
  };
  if (hidden(about.root)) about.root = about.step;
  std::erase_if(about.with, hidden);
  return true;
}

AgendaPage agenda_sheet(const Snapshot& snapshot, const Sights& sights, const Known& known, int minutes) {
  const AgendaSheet prepared = told_agenda(snapshot, sights, known.follow_ups, minutes);
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

}  // namespace

AgendaSheet told_agenda(const Snapshot& snapshot, const Sights& sights, std::vector<FollowUp> known,
                        int minutes) {
  std::erase_if(known, [&](const FollowUp& item) {
    return !sees(sights, snapshot, item.decision.person, item.decision.step);
  });
  return prepare_agenda(snapshot.board, std::move(known), minutes,
                        [&](const pathways::Standing& standing, const pathways::Blocker& blocker,
                            Case& about) { return admit(snapshot, sights, standing, blocker, about); });
}

std::shared_ptr<const AgendaPage> agenda_for(const Workspace& workspace, const partners::View& view, Date at,
                                             int minutes) {
  const Known known = read_known(workspace, at);
  const std::string place = place_of_cell(workspace, at);
  const std::string key = fmt::format("{} {} {} {}", view.key(), minutes,
                                      state_of_decisions(known.follow_ups, known.answers), place);
  return workspace.board.on(at, [&](const Snapshot& snapshot) {
    return snapshot.derived.get<AgendaPage>(key, [&] {
      AgendaPage sheet = agenda_sheet(snapshot, Sights(view, snapshot.board.catalogue()), known, minutes);
      sheet.place = place;
      return sheet;
    });
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

}  // namespace jalon::cells
