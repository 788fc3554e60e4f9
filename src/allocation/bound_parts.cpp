#include "allocation/bound_parts.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "allocation/place_conflicts.hpp"

namespace jalon::allocation {
namespace {

/// Sets of things joined two by two.
class Joined {
 public:
  explicit Joined(std::size_t count) : leader_(count) {
    std::iota(leader_.begin(), leader_.end(), std::size_t{0});
  }
  std::size_t leader(std::size_t one) {
    while (leader_[one] != one) one = leader_[one] = leader_[leader_[one]];
    return one;
  }
  void join(std::size_t one, std::size_t other) { leader_[leader(one)] = leader(other); }

 private:
  std::vector<std::size_t> leader_;
};

class Splitter {
 public:
  Splitter(const Problem& problem, const Bonds& bonds, const Locks& locks)
      : problem_(problem),
        bonds_(bonds),
        locks_(locks),
        conflicts_(problem.places.size(), bonds.conflicts),
        // Candidates, then places.
        joined_(problem.candidates.size() + problem.places.size()),
        bound_(problem.candidates.size() + problem.places.size(), false) {}

  std::vector<BoundPart> split() {
    for (Index c = 0; c < problem_.candidates.size(); ++c)
      each_place(c, [&](Index p, Index) { joined_.join(c, of_place(p)); });
    std::vector<std::size_t> tied;  // one of each bond
    for (const Requirement& requirement : bonds_.requirements) {
      if (!can_matter(requirement)) continue;
      joined_.join(requirement.candidate, requirement.needed);
      tied.push_back(requirement.candidate);
    }
    join_persons(tied);
    take_of_resources(tied);
    for (const std::size_t one : tied) bound_[joined_.leader(one)] = true;
    number_parts();
    fill_parts();
    std::stable_sort(parts_.begin() + 1, parts_.end(), [](const BoundPart& a, const BoundPart& b) {
      return a.problem.options.count() < b.problem.options.count();
    });
    return std::move(parts_);
  }

 private:
  std::size_t of_place(Index p) const { return problem_.candidates.size() + p; }

  /// The options that locks may leave: of one kept, where they are kept.
  template <class Seen>
  void each_place(Index c, const Seen& seen) const {
    for (Index row = problem_.options.begin(c); row < problem_.options.end(c); ++row) {
      const Index p = problem_.options.place[row];
      if (locks_.kept_at[c] == none || locks_.kept_at[c] == p) seen(p, row);
    }
  }

  bool can_matter(const Requirement& requirement) const {
    if (requirement.candidate == requirement.needed) return false;
    return requirement.place == none || problem_.option_row(requirement.candidate, requirement.place) != none;
  }

  bool conflict(Index c, Index other) const {
    bool any = false;
    each_place(c, [&](Index p, Index) {
      each_place(other, [&](Index q, Index) { any = any || conflicts_.between(p, q); });
    });
    return any;
  }

  void join_persons(std::vector<std::size_t>& tied) {
    if (conflicts_.empty() || bonds_.person.empty()) return;
    std::vector<std::pair<Index, Index>> of_person;  // person, candidate
    for (Index c = 0; c < problem_.candidates.size(); ++c) {
      if (bonds_.person[c] != none) of_person.emplace_back(bonds_.person[c], c);
    }
    std::sort(of_person.begin(), of_person.end());
    for (std::size_t k = 0; k < of_person.size(); ++k) {
      for (std::size_t other = k; other-- > 0 && of_person[other].first == of_person[k].first;) {
        if (!conflict(of_person[k].second, of_person[other].second)) continue;
        joined_.join(of_person[k].second, of_person[other].second);
        tied.push_back(of_person[k].second);
      }
    }
  }

  /// A further resource matters where somebody takes of it.
  void take_of_resources(std::vector<std::size_t>& tied) const {
    for (const Resource& resource : bonds_.resources) {
      for (Index c = 0; c < problem_.candidates.size(); ++c) {
        if (resource.size[c] > 0 && problem_.options.begin(c) < problem_.options.end(c)) tied.push_back(c);
      }
    }
  }

  /// Whether in some place of the set not all take the same.
  std::vector<bool> sized() {
    std::vector<std::int64_t> takes(problem_.places.size(), 0);
    std::vector<bool> sized(bound_.size(), false);
    for (Index c = 0; c < problem_.candidates.size(); ++c) {
      each_place(c, [&](Index p, Index row) {
        const std::int64_t here = problem_.size_of(c, row);
        if (takes[p] != 0 && takes[p] != here) sized[joined_.leader(c)] = true;
        takes[p] = here;
      });
    }
    return sized;
  }

