#include "pathways/told_supposition_actions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace jalon::pathways {
namespace {

/// Whether this caller may be told that the question concerns that person: what it is about must be theirs to
/// see, and so must the goals that it moves.
bool may_name(const Snapshot& snapshot, const Sights& sights, const WhatIf& question, const Line& line) {
  if (sights.everything()) return true;
  const partners::Relation relation = sights.relation(line);
  if (!sights.opens(line) || !sights.goals(relation)) return false;
  const Board& board = snapshot.board;
  const Standing* standing = board.standing(line.id.bytes());
  switch (question.by) {
    case ShareBy::step:
      return sights.step(question.key, relation) >= partners::Sight::flag;
    case ShareBy::organisation:  // it may act on any of its steps
      return std::ranges::all_of(board.catalogue_at().nodes(),
                                 [&](const Node& node) {
                                   return node.version->deliverer != question.key ||
                                          sights.step(node.step, relation) >= partners::Sight::flag;
                                 }) &&
             (standing == nullptr || std::ranges::all_of(standing->blockers, [&](const Blocker& blocker) {
                return board.key(blocker, ShareBy::organisation) != question.key ||
                       sights.point(board, blocker, relation);
              }));
    case ShareBy::cause:
      break;
  }
  return standing != nullptr && std::ranges::all_of(standing->blockers, [&](const Blocker& blocker) {
           return board.key(blocker, ShareBy::cause) != question.key ||
                  sights.point(board, blocker, relation);
         });
}

/// Whether everybody may be counted: what the question is about, and the goals that it moves.
bool counts_all(const Snapshot& snapshot, const Sights& sights, const WhatIf& question) {
  if (sights.everything()) return true;
  static constexpr std::array of_goals = {partners::Category::accommodation, partners::Category::employment,
                                          partners::Category::schooling};
  const bool goals = std::ranges::all_of(
      of_goals, [&](partners::Category category) { return sights.view().counts_everybody(category); });
  if (!goals) return false;
  const auto counts = [&](const Node& node) { return sights.counts_everybody(node.step); };
  const auto nodes = snapshot.board.catalogue_at().nodes();
  if (question.by != ShareBy::step) return std::ranges::all_of(nodes, counts);
  const auto step = sights.find(question.key);
  return step && sights.counts_everybody(*step);
}

ToldSupposition tell(const Snapshot& snapshot, const Sights& sights, const WhatIf& question,
                     int fewest_told) {
  const bool all = counts_all(snapshot, sights, question);
  WhatIfAnswer answer = what_if(snapshot.board, question, [&](const Standing& standing) {
    const Line* line = snapshot.line(standing.person);
    if (line == nullptr) return Tell::nothing;
    if (may_name(snapshot, sights, question, *line)) return Tell::name;
    return all ? Tell::number : Tell::nothing;
  });
  ToldSupposition told;
  told.partial = !all;
  told.gaining = static_cast<std::int64_t>(answer.gains.size());
  std::int64_t gaining_unnamed = 0;
  for (const auto& each : answer.gains) {
    const Line* line = snapshot.line(each.person);
    if (!may_name(snapshot, sights, question, *line)) {
      told.some_hidden = true;
      ++gaining_unnamed;
      continue;
    }
    if (told.people.size() == people_told) continue;
    told.people.push_back({line->id.text(), line->ref, people::display_name(line->identity), each.gain.days,
                           each.gain.unlocked, each.gain.deadlines_saved});
  }
  const auto small = [&](std::int64_t people) { return people > 0 && people < fewest_told; };
  // Each number less those named of it, whom the list shows, is a number too.
  const bool few = small(answer.people) || small(answer.waiting) || small(answer.unnamed) ||
                   small(told.gaining) || small(gaining_unnamed);
  if (answer.unnamed > 0 && few) {
    told.small_kept_back = true;
    answer = {};
    told.gaining = 0;
  }
  answer.gains.clear();
  told.numbers = std::move(answer);
  return told;
}

}  // namespace

std::shared_ptr<const ToldSupposition> told_supposition(const Snapshot& snapshot, const Sights& sights,
                                                        const WhatIf& question, int fewest_told) {
  const std::string key = fmt::format(
      "{} {} {} {} {} {}", sights.view().key(), share_words[static_cast<std::size_t>(question.by)],
      static_cast<int>(question.change), question.places, fewest_told, question.key);
  return snapshot.derived.get<ToldSupposition>(key,
                                               [&] { return tell(snapshot, sights, question, fewest_told); });
}

}  // namespace jalon::pathways
