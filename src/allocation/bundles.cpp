#include "allocation/bundles.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "allocation/bundle_search.hpp"

namespace jalon::allocation {

Parties::Parties(const Problem& problem, const Bonds& bonds, const Locks& locks)
    : problem_(problem), bonds_(bonds), conflicts_(problem.places.size(), bonds.conflicts) {
  requirements_.resize(problem.candidates.size());
  for (const Requirement& requirement : bonds.requirements)
    requirements_[requirement.candidate].push_back(requirement);
  leave_rows(locks);
  join();
}

/// The rows that locks leave.
void Parties::leave_rows(const Locks& locks) {
  const auto count = static_cast<Index>(problem_.candidates.size());
  std::vector<std::pair<Index, Index>> forbidden;
  for (const Lock& lock : problem_.locks) {
    if (lock.kind == LockKind::forbid) forbidden.emplace_back(lock.candidate, lock.place);
  }
  std::sort(forbidden.begin(), forbidden.end());
  rows_.resize(count);
  kept_.assign(count, false);
  candidate_of_.resize(problem_.options.count());
  for (Index c = 0; c < count; ++c) {
    kept_[c] = locks.kept_at[c] != none;
    for (Index row = problem_.options.begin(c); row < problem_.options.end(c); ++row) {
      candidate_of_[row] = c;
      const Index p = problem_.options.place[row];
      if (kept_[c] ? p != locks.kept_at[c]
                   : std::binary_search(forbidden.begin(), forbidden.end(), std::pair{c, p}))
        continue;
      bool fits = true;
      for (std::size_t r = 0; r < resources(); ++r) fits = fits && takes(r, row) <= capacity(r, p);
      if (fits) rows_[c].push_back(row);
    }
  }
}

/// Who is bound to whom: by a requirement, or by places that conflict.
void Parties::join() {
  const auto count = static_cast<Index>(problem_.candidates.size());
  std::vector<Index> leader(count);
  std::iota(leader.begin(), leader.end(), Index{0});
  const auto lead = [&](Index c) {
    while (leader[c] != c) c = leader[c] = leader[leader[c]];
    return c;
  };
  for (const Requirement& requirement : bonds_.requirements)
    leader[lead(requirement.candidate)] = lead(requirement.needed);
  std::map<Index, std::vector<Index>> of_person;
  for (Index c = 0; c < count && !bonds_.person.empty() && !conflicts_.empty(); ++c) {
    if (bonds_.person[c] == none) continue;
    std::vector<Index>& others = of_person[bonds_.person[c]];
    for (const Index other : others) {
      if (!always_together(c, other)) leader[lead(c)] = lead(other);
    }
    others.push_back(c);
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
}

bool Parties::always_together(Index candidate, Index other) const {
  for (const Index row : rows_[candidate]) {
    for (const Index of_other : rows_[other]) {
      if (!go_together(row, of_other)) return false;
    }
  }
  return true;
}

std::int64_t Parties::capacity(std::size_t resource, Index place) const {
  return resource == 0 ? problem_.places[place].capacity : bonds_.resources[resource - 1].capacity[place];
}

std::int64_t Parties::takes(std::size_t resource, Index row) const {
  const Index c = candidate_of_[row];
  return resource == 0 ? problem_.size_of(c, row) : bonds_.resources[resource - 1].size[c];
}

std::vector<bool> Parties::who_must() const {
  std::vector<bool> must(count(), false);
  for (std::size_t party = 0; party < count(); ++party) {
    for (const Index c : members_[party]) must[party] = must[party] || kept_[c];
  }
  return must;
}

bool Parties::go_together(Index row, Index other) const {
  if (conflicts_.empty() || bonds_.person.empty()) return true;
  const Index person = bonds_.person[candidate_of_[row]];
  if (person == none || person != bonds_.person[candidate_of_[other]]) return true;
  return !conflicts_.between(problem_.options.place[row], problem_.options.place[other]);
}

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

bool Parties::search(std::size_t party, const std::vector<double>& gain, const std::function<double()>& above,
                     const std::function<void(const Bundle&, double)>& found, std::int64_t steps) const {
  return BundleSearch(*this).search(party, gain, above, found, steps);
}

}  // namespace jalon::allocation
