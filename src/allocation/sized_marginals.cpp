#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "allocation/core_search.hpp"
#include "allocation/count_bound.hpp"
#include "allocation/plain_solver.hpp"
#include "allocation/sized.hpp"

namespace jalon::allocation {
namespace {

/// The plan without those who do not fit any more in `p`, the least first.
std::vector<Index> made_to_fit(const Network& network, std::vector<Index> arc_of, Index p) {
  std::int64_t over = -network.capacity[p];
  std::vector<Index> there;
  for (Index c = 0; c < network.candidates(); ++c) {
    if (arc_of[c] == none || network.arcs[arc_of[c]].place != p) continue;
    over += network.size_of(arc_of[c]);
    there.push_back(c);
  }
  std::sort(there.begin(), there.end(), [&](Index a, Index b) {
    return std::tuple(-network.tier[a], network.value(arc_of[a]), a) <
           std::tuple(-network.tier[b], network.value(arc_of[b]), b);
  });
  for (std::size_t k = 0; k < there.size() && over > 0; ++k) {
    over -= network.size_of(arc_of[there[k]]);
    arc_of[there[k]] = none;
  }
  return arc_of;
}

// Beyond, the best prices take less time than the search by nodes does without them.
constexpr Scaled most_loss = 6 * scaled_unit;

/// Proven from the prices of the answer: that one place holds one unit more or fewer changes its best set and
/// little else. Nothing where they do not tell.
std::optional<Worth> solve_nearby(const Network& changed, const Rules& rules, const SizedAnswer& answer,
                                  const std::vector<Index>& start) {
  const bool coverage = rules.objective == Objective::coverage_then_value;
  const SizedProgram program{values_of(changed),
                             coverage ? most_placed(changed, {}) : std::vector<std::int64_t>{}};
  if (!answer.prices || answer.prices->of_tier.size() != program.placed.size()) return std::nullopt;
  SizedPlan plan(changed, rules.objective);
  plan.start_from(start);
  plan.descend(rules.seconds_left);
  if (coverage && worth_of(changed, plan.arc_of()).placed != program.placed) {
    plan.exchange(rules.seconds_left);
    if (worth_of(changed, plan.arc_of()).placed != program.placed) return std::nullopt;
  }
  CoreSearch search(changed, program, plan.arc_of(), rules.seconds_left);
  if (!coverage) search.tell_apart();
  search.price_from(*answer.prices);
  if (!search.prove_by_nodes(most_loss)) {
    search.sharpen_prices();
    if (!search.prove_by_nodes()) return std::nullopt;
  }
  if (!coverage && !search.answer().first_of_equals) return std::nullopt;
  return worth_of(changed, search.answer().arc_of);
}

}  // namespace

std::vector<Marginal> sized_marginals(const Network& network, const Rules& rules, const SizedAnswer& answer) {
  const Worth now = worth_of(network, answer.arc_of);
  Network changed = network;
  const auto difference = [&](Index p, std::int64_t more) {
    Difference result;
    result.placed.assign(now.placed.size(), 0);
    result.proven = false;
    if (!answer.proven || (rules.seconds_left && rules.seconds_left() <= 0)) return result;
    changed.capacity[p] += more;
    const std::vector<Index> start = made_to_fit(changed, answer.arc_of, p);
    std::optional<Worth> found = solve_nearby(changed, rules, answer, start);
    result.proven = found.has_value();
    if (!found) {
      const SizedAnswer then = solve_sized(changed, rules, start);
      found = worth_of(changed, then.arc_of);
      result.proven = then.proven;
    }
    changed.capacity[p] -= more;
    const Worth& worth = *found;
    result.value = worth.value - now.value;
    for (std::size_t k = 0; k < now.placed.size(); ++k) result.placed[k] = worth.placed[k] - now.placed[k];
    return result;
  };
  std::vector<Marginal> marginals;
  for (Index p = 0; p < network.places(); ++p) {
    Difference more = difference(p, 1);
    Marginal marginal{p, std::move(more.placed), more.value, more.proven, std::nullopt};
    if (network.capacity[p] > 0) marginal.fewer = difference(p, -1);
    marginals.push_back(std::move(marginal));
  }
  return marginals;
}

}  // namespace jalon::allocation
