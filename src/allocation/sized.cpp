#include "allocation/sized.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "allocation/branch_and_cut.hpp"
#include "allocation/core_search.hpp"
#include "allocation/count_bound.hpp"
#include "allocation/part_search.hpp"
#include "allocation/plain_solver.hpp"
#include "allocation/sets_plan.hpp"
#include "allocation/sized_plan.hpp"
#include "allocation/tier_sums.hpp"

namespace jalon::allocation {
namespace {

constexpr double largest_sum = 1e12;  // beyond, the integer solver's tolerances are not exact any more
constexpr std::size_t arcs_to_solve_fully =
    30'000;  // of a larger problem the search by nodes sees parts only
constexpr double unlimited = 1e9;
constexpr int steps_to_prices = 600;
constexpr int first_steps = 25;

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

bool fits(const Network& network, const std::vector<Index>& arc_of) {
  std::vector<std::int64_t> left = network.capacity;
  std::vector<std::int64_t> second = network.second;
  for (Index c = 0; c < network.candidates(); ++c) {
    if (arc_of[c] == none) continue;
    left[network.arcs[arc_of[c]].place] -= network.size_of(arc_of[c]);
    if (network.has_second()) second[network.arcs[arc_of[c]].place] -= network.takes[c];
  }
  for (Index p = 0; p < network.places(); ++p) {
    if (left[p] < std::min<std::int64_t>(0, network.capacity[p])) return false;
    if (network.has_second() && second[p] < 0) return false;
  }
  return true;
}

class SizedSolver {
 public:
  SizedSolver(const Network& network, const Rules& rules)
      : network_(network),
        rules_(rules),
        exact_(sum_of_values(network) < largest_sum),
        by_sets_(exact_ && SetPricing::affordable(network)) {
    if (rules.seconds_left) rules_.seconds_left = [this, &rules] { return rules.seconds_left() - reserve_; };
  }

  SizedAnswer solve(const std::vector<Index>& start, std::int64_t few) {
    answer_.arc_of = search_all_plans(network_, rules_.objective, few);
    if (!answer_.arc_of.empty() || network_.candidates() == 0) {
      answer_.proven = true;
      answer_.bound = value();
      if (coverage()) answer_.placed_bound = placed();
      return answer_;
    }
    approach(start);
    if (answer_.bound == value() && rules_.objective == Objective::value) {
      answer_.proven = network_.tiers == 1 && everybody_placed();
    }
    if (!answer_.proven && by_sets_ && large() && left() > 0) approach_by_sets();
    if (!answer_.proven && exact_ && left() > 0.05) {
      answer_.proven = rules_.objective == Objective::value ? prove_value_first() : prove_coverage_first();
    }
    if (answer_.proven) answer_.bound = value();
    if (coverage()) answer_.placed_bound = answer_.proven ? placed() : most_placed(network_, placed());
    return answer_;
  }

 private:
  double left() const { return seconds_left(rules_); }
  std::int64_t value() const { return worth_of(network_, answer_.arc_of).value; }
  bool everybody_placed() const {
    return std::find(answer_.arc_of.begin(), answer_.arc_of.end(), none) == answer_.arc_of.end();
  }
  bool large() const { return network_.arcs.size() > arcs_to_solve_fully; }

  int room_steps() const {
    return static_cast<int>(std::clamp<std::size_t>(40'000'000 / (network_.arcs.size() + 1), 60, 400));
  }
  bool coverage() const { return rules_.objective == Objective::coverage_then_value; }
  std::vector<std::int64_t> placed() const { return worth_of(network_, answer_.arc_of).placed; }

  /// The bound of prices of room, and a plan to begin from.
  void approach(const std::vector<Index>& start) {
    // Coverage first: at prices by which as many enter as could at most.
    if (coverage()) most_ = most_placed(network_, {});
    prices_ = price_room(network_, {values_of(network_), most_}, room_steps());
    SizedPlan plan(network_, rules_.objective);
    if (start.empty()) {
      plan.start_greedily(prices_);
    } else {
      plan.start_from(start);
    }
    plan.descend(rules_.seconds_left);
    // Coverage first on many options begins from the sets of the places, not from here.
    if (!coverage() || !by_sets_ || !large()) plan.exchange(rules_.seconds_left);
    if (coverage() && !by_sets_) plan.make_room(prices_, rules_.seconds_left);
    if (!by_sets_) rebuild(plan);
    answer_.arc_of = plan.arc_of();
    answer_.bound = bound_of_room();
  }

