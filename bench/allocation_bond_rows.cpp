#include <algorithm>
#include <map>
#include <utility>

#include "allocation_peers.hpp"

namespace jalon::bench {
namespace {

using allocation::Bonds;
using allocation::Index;
using allocation::Problem;

void add_resources(const Problem& problem, const Bonds& bonds, std::vector<BondRow>& rows) {
  for (const allocation::Resource& resource : bonds.resources) {
    std::vector<BondRow> of_place(problem.places.size());
    for (Index c = 0; c < problem.candidates.size(); ++c) {
      for (Index row = problem.options.begin(c); resource.size[c] > 0 && row < problem.options.end(c);
           ++row) {
        of_place[problem.options.place[row]].options.push_back(row);
        of_place[problem.options.place[row]].factors.push_back(resource.size[c]);
      }
    }
    for (std::size_t p = 0; p < of_place.size(); ++p) {
      of_place[p].most = resource.capacity[p];
      if (!of_place[p].options.empty()) rows.push_back(std::move(of_place[p]));
    }
  }
}

/// One row for each conflict that a person's options can meet.
void add_conflicts(const Problem& problem, const Bonds& bonds, std::vector<BondRow>& rows) {
  if (bonds.person.empty()) return;
  std::vector<std::pair<Index, Index>> conflicts;
  for (const auto& [a, b] : bonds.conflicts) {
    conflicts.emplace_back(a, b);
    conflicts.emplace_back(b, a);
  }
  std::sort(conflicts.begin(), conflicts.end());
  std::map<Index, std::vector<Index>> of_person;  // rows
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    if (bonds.person[c] == allocation::none) continue;
    for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row)
      of_person[bonds.person[c]].push_back(row);
  }
  for (const auto& [person, own] : of_person) {
    for (std::size_t a = 0; a < own.size(); ++a) {
      for (std::size_t b = a + 1; b < own.size(); ++b) {
        if (std::binary_search(
                conflicts.begin(), conflicts.end(),
                std::pair<Index, Index>(problem.options.place[own[a]], problem.options.place[own[b]])))
          rows.push_back({{own[a], own[b]}, {1, 1}, 1});
      }
    }
  }
}

/// Used only if the other is placed too.
void add_requirements(const Problem& problem, const Bonds& bonds, std::vector<BondRow>& rows) {
  for (const allocation::Requirement& requirement : bonds.requirements) {
    BondRow made;
    for (Index row = problem.options.begin(requirement.candidate);
         row < problem.options.end(requirement.candidate); ++row) {
      if (requirement.place != allocation::none && requirement.place != problem.options.place[row]) continue;
      made.options.push_back(row);
      made.factors.push_back(1);
    }
    if (made.options.empty()) continue;
    for (Index row = problem.options.begin(requirement.needed); row < problem.options.end(requirement.needed);
         ++row) {
      made.options.push_back(row);
      made.factors.push_back(-1);
    }
    rows.push_back(std::move(made));
  }
}

}  // namespace

std::vector<BondRow> bond_rows(const Problem& problem, const Bonds& bonds) {
  std::vector<BondRow> rows;
  add_resources(problem, bonds, rows);
  add_conflicts(problem, bonds, rows);
  add_requirements(problem, bonds, rows);
  return rows;
}

}  // namespace jalon::bench
