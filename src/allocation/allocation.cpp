#include "allocation/allocation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "allocation/network.hpp"
#include "allocation/plain_solver.hpp"
#include "allocation/sized.hpp"
#include "allocation/unit_demand.hpp"

namespace jalon::allocation {
namespace {

std::size_t tier_rank(const std::vector<std::int32_t>& tiers, std::int32_t tier) {
  return static_cast<std::size_t>(std::lower_bound(tiers.begin(), tiers.end(), tier) - tiers.begin());
}

/// Writes the plan of the network, and the kept candidates, into the proposal.
void take_plan(const Problem& problem, const Locks& locks, const Network& network,
               const std::vector<Index>& arc_of, Proposal& proposal) {
  const std::vector<std::int32_t> tiers = tiers_of(problem);
  proposal.place_of.assign(problem.candidates.size(), none);
  proposal.placed.assign(tiers.size(), 0);
  proposal.value = 0;
  const auto put = [&](Index candidate, Index place, std::int64_t value) {
    proposal.place_of[candidate] = place;
    proposal.value += value;
    ++proposal.placed[tier_rank(tiers, problem.candidates[candidate].tier)];
  };
  for (Index c = 0; c < network.candidates(); ++c) {
    if (arc_of[c] != none)
      put(network.candidate[c], network.place[network.arcs[arc_of[c]].place], network.value(arc_of[c]));
  }
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    const Index kept = locks.kept_at[c];
    if (kept != none) put(c, kept, problem.options.value[problem.option_row(c, kept)]);
  }
  proposal.unplaced = std::count(proposal.place_of.begin(), proposal.place_of.end(), none);
}

Reason reason_of(const Problem& problem, const Locks& locks, const Network& network, Index c,
                 const std::vector<std::int64_t>& room, const Proposal& proposal,
                 const std::vector<std::pair<Index, Index>>& forbidden) {
  if (locks.kept_at[c] != none) return Reason::kept;
  if (proposal.place_of[c] != none) return Reason::placed;
  if (problem.options.begin(c) == problem.options.end(c)) return Reason::no_option;
  bool allowed = false;
  bool fits = false;
  bool free = false;
  for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row) {
    const Index p = problem.options.place[row];
    if (std::binary_search(forbidden.begin(), forbidden.end(), std::pair{c, p})) continue;
    allowed = true;
    if (problem.size_of(c, row) <= network.capacity[p]) fits = true;
    if (problem.size_of(c, row) <= room[p]) free = true;
  }
  if (!allowed) return Reason::forbidden;
  if (!fits) return Reason::too_large;
  return free ? Reason::at_a_loss : Reason::outranked;
}

void take_reasons(const Problem& problem, const Locks& locks, Network network, Proposal& proposal) {
  // From here the capacities are wanted by the problem's numbers.
  std::vector<std::int64_t> capacity(problem.places.size());
  for (Index p = 0; p < network.places(); ++p) capacity[network.place[p]] = network.capacity[p];
  network.capacity = std::move(capacity);
  std::vector<std::int64_t> room = network.capacity;
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    const Index p = proposal.place_of[c];
    if (p != none && locks.kept_at[c] == none) room[p] -= problem.size_of(c, problem.option_row(c, p));
  }
  std::vector<std::pair<Index, Index>> forbidden;
  for (const Lock& lock : problem.locks) {
    if (lock.kind == LockKind::forbid) forbidden.emplace_back(lock.candidate, lock.place);
  }
  std::sort(forbidden.begin(), forbidden.end());
  proposal.reason.resize(problem.candidates.size());
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    proposal.reason[c] = reason_of(problem, locks, network, c, room, proposal, forbidden);
  }
}

/// The plan in the network's numbers, as far as it fits.
std::vector<Index> arcs_of_plan(const Network& network, const std::vector<Index>& place_of) {
  if (place_of.empty()) return {};
  std::vector<Index> arc_of(network.candidates(), none);
  std::vector<std::int64_t> left = network.capacity;
  for (Index c = 0; c < network.candidates(); ++c) {
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      const Index p = network.arcs[arc].place;
      if (network.place[p] != place_of[network.candidate[c]] || network.size_of(arc) > left[p]) continue;
      left[p] -= network.size_of(arc);
      arc_of[c] = arc;
    }
  }
  return arc_of;
}

