#include "desk/home_pages.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "cells/meeting_store.hpp"
#include "desk/people_list_pages.hpp"
#include "desk/views/home.hpp"
#include "partners/small_numbers.hpp"
#include "partners/territory.hpp"
#include "pathways/causes.hpp"

namespace jalon::desk {
namespace {

using pathways::Blocker;
using pathways::Board;
using pathways::ShareBy;
using pathways::Snapshot;

constexpr std::size_t causes_shown = 6;
constexpr std::size_t deadlines_shown = 10;
constexpr std::size_t meetings_shown = 4;
constexpr std::size_t lifters_shown = 3;

std::size_t count(const Directory& everybody, Date at, Filter filter) {
  return static_cast<std::size_t>(std::ranges::count_if(
      everybody.entries, [&](const DirectoryEntry& one) { return belongs(filter, one.standing, at); }));
}

/// What the page says of a board, in no language.
struct Glance {
  std::vector<std::size_t> counts;  // in the order of filter_words
  std::vector<TopCause> causes;
  std::vector<BreakingDeadline> deadlines;
  std::size_t people_with_deadline = 0;
  bool causes_count_unseen = false;
};

Glance glance(const Snapshot& snapshot, const pathways::ToldShares& told, const Directory& everybody) {
  const Date at = snapshot.board.at();
  Glance made;
  for (const FilterWord& word : filter_words) made.counts.push_back(count(everybody, at, word.filter));
  made.causes = top_causes(snapshot, told, everybody, causes_shown);
  made.causes_count_unseen = told.counts_unseen;
  made.deadlines = breaking_deadlines(snapshot, everybody, deadline_horizon);
  if (made.deadlines.size() > deadlines_shown) made.deadlines.resize(deadlines_shown);
  made.people_with_deadline = count(everybody, at, Filter::deadline);
  return made;
}

std::vector<ui::Counter> counters(const ui::PageContext& page, const Glance& seen) {
  const auto tone = [](Filter filter) {
    switch (filter) {
      case Filter::blocked:
      case Filter::declared:
        return ui::Tone::stop;
      case Filter::deadline:
      case Filter::late:
        return ui::Tone::late;
      case Filter::no_place:
        return ui::Tone::waiting;
      case Filter::reached:
        return ui::Tone::good;
      default:
        return ui::Tone::neutral;
    }
  };
  std::vector<ui::Counter> list;
  for (std::size_t i = 0; i < filter_words.size(); ++i) {
    const FilterWord& word = filter_words[i];
    if (word.filter == Filter::left) continue;
    ui::Counter counter;
    counter.value = french_number(static_cast<std::int64_t>(seen.counts[i]));
    counter.label = page.words()(word.label);
    counter.to = page.link(ui::Url("/dossiers").with("filtre", word.word));
    counter.tone = tone(word.filter);
    list.push_back(std::move(counter));
  }
  return list;
}

std::vector<NextMeeting> next_meetings(const pathways::Workspace& workspace, Date at) {
  std::vector<NextMeeting> list;
  const auto all = workspace.database.read(
      [&](store::Reader& reader) { return cells::all_meetings(reader, workspace.territory); });
  for (const cells::Meeting& meeting : all) {
    if (meeting.held_on < at) continue;
    const std::string place(partners::commune_name(meeting.commune));
    const bool committee = meeting.kind == cells::MeetingKind::committee;
    const auto same = std::ranges::find_if(list, [&](const NextMeeting& one) {
      return one.held_on == meeting.held_on && one.committee == committee;
    });
    if (same != list.end()) {
      if (!place.empty()) same->place += (same->place.empty() ? "" : ", ") + place;
    } else if (list.size() < meetings_shown) {
      list.push_back({meeting.held_on, meeting.held_on - at, place, committee});
    }
  }
  return list;
}

}  // namespace

std::vector<TopCause> top_causes(const Snapshot& snapshot, const pathways::ToldShares& told,
                                 const Directory& everybody, std::size_t limit) {
  const Board& board = snapshot.board;
  std::map<std::string, std::map<std::string, int>, std::less<>> lifters;
  for (const DirectoryEntry& one : everybody.entries) {
    if (one.standing == nullptr) continue;
    for (const Blocker& blocker : one.standing->blockers) {
      const std::string_view organisation = board.key(blocker, ShareBy::organisation);
      if (organisation.empty()) continue;
      ++lifters[std::string(board.key(blocker, ShareBy::cause))][std::string(organisation)];
    }
  }
  std::vector<TopCause> list;
  for (std::size_t i = 0; i < told.shares.size() && list.size() < limit; ++i) {
    const pathways::Share& share = told.shares[i];
    TopCause cause{share.key,
                   std::string(pathways::cause_label(share.key)),
                   share.people,
                   share.gain_days,
                   share.unlocked,
                   {},
                   told.shown[i] == share.people};
    std::vector<std::pair<std::string, int>> ranked(lifters[share.key].begin(), lifters[share.key].end());
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    for (const auto& [organisation, times] : ranked) {
      if (cause.lifters.size() == lifters_shown) break;
      cause.lifters.emplace_back(snapshot.organisation(organisation));
    }
    list.push_back(std::move(cause));
  }
  return list;
}

std::vector<BreakingDeadline> breaking_deadlines(const Snapshot& snapshot, const Directory& everybody,
                                                 int within) {
  const Board& board = snapshot.board;
  std::vector<BreakingDeadline> list;
  for (const DirectoryEntry& one : everybody.entries) {
    if (one.standing == nullptr) continue;
    for (const Blocker& blocker : one.standing->blockers) {
      if (blocker.deadline == pathways::no_day) continue;
      const Date on = Date::from_days(blocker.deadline);
      if (on < board.at() || on - board.at() > within) continue;
      list.push_back({one.line->id.text(), one.name,
                      board.catalogue().nearest_version(blocker.step, board.at()).label_fr, on,
                      on - board.at()});
    }
  }
  std::sort(list.begin(), list.end(), [](const BreakingDeadline& a, const BreakingDeadline& b) {
    return std::tie(a.on, a.name, a.person, a.step) < std::tie(b.on, b.name, b.person, b.step);
  });
  return list;
}

void add_home_pages(http::Router& router, const pathways::Workspace& workspace) {
  router.get("/", [&workspace](const http::Request& request) {
    const auto page = workspace.pages.context(request);
    const partners::View view = workspace.view(request);
    const int fewest = partners::fewest_told(workspace.clock.today());
    HomeSheet sheet = workspace.board.on(page.moment(), [&](const Snapshot& snapshot) {
      const pathways::Sights sights(view, snapshot.board.catalogue());
      const auto everybody = directory(snapshot, sights);
      const auto told = pathways::told_shares(snapshot, sights, ShareBy::cause, fewest);
      const auto seen = snapshot.derived.get<Glance>(view.key() + " " + std::to_string(fewest),
                                                     [&] { return glance(snapshot, *told, *everybody); });
      return HomeSheet{counters(page, *seen),      seen->causes, seen->deadlines,
                       seen->people_with_deadline, {},           !sights.everything(),
                       seen->causes_count_unseen};
    });
    sheet.meetings = next_meetings(workspace, page.as_of);
    return ui::answer(page, views::home, page, partners::department_name(workspace.territory), sheet);
  });
}

}  // namespace jalon::desk
