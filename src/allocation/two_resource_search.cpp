#include "allocation/two_resource_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace jalon::allocation {
namespace {

constexpr double largest_sum = 1e12;
constexpr std::size_t many_arcs = 60'000;  // beyond, all the time goes into plans
constexpr int most_steps = 600;
constexpr double unlimited = 1e9;

/// Rounded down, also below nothing.
std::int64_t whole(Scaled sum) {
  return sum >= 0 ? sum / scaled_unit : -((-sum + scaled_unit - 1) / scaled_unit);
}

int unit_steps(const Network& network) {
  return static_cast<int>(std::clamp<std::size_t>(20'000'000 / (network.arcs.size() + 1), 60, 400));
}

/// What entering is worth, so that tiers outweigh each other and all values; empty where that is too large.
std::vector<std::int64_t> coverage_weights(const Network& network) {
  std::vector<double> members(static_cast<std::size_t>(network.tiers), 0);
  double all = 0;  // how far values can part two plans
  for (Index c = 0; c < network.candidates(); ++c) {
    members[static_cast<std::size_t>(network.tier[c])] += 1;
    std::int64_t least = 0;
    std::int64_t most = 0;
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      least = std::min(least, network.value(arc));
      most = std::max(most, network.value(arc));
    }
    all += static_cast<double>(most) - static_cast<double>(least);
  }
  std::vector<std::int64_t> weight(members.size());
  for (std::size_t k = members.size(); k-- > 0;) {
    if ((all + 1) * (members[k] + 1) >= largest_sum) return {};
    weight[k] = static_cast<std::int64_t>(all) + 1;
    all += static_cast<double>(weight[k]) * members[k];
  }
  return weight;
}

std::vector<std::int64_t> with_weights(const Network& network, const std::vector<std::int64_t>& weight) {
  std::vector<std::int64_t> coefficient = values_of(network);
  for (Index c = 0; c < network.candidates(); ++c) {
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc)
      coefficient[arc] += weight[static_cast<std::size_t>(network.tier[c])];
  }
  return coefficient;
}

}  // namespace

bool TwoResourceSearch::affordable(const TwoResources& two) {
  return TwoResourceSets::affordable(two, values_of(two.network));
}

TwoResourceSearch::TwoResourceSearch(const TwoResources& two, const Rules& rules)
    : two_(two), network_(two.network), rules_(rules) {
  weigh();
}

double TwoResourceSearch::left() const {
  return rules_.seconds_left ? rules_.seconds_left() : unlimited;
}

bool TwoResourceSearch::large() const {
  return network_.arcs.size() > many_arcs;
}

/// What plans are compared by: with the value first, of equal ones that which places more.
void TwoResourceSearch::weigh() {
  weight_.resize(network_.arcs.size());
  std::vector<double> bonus(static_cast<std::size_t>(network_.tiers), 1);
  if (by_value()) {
    tier_weight_.assign(bonus.size(), 0);
    per_value_ = static_cast<double>(network_.candidates()) + 1;
  } else {
    tier_weight_ = coverage_weights(network_);
    if (!tier_weight_.empty() && !TwoResourceSets::affordable(two_, with_weights(network_, tier_weight_)))
      tier_weight_.clear();
    one_sum_ = tier_weight_.size() == bonus.size();
    double largest = 1;
    for (Index arc = 0; arc < network_.arcs.size(); ++arc)
      largest = std::max(largest, std::abs(static_cast<double>(network_.value(arc))));
    // Where one sum cannot tell, as far as doubles tell.
    double step = 4 * largest;
    for (std::size_t k = bonus.size(); k-- > 0; step *= 16)
      bonus[k] = !one_sum_ ? step : static_cast<double>(tier_weight_[k]);
  }
  for (Index c = 0; c < network_.candidates(); ++c) {
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      weight_[arc] = static_cast<double>(network_.value(arc)) * per_value_ +
                     bonus[static_cast<std::size_t>(network_.tier[c])];
      // With the value first nobody enters at a loss.
      if (by_value() && network_.value(arc) < 0) weight_[arc] = -1;
    }
  }
}

std::int64_t TwoResourceSearch::sum_of(const Worth& worth) const {
  std::int64_t sum = worth.value;
  for (std::size_t k = 0; k < tier_weight_.size(); ++k) sum += tier_weight_[k] * worth.placed[k];
  return sum;
}

