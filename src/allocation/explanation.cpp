// Explanations: where a candidate could go, where it stands there, and the least that would change the
// answer.
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "allocation/allocation.hpp"
#include "allocation/network.hpp"
#include "allocation/unit_demand.hpp"

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

/// What would place an unplaced candidate, each answer confirmed by solving the changed problem.
class Changes {
 public:
  Changes(const Problem& problem, const Rules& rules, Index candidate, Explanation& explanation)
      : problem_(problem), rules_(rules), candidate_(candidate), explanation_(explanation) {
    rules_.marginals = false;
  }

  void find() {
    const Locks locks = read_locks(problem_);
    Network network = make_network(problem_, locks, rules_.seed);
    if (network.unit_demand()) {
      find_by_chains(network);
    } else {
      find_by_trying();
    }
  }

 private:
  bool out_of_time() const { return rules_.seconds_left && rules_.seconds_left() <= 0; }
  bool placed_in(const Problem& other) const { return propose(other, rules_).place_of[candidate_] != none; }
  bool placed_at_value(Index place, std::int64_t value) const {
    const Index changed = problem_.option_row(candidate_, place);
    Problem other = problem_;
    other.options.value = {};
    for (std::size_t row = 0; row < problem_.options.count(); ++row) {
      other.options.value.push_back(row == changed ? value : problem_.options.value[row]);
    }
    return placed_in(other);
  }
  bool placed_with_more_room(Index place) const {
    Problem other = problem_;
    ++other.places[place].capacity;
    return placed_in(other);
  }
  std::int64_t value_at(Index place) const {
    return problem_.options.value[problem_.option_row(candidate_, place)];
  }

  void try_value(Index place, std::int64_t value) {
    if (explanation_.threshold_place != none || value > largest_value || !placed_at_value(place, value))
      return;
    explanation_.threshold_place = place;
    explanation_.threshold = value;
  }

  /// Unit demand: a seat costs what the cheapest chain that frees it loses. At exactly that value the draw
  /// decides.
  void find_by_chains(const Network& network) {
    const auto known = std::find(network.candidate.begin(), network.candidate.end(), candidate_);
    if (known == network.candidate.end()) return;
    const auto c = static_cast<Index>(known - network.candidate.begin());
    const std::int32_t tier = rules_.objective == Objective::value ? 0 : network.tier[c];
    Seating seating = solve_unit_demand(network, rules_.objective);
    const std::int64_t base = seating.weights().base[static_cast<std::size_t>(network.tier[c])];
    std::vector<std::pair<std::int64_t, Index>> by_missing;  // points missing, place of the problem
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      const Index p = network.arcs[arc].place;
      if (seating.seats()[p] == 0) continue;
      const auto cost =
          seating.has_room(p) ? std::optional<std::int64_t>(0) : seating.cost_of_a_seat(p, tier);
      if (!cost) continue;
      const std::int64_t due = seating.price(p) + *cost;
      const std::int64_t unit = std::int64_t{1} << seating.weights().up;
      const std::int64_t value = (due + unit - 1) / unit - base;
      if (value <= largest_value) by_missing.emplace_back(value - network.value(arc), network.place[p]);
    }
    std::sort(by_missing.begin(), by_missing.end());
    // At the exact cost the draw may be lost: then one point more, unless another place costs no more than
    // that.
    for (std::size_t k = 0; k < by_missing.size() && explanation_.threshold_place == none; ++k) {
      const auto& [missing, place] = by_missing[k];
      try_value(place, value_at(place) + missing);
      if (k + 1 < by_missing.size() && by_missing[k + 1].first == missing) continue;
      for (std::size_t tied = 0; tied <= k; ++tied) {
        try_value(by_missing[tied].second, value_at(by_missing[tied].second) + missing + 1);
      }
    }

    const std::vector<Marginal> marginals = unit_marginals(seating, rules_.objective);
    for (const EligiblePlace& there : explanation_.eligible) {
      // Only where the new seat could be this candidate's own.
      const auto p = static_cast<std::size_t>(
          std::find(network.place.begin(), network.place.end(), there.place) - network.place.begin());
      if (marginals[p].placed[static_cast<std::size_t>(network.tier[c])] != 1) continue;
      if (marginals[p].value != there.value || !placed_with_more_room(there.place)) continue;
      explanation_.extra_place = there.place;
      return;
    }
  }

  /// Sizes: halving the interval, while there is time.
  void find_by_trying() {
    for (const EligiblePlace& there : explanation_.eligible) {
      std::int64_t low = there.value;
      std::int64_t high = largest_value;
      if (explanation_.threshold_place != none) {
        high = there.value + explanation_.threshold - value_at(explanation_.threshold_place);
      }
      if (out_of_time() || high > largest_value || !placed_at_value(there.place, high)) continue;
      while (high - low > 1 && !out_of_time()) {
        const std::int64_t middle = low + (high - low) / 2;
        (placed_at_value(there.place, middle) ? high : low) = middle;
      }
      explanation_.threshold_place = there.place;
      explanation_.threshold = high;
    }
    for (const EligiblePlace& there : explanation_.eligible) {
      if (out_of_time() || !placed_with_more_room(there.place)) continue;
      explanation_.extra_place = there.place;
      return;
    }
  }

  const Problem& problem_;
  Rules rules_;
  Index candidate_;
  Explanation& explanation_;
};

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
  if (explanation.place == none) Changes(problem, rules, candidate, explanation).find();
  return explanation;
}

}  // namespace jalon::allocation
