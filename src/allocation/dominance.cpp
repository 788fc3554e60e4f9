#include "allocation/dominance.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "allocation/network.hpp"

namespace jalon::allocation {
namespace {

/// The candidates that some optimal plan may need.
std::vector<bool> needed(const Problem& problem, const Rules& rules, std::int64_t more) {
  std::vector<bool> needed(problem.candidates.size(), false);
  std::set<std::pair<Index, Index>> forbidden;
  for (const Lock& lock : problem.locks) {
    if (lock.kind == LockKind::keep) {
      needed[lock.candidate] = true;
    } else {
      forbidden.emplace(lock.candidate, lock.place);
    }
  }
  std::map<std::int32_t, std::size_t> seated_at_most;  // by size
  for (const Candidate& candidate : problem.candidates) {
    auto& count = seated_at_most[candidate.size];
    if (count > 0) continue;
    std::int64_t sum = more / candidate.size;
    for (const Place& place : problem.places) sum += (place.capacity + more) / candidate.size;
    count = static_cast<std::size_t>(
        std::min<std::int64_t>(sum, static_cast<std::int64_t>(problem.candidates.size())));
    count = std::max<std::size_t>(count, 1);
  }
  using Rank = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::uint64_t>;
  struct Asking {
    Rank rank;
    Index candidate;
  };
  std::map<std::pair<Index, std::int32_t>, std::vector<Asking>> asking;  // by place and size
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    const Candidate& candidate = problem.candidates[c];
    if (needed[c]) continue;
    const std::uint64_t drawn = draw(rules.seed, candidate.id);
    for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row) {
      const Index place = problem.options.place[row];
      if (!forbidden.empty() && forbidden.contains({c, place})) continue;
      const std::int64_t loss = -problem.options.value[row];
      const bool tier_first = rules.objective == Objective::coverage_then_value;
      const Rank rank = tier_first ? Rank{candidate.tier, loss, candidate.waiting_since, drawn}
                                   : Rank{loss, candidate.tier, candidate.waiting_since, drawn};
      asking[{place, candidate.size}].push_back({rank, c});
    }
  }
  for (auto& [key, list] : asking) {
    const std::size_t count = std::min(list.size(), seated_at_most[key.second]);
    const auto last = list.begin() + static_cast<std::ptrdiff_t>(count);
    // Equal in everything, the draw included: the identifier would decide, so both stay.
    std::ranges::sort(list, {}, &Asking::rank);
    for (auto one = list.begin(); one != list.end(); ++one) {
      if (one >= last && one->rank != (last - 1)->rank) break;
      needed[one->candidate] = true;
    }
  }
  return needed;
}

Reason reason_left_out(const Problem& problem, Index c, const std::set<std::pair<Index, Index>>& forbidden) {
  if (problem.options.begin(c) == problem.options.end(c)) return Reason::no_option;
  bool allowed = false;
  bool fits = false;
  for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row) {
    const Index place = problem.options.place[row];
    if (forbidden.contains({c, place})) continue;
    allowed = true;
    fits = fits || problem.size_of(c, row) <= problem.places[place].capacity;
  }
  if (!allowed) return Reason::forbidden;
  return fits ? Reason::outranked : Reason::too_large;
}

}  // namespace

Reduced reduce(const Problem& problem, const Rules& rules, std::int64_t more,
               const std::vector<Index>& wanted) {
  Reduced reduced;
  std::vector<bool> stays(problem.candidates.size(), true);
  if (problem.options.size.empty()) stays = needed(problem, rules, more);
  for (const Index c : wanted) stays[c] = true;
  reduced.position.assign(problem.candidates.size(), none);
  reduced.problem.places = problem.places;
  OptionsBuilder options;
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    if (!stays[c]) continue;
    const auto position = static_cast<Index>(reduced.original.size());
    reduced.position[c] = position;
    reduced.original.push_back(c);
    reduced.problem.candidates.push_back(problem.candidates[c]);
    for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row) {
      options.add(position, problem.options.place[row], problem.options.value[row],
                  problem.options.size.empty() ? 0 : problem.options.size[row]);
    }
  }
  (void)options.build(reduced.original.size(), reduced.problem.options);
  for (const Lock& lock : problem.locks) {
    if (reduced.position[lock.candidate] == none) continue;
    reduced.problem.locks.push_back({reduced.position[lock.candidate], lock.place, lock.kind});
  }
  return reduced;
}

Proposal propose_reduced(const Problem& problem, const Rules& rules) {
  const Reduced reduced = reduce(problem, rules, rules.marginals ? 1 : 0);
  Proposal found = propose(reduced.problem, rules);
  Proposal whole = found;
  std::set<std::pair<Index, Index>> forbidden;
  for (const Lock& lock : problem.locks) {
    if (lock.kind == LockKind::forbid) forbidden.emplace(lock.candidate, lock.place);
  }
  const auto tiers = tiers_of(problem);
  const auto tiers_left = tiers_of(reduced.problem);
  whole.placed.assign(tiers.size(), 0);
  const auto tell = [&](const std::vector<std::int64_t>& placed) {
    std::vector<std::int64_t> all(tiers.size(), 0);
    for (std::size_t i = 0; i < tiers_left.size(); ++i) {
      const auto at = std::ranges::lower_bound(tiers, tiers_left[i]) - tiers.begin();
      all[static_cast<std::size_t>(at)] = placed[i];
    }
    return all;
  };
  whole.placed = tell(found.placed);
  for (Marginal& marginal : whole.marginal) marginal.placed = tell(marginal.placed);
  for (LockConflict& conflict : whole.conflicts) {
    if (conflict.candidate != none) conflict.candidate = reduced.original[conflict.candidate];
  }
  whole.unplaced += static_cast<std::int64_t>(problem.candidates.size() - reduced.original.size());
  if (found.status == Status::infeasible) return whole;
  whole.place_of.assign(problem.candidates.size(), none);
  whole.reason.resize(problem.candidates.size());
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    const Index position = reduced.position[c];
    whole.reason[c] = position == none ? reason_left_out(problem, c, forbidden) : found.reason[position];
    if (position != none) whole.place_of[c] = found.place_of[position];
  }
  return whole;
}

}  // namespace jalon::allocation
