#include "pathways/told_shares_actions.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "base/string_map.hpp"
#include "partners/small_numbers.hpp"

namespace jalon::pathways {
namespace {

/// How many people are shown behind each share.
StringMap<int> people_shown(const Snapshot& snapshot, const Sights& sights, ShareBy by) {
  const Board& board = snapshot.board;
  StringMap<int> shown;
  std::set<std::string_view> keys;
  for (const Standing& standing : board.standings()) {
    if (standing.blockers.empty()) continue;
    const Line* line = snapshot.line(standing.person);
    if (line == nullptr || !sights.opens(*line)) continue;
    const partners::Relation relation = sights.relation(*line);
    keys.clear();
    for (const Blocker& blocker : standing.blockers) {
      if (sights.point(board, blocker, relation)) keys.insert(board.key(blocker, by));
    }
    for (const std::string_view key : keys) ++shown[std::string(key)];
  }
  return shown;
}

std::vector<Share> counted(const Snapshot& snapshot, const Sights& sights, ShareBy by) {
  if (sights.counts_everything()) return snapshot.board.shares(by);
  return snapshot.board.shares(by, [&](const Standing& standing, const Blocker& blocker) {
    const Line* line = snapshot.line(standing.person);
    return line != nullptr && sights.counts(snapshot.board, blocker, *line);
  });
}

bool tells_of_few(const Share& share, const StringMap<int>& shown, int fewest_told) {
  const auto found = shown.find(share.key);
  return partners::too_few({share.people, found == shown.end() ? 0 : found->second}, fewest_told);
}

/// Where few of the people are not shown, those who are alone are counted: the number less the list beside
/// it would tell of the few.
std::vector<Share> without_few(const Snapshot& snapshot, const Sights& sights, ShareBy by,
                               std::vector<Share> all, const StringMap<int>& shown, int fewest_told) {
  std::set<std::string, std::less<>> reduced;
  for (const Share& share : all) {
    if (tells_of_few(share, shown, fewest_told)) reduced.insert(share.key);
  }
  if (reduced.empty()) return all;
  return snapshot.board.shares(by, [&](const Standing& standing, const Blocker& blocker) {
    const Line* line = snapshot.line(standing.person);
    if (line == nullptr) return false;
    return reduced.contains(snapshot.board.key(blocker, by)) ? sights.shows(snapshot.board, blocker, *line)
                                                             : sights.counts(snapshot.board, blocker, *line);
  });
}

ToldShares tell(const Snapshot& snapshot, const Sights& sights, ShareBy by, int fewest_told) {
  ToldShares told;
  const StringMap<int> shown = people_shown(snapshot, sights, by);
  std::vector<Share> all = counted(snapshot, sights, by);
  for (const Share& share : all) told.small_kept_back |= tells_of_few(share, shown, fewest_told);
  for (const Share& share : all) {
    const auto found = shown.find(share.key);
    told.counts_unseen |= (found == shown.end() ? 0 : found->second) < share.people;
  }
  told.shares = without_few(snapshot, sights, by, std::move(all), shown, fewest_told);
  for (const Share& share : told.shares) {
    const auto found = shown.find(share.key);
    told.shown.push_back(found == shown.end() ? 0 : found->second);
  }
  return told;
}

using RootAndCause = std::pair<StepIndex, std::string>;
struct AllSharers {
  std::map<RootAndCause, Sharers> of;
};

AllSharers all_sharers(const Snapshot& snapshot, const Sights& sights) {
  const Board& board = snapshot.board;
  AllSharers all;
  std::map<RootAndCause, bool> of_person;  // whether it is shown
  for (const Standing& standing : board.standings()) {
    const Line* line = snapshot.line(standing.person);
    if (line == nullptr) continue;
    of_person.clear();
    for (const Blocker& blocker : standing.blockers) {
      if (!sights.counts(board, blocker, *line)) continue;
      of_person[{blocker.root, std::string(board.key(blocker, ShareBy::cause))}] |=
          sights.shows(board, blocker, *line);
    }
    for (const auto& [key, shown] : of_person) {
      Sharers& sharers = all.of[key];
      ++sharers.told;
      sharers.shown += shown ? 1 : 0;
    }
  }
  return all;
}

}  // namespace

std::shared_ptr<const ToldShares> told_shares(const Snapshot& snapshot, const Sights& sights, ShareBy by,
                                              int fewest_told) {
  const std::string key =
      fmt::format("{} {} {}", sights.view().key(), share_words[static_cast<std::size_t>(by)], fewest_told);
  return snapshot.derived.get<ToldShares>(key, [&] { return tell(snapshot, sights, by, fewest_told); });
}

Sharers sharers(const Snapshot& snapshot, const Sights& sights, StepIndex root, std::string_view cause) {
  const auto all =
      snapshot.derived.get<AllSharers>(sights.view().key(), [&] { return all_sharers(snapshot, sights); });
  const auto found = all->of.find({root, std::string(cause)});
  return found == all->of.end() ? Sharers{} : found->second;
}

}  // namespace jalon::pathways
