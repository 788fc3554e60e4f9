#include "allocation/core_search.hpp"

#include <algorithm>
#include <utility>

#include "allocation/set_master.hpp"
#include "allocation/tier_sums.hpp"

namespace jalon::allocation {
namespace {

constexpr double unlimited = 1e9;
constexpr std::int64_t nothing_known = -(std::int64_t{1} << 44);
constexpr int most_steps = 600;
constexpr std::size_t arcs_for_best_prices =
    60'000;  // beyond, the linear program takes longer than it is worth

int room_steps(const Network& network) {
  return static_cast<int>(std::clamp<std::size_t>(60'000'000 / (network.arcs.size() + 1), 60, 400));
}

/// Rounded down, also below nothing.
std::int64_t whole(Scaled sum) {
  return sum >= 0 ? sum / scaled_unit : -((-sum + scaled_unit - 1) / scaled_unit);
}

}  // namespace

CoreSearch::CoreSearch(const Network& network, SizedProgram program, std::vector<Index> start,
                       std::function<double()> seconds_left)
    : network_(network), pricing_(network, std::move(program)), seconds_left_(std::move(seconds_left)) {
  nodes_.placed = pricing_.program().placed;
  known_ = start.empty() ? nothing_known : sum_of(start);
  answer_.arc_of = start.empty() ? std::vector<Index>(network.candidates(), none) : std::move(start);
}

double CoreSearch::seconds_left() const {
  return seconds_left_ ? seconds_left_() : unlimited;
}

std::int64_t CoreSearch::sum_of(const std::vector<Index>& arc_of) const {
  std::int64_t sum = 0;
  for (const Index arc : arc_of) sum += arc == none ? 0 : pricing_.program().coefficient[arc];
  return sum;
}

void CoreSearch::price() {
  price(price_room(network_, pricing_.program(), room_steps(network_)), most_steps);
}

void CoreSearch::price(const RoomPrices& room, int steps) {
  prices_ = prices_from_room(network_, pricing_.program(), room);
  // At most half of the time: prices without a plan help nobody.
  const double half = seconds_left() / 2;
  const auto left = [this, half] { return seconds_left() - half; };
  pricing_.descend(prices_, known_, steps, left);
  // Of what no plan keeps no prices are the best: they fall for ever.
  if (known_ != nothing_known) return best_prices(left);
  answer_.bound = std::max(known_, whole(prices_.bound));
  losses_ = pricing_.losses(prices_);
}

void CoreSearch::best_prices(const std::function<double()>& left) {
  if (network_.arcs.size() <= arcs_for_best_prices && prices_.bound >= (known_ + 1) * scaled_unit) {
    improve_prices(network_, pricing_, prices_, known_, left);
  }
  answer_.bound = std::max(known_, whole(prices_.bound));
  losses_ = pricing_.losses(prices_);
}

void CoreSearch::price_on(int steps) {
  pricing_.descend(prices_, known_, steps, seconds_left_);
  answer_.bound = std::max(known_, whole(prices_.bound));
  losses_ = pricing_.losses(prices_);
}

void CoreSearch::price_from(SetPrices prices) {
  constexpr int few_steps = 60;
  prices_ = std::move(prices);
  prices_.bound = std::int64_t{1} << 62;
  price_on(few_steps);
}

std::vector<Index> CoreSearch::plan_of_sets() {
  std::vector<Index> arc_of(network_.candidates(), none);
  pricing_.evaluate(prices_, [&](Index, const SetItem& item) {
    Index& now = arc_of[item.candidate];
    if (now == none || losses_.used[item.arc] < losses_.used[now]) now = item.arc;
  });
  return arc_of;
}

std::vector<bool> CoreSearch::promising(std::size_t arcs, const std::vector<Index>& plan) const {
  std::vector<Scaled> order = losses_.used;
  arcs = std::min(arcs, order.size());
  if (arcs == 0) return std::vector<bool>(order.size(), true);
  std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(arcs - 1), order.end());
  std::vector<bool> usable = core_within(network_, losses_, order[arcs - 1]).usable;
  for (const std::vector<Index>* arc_of : {&answer_.arc_of, &plan}) {
    for (const Index arc : *arc_of) {
      if (arc != none) usable[arc] = true;
    }
  }
  return usable;
}

void CoreSearch::take(const std::vector<Index>& arc_of) {
  const std::int64_t sum = sum_of(arc_of);
  if (sum < known_) return;
  const bool first = known_ == nothing_known;
  known_ = sum;
  answer_.arc_of = arc_of;
  if (!first) return;
  const double half = seconds_left() / 2;
  best_prices([this, half] { return seconds_left() - half; });
}