  /// Of plans that place at least as many as the one in hand, by the prices of room.
  std::int64_t bound_of_room() const {
    return std::max(value(), bound_for_others(network_, prices_.bound, prices_.of_tier, most_, placed()));
  }

  /// Small problems go on to the proof, large ones to their parts; those without sets live on rebuilding.
  void rebuild(SizedPlan& plan) const {
    const bool by_parts = by_sets_ && large();
    const int some = static_cast<int>((by_sets_ ? 10 : 100) * network_.places() + 1'000);
    const int patience = large() && !by_parts ? std::numeric_limits<int>::max() : some;
    if (!large() || rules_.seconds_left) plan.rebuild(prices_, patience, rules_.seconds_left);
  }

  bool take(const std::vector<Index>& arc_of) {
    if (!better(worth_of(network_, arc_of), worth_of(network_, answer_.arc_of), rules_.objective))
      return false;
    const bool others = coverage() && worth_of(network_, arc_of).placed != placed();
    answer_.arc_of = arc_of;
    if (others) answer_.bound = bound_of_room();  // bounds are of plans that place as many
    return true;
  }

  /// A better plan among the options that lose little and those of the plan in hand: from that plan, or from
  /// the sets of the places.
  void rebuild_promising(CoreSearch& search) {
    const std::vector<bool> usable = search.promising(2 * std::size_t{network_.candidates()}, answer_.arc_of);
    SizedPlan plan(network_, rules_.objective, usable);
    SizedPlan from_sets = plan;
    plan.start_from(answer_.arc_of);
    from_sets.start_from(search.plan_of_sets());
    from_sets.descend(rules_.seconds_left);
    SizedPlan& best = from_sets.worth() > plan.worth() ? from_sets : plan;
    rebuild(best);
    take(best.arc_of());
  }

  /// Takes over the plan of a program if it is better; true when it is proven.
  bool run(const IntegerProgram& program) {
    IntegerAnswer found = solve_integer_program(network_, program, answer_.arc_of, left());
    take(found.arc_of);
    program_bound_ = found.bound;
    return found.proven;
  }

  bool prove_coverage_first() {
    // Where as many are placed as could be, only their value is left to prove.
    if (by_sets_ && prove_sum({values_of(network_), most_}, false)) return true;
    if (by_sets_ && most_ == placed()) return false;
    const std::vector<std::int64_t> weights =
        by_sets_ ? tiers_before_values(network_, largest_sum) : std::vector<std::int64_t>{};
    // Where it is close at hand, one sum tells it all. Else who is placed first, then the values.
    Core core;
    if (!weights.empty() && prove_sum({weights, {}}, true, &core)) return true;
    if (by_sets_ && most_ == placed()) return prove_sum({values_of(network_), most_}, false);
    IntegerProgram program;
    program.usable = std::move(core.usable);
    program.must = std::move(core.must);
    if (!prove_tiers(program)) return false;
    if (by_sets_) return prove_sum({values_of(network_), program.placed}, false);
    program.coefficient = values_of(network_);
    const bool proven = run(program);
    take_bound();
    return proven;
  }

  /// As many as possible tier by tier; what is achieved is kept by the program.
  bool prove_tiers(IntegerProgram& program) {
    for (std::int32_t tier = 0; tier < network_.tiers; ++tier) {
      program.coefficient = count_tier(network_, tier);
      if (!tier_full(tier) && (left() < 0.05 || !run(program))) return false;
      program.placed.push_back(worth_of(network_, answer_.arc_of).placed[static_cast<std::size_t>(tier)]);
    }
    return true;
  }

  /// On few options: by tiers and then by value, which small numbers tell more surely than one large sum.
  IntegerAnswer solve_core(const SizedProgram& asked, Core core, const std::vector<Index>& start) {
    IntegerProgram program;
    program.usable = std::move(core.usable);
    program.must = std::move(core.must);
    program.placed = asked.placed;
    take(start);
    if (rules_.objective == Objective::coverage_then_value && asked.placed.empty()) {
      IntegerAnswer answer;
      answer.proven = prove_tiers(program);
      answer.arc_of = answer_.arc_of;
      if (!answer.proven) return answer;
    }
    program.coefficient = values_of(network_);
    IntegerAnswer answer = solve_integer_program(network_, program, answer_.arc_of, left());
    take(answer.arc_of);
    // The bound of the values says nothing of a sum of other weights.
    if (asked.coefficient != program.coefficient) answer.bound = std::numeric_limits<double>::infinity();
    answer.arc_of = answer_.arc_of;
    return answer;
  }

  /// Part after part: first for one more placed, where fewer are than could be, then for the value.
  void better_parts(CoreSearch& search, const std::vector<std::int64_t>& coefficient, std::int64_t bound,
                    const std::function<double()>& seconds_left) {
    const SizedProgram kept{coefficient, coverage() ? placed() : most_};
    SetPrices prices = search.prices();
    prices.of_tier.resize(kept.placed.size(), 0);
    PartSearch parts(network_, kept, prices,
                     search.promising(3 * std::size_t{network_.candidates()}, answer_.arc_of), answer_.arc_of,
                     ++times_in_parts_);
    // The bound is of plans that place as many: those that place more may be worth less.
    if (parts.place_more(most_)) bound = std::numeric_limits<std::int64_t>::max();
    // Some 1,200 candidates; of a small problem the half: the whole is for the proof.
    const std::size_t some = std::max<std::size_t>(
        60, std::size_t{1'200} * network_.places() / std::max<Index>(1, network_.candidates()));
    parts.better(bound, std::min<std::size_t>(some, (network_.places() + 1) / 2), seconds_left);
    take(parts.arc_of());
  }

  void better_parts_for(double seconds, CoreSearch& search, const std::vector<std::int64_t>& coefficient) {
    const double rest = left() - seconds;
    better_parts(search, coefficient, search.answer().bound, [this, rest] { return left() - rest; });
  }

  /// What time allows where proof is far. With coverage first the plans that rough prices lead to may place
  /// more than those of better ones: after each so many steps a plan is made, and the best is kept, then
  /// bettered part by part.
  void approach_by_sets() {
    const SizedProgram program{values_of(network_), most_};
    const bool keeps = most_.empty() || most_ == placed();
    CoreSearch search(network_, program, keeps ? answer_.arc_of : std::vector<Index>{}, rules_.seconds_left);
    const double half = left() / 2;
    search.price(prices_, coverage() ? first_steps : steps_to_prices);
    for (int steps = first_steps;; steps *= 2) {
      if (left() > 0)
        take(plan_from_sets(network_, rules_.objective, search, prices_, most_, rules_.seconds_left));
      if (!coverage() || steps >= steps_to_prices || left() < half) break;
      search.price_on(steps);
    }
    const auto bound = [&] {
      return bound_for_others(network_, search.answer().bound, search.prices().of_tier, most_,
                              most_.empty() ? most_ : placed());
    };
    if (rules_.seconds_left) better_parts(search, program.coefficient, bound(), rules_.seconds_left);
    answer_.bound = std::max(value(), std::min(answer_.bound, bound()));
  }

  /// The same where no plan is at hand that keeps what is to be kept: the search by nodes needs none, as long
  /// as it is told from which sum on plans are of interest. In a third of the time: there may be none.
  bool prove_without_plan(const SizedProgram& program, const SetPrices& prices) {
    constexpr double times_paid = 6;
    constexpr double soon = 4;  // seconds in which plans are worth more than proofs
    if (!rules_.seconds_left || large() || left() < soon) return false;
    double cost = 0;
    const std::vector<std::int64_t> now = placed();
    for (std::size_t k = 0; k < now.size(); ++k)
      cost += times_paid * prices.of_tier[k] *
              static_cast<double>(std::max<std::int64_t>(0, program.placed[k] - now[k]));
    const double rest = left() * 2 / 3;
    CoreSearch search(network_, program, {}, [this, rest] { return left() - rest; });
    search.only_above(value() - static_cast<std::int64_t>(std::min(cost, largest_sum)));
    search.price_from(prices);
    search.sharpen_prices();
    if (!search.prove_by_nodes() || !take(search.answer().arc_of)) return false;
    answer_.bound = value();
    if (program.placed == most_) answer_.prices = search.prices();
    return true;
  }

  /// The greatest sum; false at once where no plan is at hand that keeps what is to be kept. `equals` gets
  /// the options that plans at least as good as the one found can use.
  bool prove_sum(const SizedProgram& program, bool only_if_near, Core* equals = nullptr) {
    const auto keeps = [&] { return program.placed.empty() || program.placed == placed(); };
    CoreSearch search(network_, program, keeps() ? answer_.arc_of : std::vector<Index>{},
                      rules_.seconds_left);
    if (rules_.objective == Objective::value) search.tell_apart();
    search.price();
    take(plan_from_sets(network_, rules_.objective, search, prices_, most_, rules_.seconds_left));
    if (!keeps()) return prove_without_plan(program, search.prices());
    rebuild_promising(search);
    search.take(answer_.arc_of);
    search.when_slow([&, first = true]() mutable {
      better_parts_for(first ? std::min(0.4, left() / 2) : std::min(2.0, left() / 15), search,
                       program.coefficient);
      first = false;
      return answer_.arc_of;
    });
    if (left() > 0.05) {
      search.prove(
          [&](Core core, const std::vector<Index>& start) {
            return solve_core(program, std::move(core), start);
          },
          only_if_near);
    }
    take(search.answer().arc_of);
    // Of plans with so many placed, the sum is the value and what these weigh.
    const std::int64_t weighs = search.sum_of(answer_.arc_of) - value();
    answer_.bound = std::min(answer_.bound, search.answer().bound - weighs);
    if (equals != nullptr) *equals = search.core_of_equals();
    first_of_equals_ = search.answer().first_of_equals;
    if (search.answer().proven && program.placed == most_) answer_.prices = search.prices();
    return search.answer().proven;
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
    if (by_sets_) {
      Core equals;
      if (!prove_sum({values_of(network_), {}}, false, &equals)) return false;
      if (first_of_equals_) return true;
      program.usable = std::move(equals.usable);
      program.must = std::move(equals.must);
    } else {
      program.coefficient = values_of(network_);
      program.usable = arcs_not_ruled_out(network_, prices_, value());
      const bool proven = run(program);
      take_bound();
      if (!proven) return false;
      program.usable = {};
    }
    answer_.bound = value();
    // As many as possible at that value, tier by tier, in a small share of the time: the value is proven
    // already.
    program.keep_value = true;
    program.value = value();
    reserve_ = by_sets_ ? 0.9 * left() : 0;
    prove_tiers(program);
    return true;
  }

  const Network& network_;
  Rules rules_;
  bool exact_ = false;    // values small enough for programs in floating point
  bool by_sets_ = false;  // each place's best set can be asked for
  std::vector<std::int64_t>
      most_;  // by tier, how many could be placed at most; empty for the objective value
  RoomPrices prices_;
  SizedAnswer answer_;
  unsigned times_in_parts_ = 0;
  double reserve_ = 0;                                              // seconds that the rest is not to take
  bool first_of_equals_ = false;                                    // of the last sum proven
  double program_bound_ = std::numeric_limits<double>::infinity();  // of the last program
};

}  // namespace

SizedAnswer solve_sized(const Network& network, const Rules& rules, const std::vector<Index>& start,
                        std::int64_t few) {
  SizedAnswer answer = SizedSolver(network, rules).solve(start, few);
  if (!fits(network, answer.arc_of)) throw std::logic_error("a plan of sizes does not fit its places");
  return answer;
}

}  // namespace jalon::allocation
