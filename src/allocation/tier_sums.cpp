#include "allocation/tier_sums.hpp"

#include <algorithm>

namespace jalon::allocation {
namespace {

std::vector<double> members_of_tiers(const Network& network) {
  std::vector<double> members(static_cast<std::size_t>(network.tiers), 0);
  for (const std::int32_t tier : network.tier) members[static_cast<std::size_t>(tier)] += 1;
  return members;
}

/// By tier, more than all later ones and `rest` weigh together, which is then added up in `rest`.
std::vector<double> outweighing(const std::vector<double>& members, double& rest) {
  std::vector<double> weight(members.size());
  for (std::size_t k = members.size(); k-- > 0;) {
    weight[k] = rest + 1;
    rest += weight[k] * members[k];
  }
  return weight;
}

}  // namespace

std::vector<std::int64_t> tiers_before_values(const Network& network, double largest) {
  double all = 0;  // between the greatest and the least that values can add up to
  for (Index c = 0; c < network.candidates(); ++c) {
    std::int64_t most = 0;
    std::int64_t least = 0;
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      most = std::max(most, network.value(arc));
      least = std::min(least, network.value(arc));
    }
    all += static_cast<double>(most) - static_cast<double>(least);
  }
  const std::vector<double> weight = outweighing(members_of_tiers(network), all);
  if (all >= largest) return {};
  std::vector<std::int64_t> coefficients(network.arcs.size());
  for (Index c = 0; c < network.candidates(); ++c) {
    const auto one = static_cast<std::int64_t>(weight[static_cast<std::size_t>(network.tier[c])]);
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc)
      coefficients[arc] = one + network.value(arc);
  }
  return coefficients;
}

std::vector<std::int64_t> weights_of_tiers(const Network& network, double largest,
                                           std::int64_t& more_than_all) {
  double all = 0;
  const std::vector<double> weight = outweighing(members_of_tiers(network), all);
  if (all >= largest) return {};
  more_than_all = static_cast<std::int64_t>(all) + 1;
  std::vector<std::int64_t> of_candidate;
  for (const std::int32_t tier : network.tier)
    of_candidate.push_back(static_cast<std::int64_t>(weight[static_cast<std::size_t>(tier)]));
  return of_candidate;
}

}  // namespace jalon::allocation
