#include "allocation/bundles.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

namespace jalon::allocation {

Parties::Parties(const Problem& problem, const Bonds& bonds, const Locks& locks)
    : problem_(problem), bonds_(bonds) {
  const auto count = static_cast<Index>(problem.candidates.size());
  // Who is bound to whom.
  std::vector<Index> leader(count);
  std::iota(leader.begin(), leader.end(), Index{0});
  const auto lead = [&](Index c) {
    while (leader[c] != c) c = leader[c] = leader[leader[c]];
    return c;
  };
  std::map<Index, Index> first_of_person;
  for (Index c = 0; c < count && !bonds.person.empty(); ++c) {
    if (bonds.person[c] == none) continue;
    const auto [first, fresh] = first_of_person.emplace(bonds.person[c], c);
    if (!fresh) leader[lead(c)] = lead(first->second);
  }
  requirements_.resize(count);
  for (const Requirement& requirement : bonds.requirements) {
    leader[lead(requirement.candidate)] = lead(requirement.needed);
    requirements_[requirement.candidate].push_back(requirement);
  }
  std::vector<Index> party(count, none);
  for (Index c = 0; c < count; ++c) {
    Index& of_leader = party[lead(c)];
    if (of_leader == none) {
      of_leader = static_cast<Index>(members_.size());
      members_.emplace_back();
    }
    members_[of_leader].push_back(c);
  }
  for (const auto& [a, b] : bonds.conflicts) {
    conflicts_.emplace_back(a, b);
    conflicts_.emplace_back(b, a);
  }
  std::sort(conflicts_.begin(), conflicts_.end());

  std::vector<std::pair<Index, Index>> forbidden;
  for (const Lock& lock : problem.locks) {
    if (lock.kind == LockKind::forbid) forbidden.emplace_back(lock.candidate, lock.place);
  }
  std::sort(forbidden.begin(), forbidden.end());
  rows_.resize(count);
  kept_.assign(count, false);
  candidate_of_.resize(problem.options.count());
  for (Index c = 0; c < count; ++c) {
    kept_[c] = locks.kept_at[c] != none;
    for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row) {
      candidate_of_[row] = c;
      const Index p = problem.options.place[row];
      if (kept_[c] ? p != locks.kept_at[c]
                   : std::binary_search(forbidden.begin(), forbidden.end(), std::pair{c, p}))
        continue;
      bool fits = true;
      for (std::size_t r = 0; r < resources(); ++r) fits = fits && takes(r, row) <= capacity(r, p);
      if (fits) rows_[c].push_back(row);
    }
  }
}

std::int64_t Parties::capacity(std::size_t resource, Index place) const {
  return resource == 0 ? problem_.places[place].capacity : bonds_.resources[resource - 1].capacity[place];
}

std::int64_t Parties::takes(std::size_t resource, Index row) const {
  const Index c = candidate_of_[row];
  return resource == 0 ? problem_.size_of(c, row) : bonds_.resources[resource - 1].size[c];
}

bool Parties::go_together(Index row, Index other) const {
  if (conflicts_.empty() || bonds_.person.empty()) return true;
  const Index person = bonds_.person[candidate_of_[row]];
  if (person == none || person != bonds_.person[candidate_of_[other]]) return true;
  return !std::binary_search(conflicts_.begin(), conflicts_.end(),
                             std::pair{problem_.options.place[row], problem_.options.place[other]});
}

struct Parties::Walk {
  std::size_t party;
  const std::vector<double>& gain;
  const std::function<double()>& above;
  const std::function<void(const Bundle&, double)>& found;
  std::int64_t steps;
  std::vector<std::vector<Index>> options;  // by member, best gain first
  std::vector<double> rest;                 // the most that members from here on may add
  std::vector<Index> chosen;                // by member, the row or none
};

bool Parties::may_stand(Index row, const std::vector<Index>& chosen, std::size_t party,
                        std::size_t decided) const {
  const std::vector<Index>& members = members_[party];
  for (const Requirement& requirement : requirements_[candidate_of_[row]]) {
    if (requirement.place != none && requirement.place != problem_.options.place[row]) continue;
    const auto at = static_cast<std::size_t>(
        std::lower_bound(members.begin(), members.end(), requirement.needed) - members.begin());
    if (at < decided && chosen[at] == none) return false;
  }
  return true;
}

void Parties::walk(Walk& walk, std::size_t depth, double sum) const {
  if (walk.steps-- <= 0 || sum + walk.rest[depth] <= walk.above()) return;
  const std::vector<Index>& members = members_[walk.party];
  if (depth == members.size()) {
    Bundle bundle;
    for (const Index row : walk.chosen) {
      if (row == none) continue;
      if (!may_stand(row, walk.chosen, walk.party, members.size())) return;
      bundle.push_back(row);
    }
    walk.found(bundle, sum);
    return;
  }
  for (const Index row : walk.options[depth]) {
    if (sum + walk.gain[row] + walk.rest[depth + 1] <= walk.above()) break;  // the others gain less
    if (!may_stand(row, walk.chosen, walk.party, depth)) continue;
    bool together = true;
    for (std::size_t k = 0; k < depth && together; ++k)
      together = walk.chosen[k] == none || go_together(row, walk.chosen[k]);
    if (!together) continue;
    walk.chosen[depth] = row;
    this->walk(walk, depth + 1, sum + walk.gain[row]);
  }
  walk.chosen[depth] = none;
  if (!kept_[members[depth]]) this->walk(walk, depth + 1, sum);
}

bool Parties::search(std::size_t party, const std::vector<double>& gain, const std::function<double()>& above,
                     const std::function<void(const Bundle&, double)>& found, std::int64_t steps) const {
  Walk walk{party, gain, above, found, steps, {}, {}, {}};
  for (const Index c : members_[party]) {
    walk.options.push_back(rows_[c]);
    std::sort(walk.options.back().begin(), walk.options.back().end(),
              [&](Index a, Index b) { return gain[a] != gain[b] ? gain[a] > gain[b] : a < b; });
  }
  walk.rest.assign(members_[party].size() + 1, 0);
  for (std::size_t k = members_[party].size(); k-- > 0;) {
    double best = kept_[members_[party][k]] ? -std::numeric_limits<double>::infinity() : 0;
    if (!walk.options[k].empty()) best = std::max(best, gain[walk.options[k].front()]);
    walk.rest[k] = walk.rest[k + 1] + best;
  }
  walk.chosen.assign(members_[party].size(), none);
  this->walk(walk, 0, 0);
  return walk.steps > 0;
}

}  // namespace jalon::allocation
