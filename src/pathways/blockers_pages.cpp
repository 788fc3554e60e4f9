#include "pathways/blockers_pages.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

#include "partners/small_numbers.hpp"
#include "pathways/blockers_cli.hpp"
#include "pathways/causes.hpp"
#include "pathways/told_shares_actions.hpp"
#include "pathways/views/share_members.hpp"
#include "pathways/views/shares.hpp"
#include "pathways/what_if_pages.hpp"

namespace jalon::pathways {
namespace {

constexpr std::size_t page_size = 50;

std::optional<ShareBy> share_by(std::string_view word) {
  for (std::size_t i = 0; i < share_words.size(); ++i) {
    if (share_words[i] == word) return static_cast<ShareBy>(i);
  }
  return std::nullopt;
}

std::string step_label(const Board& board, StepIndex step) {
  return board.catalogue().nearest_version(step, board.at()).label_fr;
}

std::string label_of(const Snapshot& snapshot, ShareBy by, std::string_view key) {
  if (by == ShareBy::organisation) {
    return key.empty() ? "Organisme non précisé" : std::string(snapshot.organisation(key));
  }
  return share_label(snapshot.board, by, key);
}

std::vector<ui::Tab> tabs(const ui::PageContext& page, ShareBy current) {
  const auto t = page.words();
  std::vector<ui::Tab> list;
  const std::pair<ShareBy, const char*> all[] = {
      {ShareBy::cause, "Par cause"}, {ShareBy::step, "Par étape"}, {ShareBy::organisation, "Par organisme"}};
  for (const auto& [by, label] : all) {
    list.push_back({t(label), page.link(ui::path("/blocages/{}", share_words[static_cast<std::size_t>(by)])),
                    by == current, std::nullopt});
  }
  return list;
}

std::size_t people_in(const std::vector<ShareMember>& members) {
  std::set<std::string_view> ids;
  for (const ShareMember& member : members) ids.insert(member.id);
  return ids.size();
}

http::Response shares_page(const Workspace& workspace, const http::Request& request, ShareBy by) {
  const auto page = workspace.pages.context(request);
  const partners::View view = workspace.view(request);
  SharesPage shown;
  workspace.board.on(page.moment(), [&](const Snapshot& snapshot) {
    const Sights sights(view, snapshot.board.catalogue());
    const auto told = told_shares(snapshot, sights, by, partners::fewest_told(workspace.clock.today()));
    shown.rows = share_rows(snapshot, told->shares, by);
    shown.small_kept_back = told->small_kept_back || (told->counts_unseen && !view.sees_territory());
    shown.partial = !sights.counts_everything();
  });
  return ui::answer(page, views::shares, page, share_words[static_cast<std::size_t>(by)], tabs(page, by),
                    shown);
}

http::Response members_page(const Workspace& workspace, const http::Request& request, ShareBy by) {
  const auto page = workspace.pages.context(request);
  const std::string key(request.param("key"));
  std::string label;
  const partners::View view = workspace.view(request);
  const auto members = workspace.board.on(page.moment(), [&](const Snapshot& snapshot) {
    label = label_of(snapshot, by, key);
    return share_members(snapshot, Sights(view, snapshot.board.catalogue()), by, key);
  });
  const CauseEntry* cause = by == ShareBy::cause ? find_cause(key) : nullptr;
  MembersPage shown;
  shown.total = members.size();
  shown.people = people_in(members);
  const std::string_view typed = request.query.get("page");
  std::from_chars(typed.data(), typed.data() + typed.size(), shown.paging.page);
  shown.paging.base = page.link(ui::path("/blocages/{}/{}", share_words[static_cast<std::size_t>(by)], key));
  shown.paging.pages =
      static_cast<int>(std::max<std::size_t>(1, (members.size() + page_size - 1) / page_size));
  shown.paging.page = std::clamp(shown.paging.page, 1, shown.paging.pages);
  const auto begin = static_cast<std::size_t>(shown.paging.page - 1) * page_size;
  const auto end = std::min(members.size(), begin + page_size);
  shown.members.assign(members.begin() + static_cast<std::ptrdiff_t>(begin),
                       members.begin() + static_cast<std::ptrdiff_t>(end));
  return ui::answer(page, views::share_members, page, label, share_words[static_cast<std::size_t>(by)], key,
                    cause == nullptr ? "" : cause->usual_action, shown);
}

}  // namespace

std::vector<ShareRow> share_rows(const Snapshot& snapshot, const std::vector<Share>& shares, ShareBy by) {
  std::vector<ShareRow> rows;
  for (const Share& share : shares) {
    const CauseEntry* cause = by == ShareBy::cause ? find_cause(share.key) : nullptr;
    rows.push_back({share.key, label_of(snapshot, by, share.key), cause == nullptr ? "" : cause->usual_action,
                    share.people, share.gain_days, share.unlocked, share.deadlines_saved});
  }
  return rows;
}

std::vector<ShareMember> share_members(const Snapshot& snapshot, const Sights& sights, ShareBy by,
                                       std::string_view key) {
  const Board& board = snapshot.board;
  std::vector<ShareMember> members;
  for (const Standing& standing : board.standings()) {
    for (const Blocker& blocker : standing.blockers) {
      if (board.key(blocker, by) != key) continue;
      const Line* line = snapshot.line(standing.person);
      if (line == nullptr || !sights.opens(*line)) continue;
      const partners::Relation relation = sights.relation(*line);
      if (!sights.point(board, blocker, relation)) continue;
      const auto shows = [&](StepIndex step) { return sights.step(step, relation) >= partners::Sight::flag; };
      const Gain& gain = blocker.with_count > 0 ? blocker.joint : blocker.gain;
      ShareMember member;
      member.id = line->id.text();
      member.name = people::display_name(line->identity);
      member.step = step_label(board, blocker.step);
      if (blocker.root != blocker.step && shows(blocker.root)) member.root = step_label(board, blocker.root);
      member.cause = cause_label(board.key(blocker, ShareBy::cause));
      member.organisation = snapshot.organisation(board.key(blocker, ShareBy::organisation));
      if (blocker.since != no_day) member.since = Date::from_days(blocker.since);
      member.gain_days = gain.days;
      member.unlocks = gain.unlocked > 0;
      for (const StepIndex step : blocker.with_steps()) {
        if (shows(step)) member.with.push_back(step_label(board, step));
      }
      if (blocker.deadline != no_day) member.deadline = Date::from_days(blocker.deadline);
      members.push_back(std::move(member));
    }
  }
  std::sort(members.begin(), members.end(), [](const ShareMember& a, const ShareMember& b) {
    const Date never = Date::never();
    return std::tuple(-a.gain_days, !a.unlocks, a.since.value_or(never), a.name, a.id) <
           std::tuple(-b.gain_days, !b.unlocks, b.since.value_or(never), b.name, b.id);
  });
  return members;
}

void add_blockers_pages(http::Router& router, const Workspace& workspace) {
  add_what_if_pages(router, workspace);
  router.get("/blocages", [&workspace](const http::Request& request) {
    return shares_page(workspace, request, ShareBy::cause);
  });
  router.get("/blocages/:by", [&workspace](const http::Request& request) {
    const auto by = share_by(request.param("by"));
    if (!by) return workspace.pages.problem(request, {404, ""});
    return shares_page(workspace, request, *by);
  });
  router.get("/blocages/:by/:key", [&workspace](const http::Request& request) {
    const auto by = share_by(request.param("by"));
    if (!by) return workspace.pages.problem(request, {404, ""});
    return members_page(workspace, request, *by);
  });
}

}  // namespace jalon::pathways
