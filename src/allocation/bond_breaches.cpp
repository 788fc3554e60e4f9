// What a plan breaks of the bonds between needs: asked of plans made by hand, and of ours in tests.
#include <algorithm>
#include <set>

#include "allocation/several_needs.hpp"

namespace jalon::allocation {

std::vector<BondBreach> check_bonds(const Problem& problem, const Bonds& bonds,
                                    const std::vector<Index>& place_of) {
  std::vector<BondBreach> breaches;
  std::set<std::pair<Index, Index>> conflicts;
  for (const auto& [a, b] : bonds.conflicts) {
    conflicts.emplace(a, b);
    conflicts.emplace(b, a);
  }
  std::vector<std::pair<Index, Index>> of_person;  // person, candidate
  for (Index c = 0; c < place_of.size() && !bonds.person.empty(); ++c) {
    if (place_of[c] != none && bonds.person[c] != none) of_person.emplace_back(bonds.person[c], c);
  }
  std::sort(of_person.begin(), of_person.end());
  for (std::size_t k = 0; k < of_person.size(); ++k) {
    for (std::size_t other = k; other-- > 0 && of_person[other].first == of_person[k].first;) {
      const Index p = place_of[of_person[k].second];
      if (conflicts.count({place_of[of_person[other].second], p}) != 0)
        breaches.push_back({BondViolation::places_conflict, of_person[k].second, p});
    }
  }
  for (const Requirement& requirement : bonds.requirements) {
    const Index p = place_of[requirement.candidate];
    if (p == none || (requirement.place != none && requirement.place != p)) continue;
    if (place_of[requirement.needed] == none)
      breaches.push_back({BondViolation::requirement_unmet, requirement.candidate, p});
  }
  for (const Resource& resource : bonds.resources) {
    std::vector<std::int64_t> left = resource.capacity;
    for (Index c = 0; c < place_of.size(); ++c) {
      if (place_of[c] != none) left[place_of[c]] -= resource.size[c];
    }
    for (Index p = 0; p < problem.places.size(); ++p) {
      if (left[p] < 0) breaches.push_back({BondViolation::resource_exceeded, none, p});
    }
  }
  return breaches;
}

}  // namespace jalon::allocation