  void number_parts() {
    const std::vector<bool> of_sizes = sized();
    std::map<std::size_t, std::size_t> part_of_leader;
    part_of_.resize(bound_.size());
    parts_.resize(1);
    for (std::size_t one = 0; one < bound_.size(); ++one) {
      const std::size_t leader = joined_.leader(one);
      if (!bound_[leader] && !of_sizes[leader]) continue;
      const auto [found, fresh] = part_of_leader.emplace(leader, parts_.size());
      part_of_[one] = found->second;
      if (fresh) {
        parts_.emplace_back();
        parts_.back().sized = of_sizes[leader];
      }
    }
  }

  void fill_parts() {
    std::vector<Index> number(bound_.size());
    for (Index p = 0; p < problem_.places.size(); ++p) {
      BoundPart& part = parts_[part_of_[of_place(p)]];
      number[of_place(p)] = static_cast<Index>(part.place.size());
      part.place.push_back(p);
      part.problem.places.push_back(problem_.places[p]);
    }
    for (Index c = 0; c < problem_.candidates.size(); ++c) {
      BoundPart& part = parts_[part_of_[c]];
      number[c] = static_cast<Index>(part.candidate.size());
      part.candidate.push_back(c);
      part.problem.candidates.push_back(problem_.candidates[c]);
      Options& options = part.problem.options;
      for (Index row = problem_.options.begin(c); row < problem_.options.end(c); ++row) {
        const Index p = problem_.options.place[row];
        if (part_of_[of_place(p)] != part_of_[c]) continue;  // one kept elsewhere
        options.place.push_back(number[of_place(p)]);
        options.value.push_back(problem_.options.value[row]);
        if (!problem_.options.size.empty()) options.size.push_back(problem_.options.size[row]);
      }
      options.first.push_back(static_cast<Index>(options.place.size()));
    }
    for (const Lock& lock : problem_.locks) {
      const std::size_t of = part_of_[lock.candidate];
      if (part_of_[of_place(lock.place)] == of)
        parts_[of].problem.locks.push_back({number[lock.candidate], number[of_place(lock.place)], lock.kind});
    }
    fill_bonds(number);
  }

  void fill_bonds(const std::vector<Index>& number) {
    for (const Requirement& requirement : bonds_.requirements) {
      if (!can_matter(requirement)) continue;
      const std::size_t of = part_of_[requirement.candidate];
      const bool elsewhere = requirement.place != none && part_of_[of_place(requirement.place)] != of;
      if (elsewhere) continue;  // of one kept somewhere else
      parts_[of].bonds.requirements.push_back(
          {number[requirement.candidate],
           requirement.place == none ? none : number[of_place(requirement.place)],
           number[requirement.needed]});
    }
    for (const auto& [a, b] : bonds_.conflicts) {
      const std::size_t of = part_of_[of_place(a)];
      if (of != 0 && of == part_of_[of_place(b)])
        parts_[of].bonds.conflicts.emplace_back(number[of_place(a)], number[of_place(b)]);
    }
    for (std::size_t k = 1; k < parts_.size(); ++k) {
      BoundPart& part = parts_[k];
      fill_resources(part);
      if (bonds_.person.empty()) part.bonds.conflicts.clear();
      if (part.bonds.conflicts.empty()) continue;
      for (const Index c : part.candidate) part.bonds.person.push_back(bonds_.person[c]);
      forget_idle_conflicts(part);
    }
  }

  void fill_resources(BoundPart& part) const {
    for (const Resource& resource : bonds_.resources) {
      Resource here{resource.id, {}, {}};
      bool taken = false;
      for (const Index c : part.candidate) {
        here.size.push_back(resource.size[c]);
        taken = taken || resource.size[c] > 0;
      }
      for (const Index p : part.place) here.capacity.push_back(resource.capacity[p]);
      if (taken) part.bonds.resources.push_back(std::move(here));
    }
  }

  /// Conflicts that no person's needs can meet.
  void forget_idle_conflicts(BoundPart& part) const {
    std::map<Index, std::vector<Index>> of_person;
    for (const Index c : part.candidate) {
      if (bonds_.person[c] != none) of_person[bonds_.person[c]].push_back(c);
    }
    for (const auto& [person, own] : of_person) {
      for (std::size_t k = 0; k < own.size(); ++k) {
        for (std::size_t other = 0; other < k; ++other) {
          if (conflict(own[k], own[other])) return;
        }
      }
    }
    part.bonds.conflicts.clear();
    part.bonds.person.clear();
  }

  const Problem& problem_;
  const Bonds& bonds_;
  const Locks& locks_;
  PlaceConflicts conflicts_;
  Joined joined_;
  std::vector<bool> bound_;           // by leader
  std::vector<std::size_t> part_of_;  // by candidate, then by place
  std::vector<BoundPart> parts_;
};

}  // namespace

std::vector<BoundPart> split_by_bonds(const Problem& problem, const Bonds& bonds, const Locks& locks) {
  return Splitter(problem, bonds, locks).split();
}

}  // namespace jalon::allocation
