#include "proposals/step_problem.hpp"

#include <algorithm>

namespace jalon::proposals {

using allocation::Index;
using allocation::none;

Index StepProblem::place(std::string_view id) const {
  const auto found =
      std::ranges::find(offers, id, [](const Offer* one) { return std::string_view(one->place); });
  return found == offers.end() ? none : static_cast<Index>(found - offers.begin());
}

Index StepProblem::candidate(std::string_view key) const {
  const auto found =
      std::ranges::find(needs, key, [](const Need* one) { return std::string_view(one->key); });
  return found == needs.end() ? none : static_cast<Index>(found - needs.begin());
}

bool StepProblem::unit_demand() const {
  return std::ranges::all_of(problem.candidates,
                             [](const allocation::Candidate& one) { return one.size == 1; });
}

bool is_reserved(const Offer& offer, const Choice& choice) {
  return offer.reserve.floor > 0 && choice.value < offer.reserve.floor;
}

StepProblem problem_of(const Inputs& inputs, std::string_view step, const std::vector<Lock>& locks) {
  StepProblem made;
  made.rules.seed = inputs.seed;
  made.rules.marginals = false;
  for (const Offer& offer : inputs.offers) {
    if (offer.step != step) continue;
    made.offers.push_back(&offer);
    made.problem.places.push_back({offer.place, offer.seats});
  }
  allocation::OptionsBuilder options;
  for (const Need& need : inputs.needs) {
    if (need.step != step) continue;
    const auto candidate = static_cast<Index>(made.needs.size());
    made.needs.push_back(&need);
    allocation::Candidate one;
    one.id = need.key;
    one.tier = need.tier;
    one.size = static_cast<std::int32_t>(need.size);
    one.waiting_since = need.since ? need.since->days() : 0;
    made.problem.candidates.push_back(std::move(one));
    for (const Choice& choice : need.choices) {
      const Index place = made.place(choice.place);
      const bool kept = std::ranges::find(locks, Lock{need.key, choice.place, LockKind::keep}) != locks.end();
      if (place == none || (is_reserved(*made.offers[place], choice) && !kept)) continue;
      options.add(candidate, place, choice.value);
    }
  }
  (void)options.build(made.problem.candidates.size(), made.problem.options);
  for (const Lock& lock : locks) {
    const Index candidate = made.candidate(lock.need);
    const Index place = made.place(lock.place);
    if (candidate == none || place == none) continue;
    const auto kind = lock.kind == LockKind::keep ? allocation::LockKind::keep : allocation::LockKind::forbid;
    // To forbid what is no option changes nothing.
    if (kind == allocation::LockKind::forbid && made.problem.option_row(candidate, place) == none) continue;
    made.problem.locks.push_back({candidate, place, kind});
    made.locks.push_back(lock);
  }
  return made;
}

}  // namespace jalon::proposals