void TwoResourceSearch::run() {
  const auto seconds = [this] { return left(); };
  // Prices lead to plans in the same sums: those of the tiers, where one sum tells them.
  const std::vector<std::int64_t> nothing(static_cast<std::size_t>(network_.tiers), 0);
  SizedProgram program{with_weights(network_, one_sum_ ? tier_weight_ : nothing), {}};
  const UnitPrices units = price_units(two_, program, unit_steps(network_), seconds);
  TwoResourcePlan plan(two_, weight_);
  plan.start_greedily(units, per_value_);
  plan.descend(seconds);
  arc_of_ = plan.arc_of();
  if (one_sum_) {
    pricing_.emplace(two_, std::move(program));
    prices_ = prices_from_units(two_, pricing_->program(), units);
    price();
  }
  const Rules all = rules_;
  if (!by_value() && all.seconds_left) {
    const double reserve = left() / 4;
    rules_.seconds_left = [all, reserve] { return all.seconds_left() - reserve; };
  }
  rebuild(units);
  rules_ = all;
  take_bound();
}

void TwoResourceSearch::price() {
  // At most half of the time: prices without a plan help nobody.
  const double half = left() / 2;
  pricing_->descend(prices_, sum_of(worth()), most_steps, [this, half] { return left() - half; });
  losses_ = pricing_->losses(prices_);
}

/// Of plans with so many placed, the sum is the value and what these weigh.
void TwoResourceSearch::take_bound() {
  const Worth now = worth();
  bound_ = std::numeric_limits<std::int64_t>::max();
  if (priced()) bound_ = std::max(now.value, whole(prices_.bound) - (sum_of(now) - now.value));
  if (!by_value() && bound_ > now.value) bound_value_of_as_many();
}

/// A plan that the places' sets lead to: whoever is in several stays where leaving costs most.
std::vector<Index> TwoResourceSearch::plan_of_sets() {
  std::vector<Index> arc_of(network_.candidates(), none);
  pricing_->evaluate(prices_, [&](Index, const TwoResourceSets::Item& item) {
    Index& now = arc_of[item.candidate];
    if (now == none || losses_.used[item.arc] < losses_.used[now]) now = item.arc;
  });
  return arc_of;
}

/// About so many options, those that lose least.
std::vector<bool> TwoResourceSearch::promising(std::size_t arcs) const {
  std::vector<Scaled> order = losses_.used;
  arcs = std::min(arcs, order.size());
  if (arcs == 0) return std::vector<bool>(order.size(), true);
  std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(arcs - 1), order.end());
  return within(order[arcs - 1]).usable;
}

/// A better plan among the options that lose little: from the plan in hand, or from the sets of the places.
void TwoResourceSearch::rebuild(const UnitPrices& units) {
  const auto seconds = [this] { return left(); };
  std::vector<bool> usable;
  std::vector<Index> of_sets(arc_of_.size(), none);
  if (priced()) {
    usable = promising(2 * std::size_t{network_.candidates()});
    of_sets = plan_of_sets();
    // A place knows of whom it holds only where the option is among those it looks at.
    for (const std::vector<Index>* plan : {&arc_of_, &of_sets}) {
      for (const Index arc : *plan) {
        if (arc != none) usable[arc] = true;
      }
    }
  }
  TwoResourcePlan plan(two_, weight_, usable);
  TwoResourcePlan from_sets = plan;
  plan.start_from(arc_of_);
  from_sets.start_from(of_sets);
  from_sets.descend(seconds);
  TwoResourcePlan& best = from_sets.worth() > plan.worth() ? from_sets : plan;
  const int patience = large() && rules_.seconds_left ? std::numeric_limits<int>::max()
                                                      : static_cast<int>(100 * network_.places() + 1'000);
  best.rebuild(units, per_value_, patience, seconds);
  arc_of_ = best.arc_of();
}

/// Whether more could be placed is another question: what can so many be worth?
void TwoResourceSearch::bound_value_of_as_many() {
  const SizedProgram program{values_of(network_), worth().placed};
  const double half = left() / 2;
  const UnitPrices units =
      price_units(two_, program, unit_steps(network_), [this, half] { return left() - half; });
  TwoResourcePricing pricing(two_, program);
  SetPrices prices = prices_from_units(two_, program, units);
  const std::int64_t value = worth().value;
  pricing.descend(prices, value, most_steps, [this] { return left(); });
  bound_ = std::min(bound_, std::max(value, whole(prices.bound)));
}

Scaled TwoResourceSearch::loss_to_beat(const Worth& worth) const {
  return prices_.bound - (sum_of(worth) + 1) * scaled_unit;
}

std::int64_t TwoResourceSearch::sum_beyond(Scaled loss) const {
  return whole(prices_.bound - loss);
}

}  // namespace jalon::allocation
