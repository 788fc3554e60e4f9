#include "cells/agenda_actions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace jalon::cells {
namespace {

using pathways::Blocker;
using pathways::Board;
using pathways::ShareBy;
using pathways::Standing;

std::string step_id(const Board& board, pathways::StepIndex step) {
  return board.catalogue().step(step).id;
}

std::string cause_code(const Board& board, const Blocker& blocker) {
  return std::string(board.key(blocker, ShareBy::cause));
}

Case to_case(const Board& board, const Standing& standing, const Blocker& blocker) {
  const bool together = blocker.with_count > 0;
  const pathways::Gain& gain = together ? blocker.joint : blocker.gain;
  Case one;
  one.person = to_text(standing.person);
  one.step = step_id(board, blocker.step);
  one.root = step_id(board, blocker.root);
  one.cause = cause_code(board, blocker);
  one.organisation = board.key(blocker, ShareBy::organisation);
  for (const pathways::StepIndex step : blocker.with_steps()) one.with.push_back(step_id(board, step));
  one.since = blocker.since == pathways::no_day ? board.at() : Date::from_days(blocker.since);
  one.gain_days = gain.days;
  one.unlocks = gain.unlocked;
  if (blocker.deadline != pathways::no_day) one.deadline = Date::from_days(blocker.deadline);
  return one;
}

}  // namespace

std::vector<Case> cases_of(const Board& board, const std::vector<FollowUp>& follow_ups, const Admit& admit) {
  std::map<std::tuple<UuidBytes, std::string>, Date> examined;
  for (const FollowUp& item : follow_ups) {
    if (item.decision.decided_on > board.at()) continue;
    Date& last = examined[{item.decision.person, item.decision.step}];
    last = std::max(last, item.decision.decided_on);
  }
  std::vector<Case> cases;
  for (const Standing& standing : board.standings()) {
    for (const Blocker& blocker : standing.blockers) {
      Case one = to_case(board, standing, blocker);
      if (admit && !admit(standing, blocker, one)) continue;
      const auto seen = examined.find({standing.person, one.step});
      if (seen != examined.end()) one.examined_on = seen->second;
      cases.push_back(std::move(one));
    }
  }
  return cases;
}

void mark_unblocked(std::vector<FollowUp>& follow_ups, const Board& board) {
  for (FollowUp& item : follow_ups) {
    const Standing* standing = board.standing(item.decision.person);
    item.unblocked =
        standing == nullptr ||
        std::none_of(standing->blockers.begin(), standing->blockers.end(), [&](const Blocker& blocker) {
          return step_id(board, blocker.step) == item.decision.step;
        });
  }
}

std::vector<FollowUp> to_review(const std::vector<FollowUp>& follow_ups, Date at, int recent) {
  std::vector<FollowUp> list;
  for (const FollowUp& item : follow_ups) {
    if (item.decision.decided_on >= at || item.state == DecisionState::cancelled) continue;
    const bool open = item.state == DecisionState::open || item.state == DecisionState::late;
    const Date settled = item.events.empty() ? item.decision.decided_on : item.events.back().eff_on;
    if (open || at - settled <= recent) list.push_back(item);
  }
  return list;
}

std::string state_of_decisions(const std::vector<FollowUp>& follow_ups,
                               const std::vector<CommitteeAnswer>& answers) {
  std::size_t events = 0;
  for (const FollowUp& item : follow_ups) events += item.events.size();
  return fmt::format("{}/{}/{}", follow_ups.size(), events, answers.size());
}

std::vector<StructuralBlocker> structural_blockers(const Board& board,
                                                   const std::vector<FollowUp>& follow_ups, int people,
                                                   const Board::Counts& counts) {
  struct Gathered {
    StructuralBlocker blocker;
    std::set<UuidBytes> people;
    std::set<std::string> organisations;
  };
  std::map<std::pair<std::string, std::string>, Gathered> by_cause;
  for (const Standing& standing : board.standings()) {
    for (const Blocker& blocker : standing.blockers) {
      if (counts && !counts(standing, blocker)) continue;
      Gathered& gathered = by_cause[{step_id(board, blocker.root), cause_code(board, blocker)}];
      gathered.people.insert(standing.person);
      const std::string_view organisation = board.key(blocker, ShareBy::organisation);
      if (!organisation.empty()) gathered.organisations.emplace(organisation);
      gathered.blocker.gain_days += blocker.gain.days;
      gathered.blocker.unlocks += blocker.gain.unlocked;
    }
  }
  for (const FollowUp& item : follow_ups) {
    const Decision& decision = item.decision;
    const bool open = item.state == DecisionState::open || item.state == DecisionState::late;
    if (decision.kind != DecisionKind::escalate || !open) continue;
    ++by_cause[{decision.root, decision.cause}].blocker.escalated;
  }
  std::vector<StructuralBlocker> list;
  for (auto& [key, gathered] : by_cause) {
    const auto count = static_cast<int>(gathered.people.size());
    if (count < people && gathered.blocker.escalated == 0) continue;
    StructuralBlocker blocker = gathered.blocker;
    blocker.root = key.first;
    blocker.cause = key.second;
    blocker.people = count;
    blocker.organisations.assign(gathered.organisations.begin(), gathered.organisations.end());
    list.push_back(std::move(blocker));
  }
  std::stable_sort(list.begin(), list.end(), [](const StructuralBlocker& a, const StructuralBlocker& b) {
    return std::tie(b.gain_days, b.unlocks, b.people) < std::tie(a.gain_days, a.unlocks, a.people);
  });
  return list;
}

}  // namespace jalon::cells