std::vector<Marginal> by_place_of_problem(const Network& network, std::vector<Marginal> of_network) {
  std::vector<Marginal> marginals(of_network.size());
  for (Marginal& marginal : of_network) {
    marginal.place = network.place[marginal.place];
    const Index p = marginal.place;
    marginals[p] = std::move(marginal);
  }
  return marginals;
}

}  // namespace

double Proposal::gap() const {
  if (bound == value) return 0;
  return static_cast<double>(bound - value) / std::max(1.0, std::abs(static_cast<double>(value)));
}

Proposal propose(const Problem& problem, const Rules& rules) {
  return propose_from(problem, rules, {});
}

Proposal propose_from(const Problem& problem, const Rules& rules, const std::vector<Index>& place_of) {
  Proposal proposal;
  const Locks locks = read_locks(problem);
  if (!locks.conflicts.empty()) {
    proposal.status = Status::infeasible;
    proposal.conflicts = locks.conflicts;
    proposal.placed.assign(tiers_of(problem).size(), 0);
    proposal.unplaced = static_cast<std::int64_t>(problem.candidates.size());
    return proposal;
  }
  Network network = make_network(problem, locks, rules.seed);
  std::vector<Marginal> marginals;
  std::int64_t beyond = 0;                // the bound over the value
  std::vector<std::int64_t> more_placed;  // by tier, the bound over those placed
  if (network.unit_demand()) {
    const Seating seating = solve_unit_demand(network, rules.objective);
    take_plan(problem, locks, network, seating.arc_of(), proposal);
    if (rules.marginals) marginals = unit_marginals(seating, rules.objective);
  } else {
    const SizedAnswer answer = solve_sized(network, rules, arcs_of_plan(network, place_of));
    take_plan(problem, locks, network, answer.arc_of, proposal);
    if (!answer.proven) proposal.status = Status::feasible;
    more_placed = answer.placed_bound;
    const std::vector<std::int64_t> placed = worth_of(network, answer.arc_of).placed;
    for (std::size_t k = 0; k < more_placed.size(); ++k) more_placed[k] -= placed[k];
    beyond = answer.bound - worth_of(network, answer.arc_of).value;
    if (rules.marginals) marginals = sized_marginals(network, rules, answer);
  }
  if (rules.marginals) proposal.marginal = by_place_of_problem(network, std::move(marginals));
  proposal.bound = proposal.value + beyond;
  if (rules.objective == Objective::coverage_then_value) {
    proposal.placed_bound = proposal.placed;
    for (std::size_t k = 0; k < more_placed.size(); ++k) proposal.placed_bound[k] += more_placed[k];
  }
  take_reasons(problem, locks, std::move(network), proposal);
  return proposal;
}

Verdict check(const Problem& problem, const Rules& rules, const std::vector<PlanRow>& plan) {
  Verdict verdict;
  const std::vector<std::int32_t> tiers = tiers_of(problem);
  verdict.placed.assign(tiers.size(), 0);
  const auto breach = [&](Violation violation, Index candidate, Index place) {
    verdict.breaches.push_back({violation, candidate, place});
  };

  std::vector<bool> seen(problem.candidates.size(), false);
  std::vector<Index> place_of(problem.candidates.size(), none);
  std::vector<std::int64_t> used(problem.places.size(), 0);
  for (const PlanRow& row : plan) {
    if (seen[row.candidate]) {
      breach(Violation::candidate_twice, row.candidate, row.place);
      continue;
    }
    seen[row.candidate] = true;
    if (row.place == none) continue;
    const Index option = problem.option_row(row.candidate, row.place);
    if (option == none) {
      breach(Violation::not_eligible, row.candidate, row.place);
      continue;
    }
    place_of[row.candidate] = row.place;
    used[row.place] += problem.size_of(row.candidate, option);
    verdict.value += problem.options.value[option];
    ++verdict.placed[tier_rank(tiers, problem.candidates[row.candidate].tier)];
  }
  for (Index p = 0; p < problem.places.size(); ++p) {
    if (used[p] > problem.places[p].capacity) breach(Violation::over_capacity, none, p);
  }
  for (const Lock& lock : problem.locks) {
    const bool there = place_of[lock.candidate] == lock.place;
    if (lock.kind == LockKind::keep && !there) breach(Violation::keep_broken, lock.candidate, lock.place);
    if (lock.kind == LockKind::forbid && there) breach(Violation::forbid_broken, lock.candidate, lock.place);
  }
  Rules without_marginals = rules;
  without_marginals.marginals = false;
  verdict.optimum = propose(problem, without_marginals);
  return verdict;
}

}  // namespace jalon::allocation
