#include "allocation/bundle_reasons.hpp"

namespace jalon::allocation {
namespace {

Reason too_large_or_forbidden(const Problem& problem, Index c) {
  for (const Lock& lock : problem.locks) {
    if (lock.candidate == c && lock.kind == LockKind::forbid) return Reason::forbidden;
  }
  return Reason::too_large;
}

Reason why_nowhere(const Parties& parties, const BundlePlan& plan, Index c) {
  const Problem& problem = parties.problem();
  if (problem.options.begin(c) == problem.options.end(c)) return Reason::no_option;
  if (parties.rows(c).empty()) return too_large_or_forbidden(problem, c);
  for (const Index row : parties.rows(c)) {
    if (plan.has_room(row)) return Reason::bound_to_others;
  }
  return Reason::outranked;
}

}  // namespace

void tell_plan(const Parties& parties, const BundlePlan& plan, Proposal& proposal) {
  const Problem& problem = parties.problem();
  proposal.place_of.assign(problem.candidates.size(), none);
  proposal.reason.assign(problem.candidates.size(), Reason::placed);
  for (const Bundle& bundle : plan.all()) {
    for (const Index row : bundle) proposal.place_of[parties.candidate_of(row)] = problem.options.place[row];
  }
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    if (parties.must_take(c)) proposal.reason[c] = Reason::kept;
    if (proposal.place_of[c] != none) continue;
    ++proposal.unplaced;
    proposal.reason[c] = why_nowhere(parties, plan, c);
  }
}

}  // namespace jalon::allocation