void CoreSearch::tell_apart() {
  constexpr double largest = 1e9;
  std::int64_t more_than_all = 0;
  const std::vector<std::int64_t> weight_of_candidate = weights_of_tiers(network_, largest, more_than_all);
  if (weight_of_candidate.empty()) return;
  nodes_.times = more_than_all;
  nodes_.coefficient.resize(network_.arcs.size());
  for (Index c = 0; c < network_.candidates(); ++c) {
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc)
      nodes_.coefficient[arc] = pricing_.program().coefficient[arc] * nodes_.times + weight_of_candidate[c];
  }
}

/// Asks for plans that lose little, then somewhat more, until there is one: it is the best.
bool CoreSearch::prove_by_nodes(Scaled most_loss) {
  // An eighth of the time is kept: where it takes too long, branch and cut still betters the plan.
  const double kept = seconds_left() / 8;
  const auto left = [this, kept] { return seconds_left() - kept; };
  const TreeProgram plain{pricing_.program().coefficient, 1, pricing_.program().placed};
  double begun = seconds_left();
  double slow_after = 0.1;
  bool any = false;
  bool slow = false;
  for (Scaled loss = first_loss(losses_, network_.places()); !any; loss += loss / 20 * (slow ? 3 : 8) + 1) {
    const Scaled needed = prices_.bound - (known_ + 1) * scaled_unit;  // what a better plan loses at most
    if (needed < 0) break;
    loss = std::min(loss, needed);
    const std::int64_t least = std::max(known_ + 1, -whole(loss - prices_.bound));
    const double stage = seconds_left();
    const TreeAnswer found = search_core_tree(network_, plain, core_within(network_, losses_, loss), prices_,
                                              {least, answer_.bound}, left);
    any = !found.arc_of.empty();
    if (any) take(found.arc_of);
    if (!found.proven) return false;
    if (!any) answer_.bound = std::max(known_, std::min(answer_.bound, least - 1));
    if (loss == needed) break;
    slow = stage - seconds_left() > 1;
    if (left() <= 0 || loss > most_loss) return false;
    if (better_plan_ && begun - seconds_left() > slow_after) {
      take(better_plan_());
      slow_after = 1;
      begun = seconds_left();
    }
  }
  answer_.bound = known_;
  answer_.proven = true;
  if (nodes_.times > 1) answer_.first_of_equals = tell_equals_apart();
  return true;
}

/// Of the plans as good as the one proven: what there is to win is small, so is its share of the time.
bool CoreSearch::tell_equals_apart() {
  const double most = 0.9 * seconds_left();
  std::int64_t sum = 0;
  for (const Index arc : answer_.arc_of) sum += arc == none ? 0 : nodes_.coefficient[arc];
  const TreeAnswer found = search_core_tree(network_, nodes_, core_of_equals(), prices_, {sum + 1},
                                            [this, most] { return seconds_left() - most; });
  if (!found.arc_of.empty()) take(found.arc_of);
  return found.proven;
}

void CoreSearch::prove(const SolveCore& solve_core, bool only_if_near) {
  Scaled step = first_loss(losses_, network_.places());
  const Scaled most_loss = only_if_near ? 2 * step : std::int64_t{1} << 61;
  if (network_.arcs.size() <= arcs_for_best_prices && prove_by_nodes(most_loss)) return;
  for (;;) {
    const Scaled needed = prices_.bound - (known_ + 1) * scaled_unit;  // what a better plan loses at most
    answer_.bound = std::max(known_, std::min(answer_.bound, whole(prices_.bound)));
    if (needed < 0) break;
    const Scaled loss = needed / 2 <= step ? needed : step;
    Core core = core_within(network_, losses_, loss);
    const IntegerAnswer found = solve_core(std::move(core), answer_.arc_of);
    take(found.arc_of);
    if (!found.proven) {
      // A plan outside of the core loses more than it allows; one inside is within the program's bound.
      const auto inside = static_cast<double>(prices_.bound) / static_cast<double>(scaled_unit);
      if (found.bound > static_cast<double>(known_) + 0.5 && found.bound < inside) {
        const auto within = static_cast<std::int64_t>(found.bound + 1e-6);
        answer_.bound =
            std::max(known_, std::min(answer_.bound, std::max(within, whole(prices_.bound - loss))));
      }
      if (answer_.bound == known_) break;
      return;
    }
    if (loss == needed) break;
    if (seconds_left() <= 0) return;
    if (only_if_near && prices_.bound - (known_ + 1) * scaled_unit > 16 * step) return;
    step = step * 2;
  }
  answer_.bound = known_;
  answer_.proven = true;
}

Core CoreSearch::core_of_equals() const {
  return core_within(network_, losses_, prices_.bound - known_ * scaled_unit);
}

}  // namespace jalon::allocation
