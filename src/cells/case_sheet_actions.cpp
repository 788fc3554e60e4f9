#include "cells/case_sheet_actions.hpp"

#include <algorithm>

#include "cells/agenda_actions.hpp"
#include "partners/small_numbers.hpp"
#include "partners/territory.hpp"
#include "pathways/causes.hpp"
#include "pathways/told_shares_actions.hpp"
#include "people/people_actions.hpp"

namespace jalon::cells {
namespace {

using pathways::Blocker;
using pathways::Board;
using pathways::ShareBy;
using pathways::Sights;
using pathways::Snapshot;
using pathways::Workspace;

const Blocker* find_blocker(const Snapshot& snapshot, const UuidBytes& person, std::string_view step) {
  const pathways::Standing* standing = snapshot.board.standing(person);
  const auto index = snapshot.board.catalogue().find(step);
  if (standing == nullptr || !index) return nullptr;
  const auto found = std::ranges::find(standing->blockers, *index, &Blocker::step);
  return found == standing->blockers.end() ? nullptr : &*found;
}

/// How many others share the root and the cause, as the caller may be told: those shown alone, where the
/// others would be too few.
int others(const Snapshot& snapshot, const Sights& sights, const Blocker& blocker, int fewest_told) {
  const pathways::Sharers all =
      pathways::sharers(snapshot, sights, blocker.root, snapshot.board.key(blocker, ShareBy::cause));
  const int told = partners::too_few({all.told, all.shown}, fewest_told) ? all.shown : all.told;
  return std::max(0, told - 1);
}

void tell_point(CaseSheet& sheet, const Snapshot& snapshot, const Sights& sights, const Blocker& blocker,
                const partners::Relation& relation) {
  const Board& board = snapshot.board;
  const auto shows = [&](pathways::StepIndex step) {
    return sights.everything() || sights.step(step, relation) >= partners::Sight::flag;
  };
  const pathways::Gain& gain = blocker.with_count > 0 ? blocker.joint : blocker.gain;
  if (shows(blocker.root)) {
    sheet.root = board.catalogue().step(blocker.root).id;
    sheet.root_label = step_label(board, sheet.root);
  }
  sheet.cause = board.key(blocker, ShareBy::cause);
  sheet.cause_label = pathways::cause_label(sheet.cause);
  sheet.action = usual_action(sheet.cause);
  sheet.organisation = snapshot.organisation(board.key(blocker, ShareBy::organisation));
  for (const auto other : blocker.with_steps()) {
    if (shows(other)) sheet.with.push_back(step_label(board, board.catalogue().step(other).id));
  }
  if (blocker.since != pathways::no_day) sheet.since = Date::from_days(blocker.since);
  if (blocker.deadline != pathways::no_day) sheet.deadline = Date::from_days(blocker.deadline);
  sheet.gain_days = gain.days;
  sheet.unlocks = gain.unlocked;
}

}  // namespace

std::optional<CaseSheet> case_sheet(const Workspace& workspace, const partners::View& view, Date at,
                                    const UuidBytes& person, std::string_view step) {
  const Known known = read_known(workspace, at);
  return workspace.board.on(at, [&](const Snapshot& snapshot) -> std::optional<CaseSheet> {
    const Board& board = snapshot.board;
    const Sights sights(view, board.catalogue());
    const pathways::Line* line = snapshot.line(person);
    if (line == nullptr || !board.catalogue().find(step) || !sees(sights, snapshot, person, step)) {
      return std::nullopt;
    }
    const Blocker* blocker = find_blocker(snapshot, person, step);
    if (blocker != nullptr && !sights.shows(board, *blocker, *line)) return std::nullopt;
    CaseSheet sheet;
    sheet.person = to_text(person);
    sheet.name = people::display_name(line->identity);
    if (line->identity.birth_date) sheet.age = age_at(*line->identity.birth_date, at);
    sheet.commune = partners::commune_name(line->commune);
    sheet.step = sheet.root = step;
    sheet.step_label = sheet.root_label = step_label(board, step);
    std::vector<FollowUp> about;
    for (const FollowUp& item : known.follow_ups) {
      if (item.decision.person == person && sees(sights, snapshot, person, item.decision.step)) {
        about.push_back(item);
      }
    }
    mark_unblocked(about, board);
    sheet.earlier = to_lines(about, snapshot, known.answers);
    sheet.blocked = blocker != nullptr;
    if (blocker == nullptr) return sheet;
    tell_point(sheet, snapshot, sights, *blocker, sights.relation(*line));
    sheet.others = others(snapshot, sights, *blocker, partners::fewest_told(workspace.clock.today()));
    return sheet;
  });
}

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

}  // namespace jalon::cells
