#include "allocation/sized.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>

#include "allocation/branch_and_cut.hpp"
#include "allocation/plain_solver.hpp"
#include "allocation/sized_plan.hpp"

namespace jalon::allocation {
namespace {

constexpr double largest_sum = 1e12;  // beyond, the integer solver's tolerances are not exact any more
constexpr std::size_t arcs_to_solve_fully =
    60'000;  // a larger program would not pass its first relaxation in time
constexpr double unlimited = 1e9;

double seconds_left(const Rules& rules) {
  return rules.seconds_left ? rules.seconds_left() : unlimited;
}

/// How far all values can add up.
double sum_of_values(const Network& network) {
  double sum = 0;
  for (Index c = 0; c < network.candidates(); ++c) {
    double most = 0;
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      most = std::max(most, std::abs(static_cast<double>(network.value(arc))));
    }
    sum += most;
  }
  return sum;
}

/// Coefficients that count the candidates of one tier, or the values.
std::vector<std::int64_t> count_tier(const Network& network, std::int32_t tier) {
  std::vector<std::int64_t> coefficients(network.arcs.size(), 0);
  for (Index c = 0; c < network.candidates(); ++c) {
    if (network.tier[c] != tier) continue;
    std::fill(coefficients.begin() + network.first[c], coefficients.begin() + network.first[c + 1], 1);
  }
  return coefficients;
}
std::vector<std::int64_t> values_of(const Network& network) {
  std::vector<std::int64_t> coefficients(network.arcs.size());
  for (Index arc = 0; arc < network.arcs.size(); ++arc) coefficients[arc] = network.value(arc);
  return coefficients;
}

/// Arcs that a plan of more than `value` may still use, by the reduced costs at these prices.
std::vector<bool> arcs_not_ruled_out(const Network& network, const RoomPrices& prices, std::int64_t value) {
  std::vector<bool> usable(network.arcs.size(), false);
  const double slack = static_cast<double>(prices.bound) * (1 + 1e-9) + 1 - static_cast<double>(value);
  for (Index c = 0; c < network.candidates(); ++c) {
    const auto gain = [&](Index arc) {
      return static_cast<double>(network.value(arc)) -
             prices.price[network.arcs[arc].place] * static_cast<double>(network.size_of(arc));
    };
    double best = 0;
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      if (network.size_of(arc) <= network.capacity[network.arcs[arc].place]) best = std::max(best, gain(arc));
    }
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc)
      usable[arc] = best - gain(arc) <= slack;
  }
  return usable;
}

class SizedSolver {
 public:
  SizedSolver(const Network& network, const Rules& rules) : network_(network), rules_(rules) {}

  SizedAnswer solve(const std::vector<Index>& start, std::int64_t few) {
    answer_.arc_of = search_all_plans(network_, rules_.objective, few);
    if (!answer_.arc_of.empty() || network_.candidates() == 0) {
      answer_.proven = true;
      answer_.bound = value();
      return answer_;
    }
    approach(start);
    if (answer_.bound == value() && rules_.objective == Objective::value) {
      answer_.proven = network_.tiers == 1 && everybody_placed();
    }
    if (!answer_.proven && sum_of_values(network_) < largest_sum && seconds_left(rules_) > 0.05) {
      answer_.proven = rules_.objective == Objective::value ? prove_value_first() : prove_coverage_first();
    }
    if (answer_.proven) answer_.bound = value();
    return answer_;
  }

 private:
  std::int64_t value() const { return worth_of(network_, answer_.arc_of).value; }
  bool everybody_placed() const {
    return std::find(answer_.arc_of.begin(), answer_.arc_of.end(), none) == answer_.arc_of.end();
  }

  /// The bound, and a plan to begin from.
  void approach(const std::vector<Index>& start) {
    const int steps =
        static_cast<int>(std::clamp<std::size_t>(60'000'000 / (network_.arcs.size() + 1), 60, 400));
    prices_ = price_room(network_, 0, steps);
    answer_.bound = prices_.bound;
    SizedPlan plan(network_, rules_.objective);
    if (start.empty()) {
      plan.start_greedily(prices_.price);
    } else {
      plan.start_from(start);
    }
    plan.descend(rules_.seconds_left);
    // Small problems go on to the proof; large ones live on rebuilding.
    const bool large = network_.arcs.size() > arcs_to_solve_fully;
    const int patience =
        large ? std::numeric_limits<int>::max() : static_cast<int>(100 * network_.places() + 1'000);
    if (!large || rules_.seconds_left) plan.rebuild(prices_.price, patience, rules_.seconds_left);
    answer_.arc_of = plan.arc_of();
  }

  /// Takes over the plan of a program if it is better; true when it is proven.
  bool run(const IntegerProgram& program) {
    IntegerAnswer found = solve_integer_program(network_, program, answer_.arc_of, seconds_left(rules_));
    if (better(worth_of(network_, found.arc_of), worth_of(network_, answer_.arc_of), rules_.objective)) {
      answer_.arc_of = std::move(found.arc_of);
    }
    program_bound_ = found.bound;
    return found.proven;
  }

  bool prove_coverage_first() {
    IntegerProgram program;
    for (std::int32_t tier = 0; tier < network_.tiers; ++tier) {
      program.coefficient = count_tier(network_, tier);
      if (!tier_full(tier) && !run(program)) return false;
      program.placed.push_back(worth_of(network_, answer_.arc_of).placed[static_cast<std::size_t>(tier)]);
    }
    program.coefficient = values_of(network_);
    const bool proven = run(program);
    take_bound();
    return proven;
  }

  /// The last program's bound of the value, where it says more than the prices. One that is not above what is
  /// known comes from a search that stopped before it had any.
  void take_bound() {
    if (program_bound_ <= static_cast<double>(value()) + 0.5) return;
    if (program_bound_ >= static_cast<double>(answer_.bound)) return;
    answer_.bound = static_cast<std::int64_t>(std::floor(program_bound_ + 1e-6));
  }

  bool tier_full(std::int32_t tier) const {
    for (Index c = 0; c < network_.candidates(); ++c) {
      if (network_.tier[c] == tier && answer_.arc_of[c] == none) return false;
    }
    return true;
  }

  bool prove_value_first() {
    IntegerProgram program;
    program.coefficient = values_of(network_);
    program.usable = arcs_not_ruled_out(network_, prices_, value());
    for (const Index arc : answer_.arc_of) {
      if (arc != none) program.usable[arc] = true;
    }
    const bool proven = run(program);
    take_bound();
    if (!proven) return false;
    answer_.bound = value();
    // As many as possible at that value, tier by tier, as far as time allows: the value is proven already.
    program.usable = {};
    program.keep_value = true;
    program.value = value();
    for (std::int32_t tier = 0; tier < network_.tiers; ++tier) {
      program.coefficient = count_tier(network_, tier);
      if (!tier_full(tier) && (seconds_left(rules_) < 0.05 || !run(program))) break;
      program.placed.push_back(worth_of(network_, answer_.arc_of).placed[static_cast<std::size_t>(tier)]);
    }
    return true;
  }

  const Network& network_;
  const Rules& rules_;
  RoomPrices prices_;
  SizedAnswer answer_;
  double program_bound_ = std::numeric_limits<double>::infinity();  // of the last program
};

}  // namespace

SizedAnswer solve_sized(const Network& network, const Rules& rules, const std::vector<Index>& start,
                        std::int64_t few) {
  return SizedSolver(network, rules).solve(start, few);
}

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
    if (!answer.proven || seconds_left(rules) <= 0) return result;
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
