// Explanations: where a candidate could go, where it stands there, and the least that would change the
// answer.
#include <algorithm>

#include "allocation/allocation.hpp"

namespace jalon::allocation {
namespace {

std::vector<EligiblePlace> eligible_places(const Problem& problem, Index candidate) {
  std::vector<EligiblePlace> eligible;
  std::vector<std::size_t> position(problem.places.size(), problem.places.size());
  const auto is_forbidden = [&](Index place) {
    return std::any_of(problem.locks.begin(), problem.locks.end(), [&](const Lock& lock) {
      return lock.kind == LockKind::forbid && lock.candidate == candidate && lock.place == place;
    });
  };
  for (Index row = problem.options.begin(candidate); row < problem.options.end(candidate); ++row) {
    const Index p = problem.options.place[row];
    if (is_forbidden(p)) continue;
    position[p] = eligible.size();
    eligible.push_back({p, problem.options.value[row], 1});
  }
  const std::int32_t tier = problem.candidates[candidate].tier;
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    if (c == candidate || problem.candidates[c].tier > tier) continue;
    for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row) {
      const std::size_t at = position[problem.options.place[row]];
      if (at == problem.places.size()) continue;
      if (problem.candidates[c].tier < tier || problem.options.value[row] > eligible[at].value)
        ++eligible[at].rank;
    }
  }
  std::sort(eligible.begin(), eligible.end(), [&](const EligiblePlace& a, const EligiblePlace& b) {
    if (a.value != b.value) return a.value > b.value;
    return problem.places[a.place].id < problem.places[b.place].id;
  });
  return eligible;
}

/// The problem with another value for one option.
Problem with_value(const Problem& problem, Index changed_row, std::int64_t value) {
  Problem other = problem;
  other.options.value = {};
  for (std::size_t row = 0; row < problem.options.count(); ++row) {
    other.options.value.push_back(row == changed_row ? value : problem.options.value[row]);
  }
  return other;
}

}  // namespace

Explanation explain(const Problem& problem, const Rules& rules, Index candidate) {
  Explanation explanation;
  Rules quick = rules;
  quick.marginals = false;
  const Proposal proposal = propose(problem, quick);
  explanation.eligible = eligible_places(problem, candidate);
  if (proposal.status == Status::infeasible) return explanation;
  explanation.place = proposal.place_of[candidate];
  explanation.reason = proposal.reason[candidate];
  if (explanation.place != none) return explanation;

  const auto placed_with = [&](const Problem& other) {
    return propose(other, quick).place_of[candidate] != none;
  };
  for (const EligiblePlace& there : explanation.eligible) {
    const Index row = problem.option_row(candidate, there.place);
    std::int64_t low = there.value;
    std::int64_t high = largest_value;
    if (!placed_with(with_value(problem, row, high))) continue;
    while (high - low > 1) {
      const std::int64_t middle = low + (high - low) / 2;
      (placed_with(with_value(problem, row, middle)) ? high : low) = middle;
    }
    const std::int64_t missing = high - there.value;
    if (explanation.threshold_place == none ||
        missing < explanation.threshold -
                      problem.options.value[problem.option_row(candidate, explanation.threshold_place)]) {
      explanation.threshold_place = there.place;
      explanation.threshold = high;
    }
  }
  for (Index row = problem.options.begin(candidate);
       row < problem.options.end(candidate) && explanation.extra_place == none; ++row) {
    Problem other = problem;
    ++other.places[problem.options.place[row]].capacity;
    if (placed_with(other)) explanation.extra_place = problem.options.place[row];
  }
  return explanation;
}

}  // namespace jalon::allocation
