// The allocation engine in a page: three people, two sessions, one lock, one more place, one who withdraws.
#include <cstdio>

#include "allocation/allocation.hpp"
#include "allocation/standing.hpp"

int main() {
  using namespace jalon::allocation;
  Problem problem;
  problem.places = {{"module-680h-october", 1}, {"module-200h-november", 1}};
  problem.candidates = {{"amina"}, {"bilal"}, {"chen", 2}};  // Chen is of tier 2
  OptionsBuilder options;
  options.add(0, 0, 90);
  options.add(0, 1, 60);
  options.add(1, 0, 80);
  options.add(2, 1, 99);
  options.build(problem.candidates.size(), problem.options);

  const auto show = [&](const char* title) {
    const Proposal proposal = propose(problem, {});
    std::printf("%s: total value %lld, bound %lld\n", title, static_cast<long long>(proposal.value),
                static_cast<long long>(proposal.bound));
    for (Index c = 0; c < problem.candidates.size(); ++c) {
      const Index p = proposal.place_of[c];
      std::printf("  %s: %s\n", problem.candidates[c].id.c_str(),
                  p == none ? "-" : problem.places[p].id.c_str());
    }
    for (const Marginal& one_more : proposal.marginal) {
      std::printf("  one more seat in %s: value %+lld\n", problem.places[one_more.place].id.c_str(),
                  static_cast<long long>(one_more.value));
    }
    return proposal.status == Status::optimal;
  };

  if (!show("proposal")) return 1;
  const WhatIf more = what_if(problem, {}, {{0, 1}, {1, 1}});
  std::printf("one more seat in both: value %+lld\n", static_cast<long long>(more.difference.value));

  problem.locks.push_back({1, 0, LockKind::forbid});  // the committee keeps Bilal out of the long module
  if (!show("with the lock")) return 1;

  Standing standing(problem, {});
  standing.accept(2);
  for (const Move& move : standing.withdraw(0).moves) {
    std::printf("after Amina withdraws, %s: %s\n", problem.candidates[move.candidate].id.c_str(),
                move.to == none ? "-" : problem.places[move.to].id.c_str());
  }
  return standing.place_of(2) == 1 ? 0 : 1;
}
