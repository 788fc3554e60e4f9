#include "allocation/two_resources.hpp"

#include <algorithm>
#include <utility>

namespace jalon::allocation {

std::optional<TwoResources> two_resources(const Problem& problem, const Bonds& bonds, const Locks& locks,
                                          std::uint64_t seed) {
  if (bonds.resources.size() != 1 || !bonds.conflicts.empty() || !bonds.requirements.empty()) return {};
  const Resource& resource = bonds.resources.front();
  std::vector<std::int64_t> left = resource.capacity;
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    if (locks.kept_at[c] != none) left[locks.kept_at[c]] -= resource.size[c];
  }
  if (std::any_of(left.begin(), left.end(), [](std::int64_t units) { return units < 0; })) return {};
  TwoResources two{make_network(problem, locks, seed), {}, {}};
  for (const Index p : two.network.place) two.second.push_back(left[p]);
  for (const Index c : two.network.candidate) two.takes.push_back(resource.size[c]);
  return two;
}

}  // namespace jalon::allocation
