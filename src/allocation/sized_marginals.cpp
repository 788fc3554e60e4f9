#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

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
    const SizedAnswer then = solve_sized(changed, rules, made_to_fit(changed, answer.arc_of, p));
    changed.capacity[p] -= more;
    const Worth worth = worth_of(network, then.arc_of);
    result.proven = then.proven;
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
