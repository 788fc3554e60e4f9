#include "cells/cell_pages.hpp"

#include <algorithm>
#include <charconv>

#include "cells/agenda_actions.hpp"
#include "cells/decision_pages.hpp"
#include "cells/views/cell_agenda.hpp"
#include "cells/views/cell_list.hpp"
#include "cells/views/record_of_decisions.hpp"

namespace jalon::cells {
namespace {

using pathways::Snapshot;
using pathways::Workspace;

constexpr int default_minutes = 120;

std::vector<FollowUpLine> decided_on(const Workspace& workspace, const partners::View& view, Date day,
                                     Date as_of) {
  Known known = read_known(workspace, std::max(day, as_of));
  return workspace.board.on(as_of, [&](const Snapshot& snapshot) {
    const pathways::Sights sights(view, snapshot.board.catalogue());
    std::erase_if(known.follow_ups, [&](const FollowUp& item) {
      return item.decision.decided_on != day ||
             !sees(sights, snapshot, item.decision.person, item.decision.step);
    });
    mark_unblocked(known.follow_ups, snapshot.board);
    return to_lines(known.follow_ups, snapshot, known.answers);
  });
}

}  // namespace

int read_minutes(const http::Request& request) {
  const std::string_view typed = request.query.get("minutes");
  int minutes = default_minutes;
  std::from_chars(typed.data(), typed.data() + typed.size(), minutes);
  return std::clamp(minutes, 10, 600);
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
                      *agenda_for(workspace, workspace.view(request), *at, read_minutes(request)));
  });
  router.get("/cellule/:date/releve", [&workspace](const http::Request& request) {
    const auto at = parse_date(request.param("date"));
    if (!at) return workspace.pages.problem(request, {404, ""});
    const auto page = workspace.pages.context(request);
    return ui::answer(page, views::record_of_decisions, page, *at,
                      decided_on(workspace, workspace.view(request), *at, page.as_of));
  });
  add_decision_pages(router, workspace);
}

}  // namespace jalon::cells
