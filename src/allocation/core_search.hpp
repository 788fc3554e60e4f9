// The best plan and its proof, on few options: with a bound close to it, every option that loses more against
// the bound than a plan in hand is far from it can be in no better plan. The rest, the core, is handed to
// a search by nodes (core_tree), a small part of it first: what loses more than so much against the bound is
// in no plan that loses less, so the first part that holds a plan holds the best. Where that takes too long,
// branch and cut looks for better plans on such parts.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "allocation/branch_and_cut.hpp"
#include "allocation/core_tree.hpp"
#include "allocation/network.hpp"
#include "allocation/set_prices.hpp"

namespace jalon::allocation {

struct CoreAnswer {
  std::vector<Index> arc_of;  // the plan in hand, if none is better
  bool proven = false;
  std::int64_t bound = 0;        // of the sum; that of the plan when proven
  bool first_of_equals = false;  // proven, and no plan of the same sum places more
};

class CoreSearch {
 public:
  /// `start` keeps what `program` says is to be kept; empty = no plan that does is known.
  CoreSearch(const Network& network, SizedProgram program, std::vector<Index> start,
             std::function<double()> seconds_left);

  /// Of plans with the greatest sum, that which places most, tier by tier, is asked for too, as far as the
  /// search by nodes goes.
  void tell_apart();

  /// Without a plan that keeps what is to be kept: only sums above this one are of interest.
  void only_above(std::int64_t sum) { known_ = sum; }

  /// Finds the prices: a share of the time, more for the small, whose prices can be the best there are.
  void price();
  /// The same where the prices of room are known, in so many steps at most.
  void price(const RoomPrices& room, int steps);
  /// More steps from the prices in hand.
  void price_on(int steps);
  /// The same from prices that are nearly right already.
  void price_from(SetPrices prices);
  /// The prices in hand made as good as they can be.
  void sharpen_prices() { best_prices(seconds_left_); }
  const SetPrices& prices() const { return prices_; }
  /// A plan that the places' sets lead to: whoever is in several stays where leaving costs most.
  std::vector<Index> plan_of_sets();
  /// The options worth looking at for good plans: about `arcs` of them, those that lose least, and those that
  /// the answer or `plan` uses.
  std::vector<bool> promising(std::size_t arcs, const std::vector<Index>& plan = {}) const;
  /// A plan found elsewhere, which keeps what is to be kept. Where it is the first that does, prices are made
  /// as good as they can be.
  void take(const std::vector<Index>& arc_of);
  /// Asked for a better plan when the search by nodes has taken a tenth of a second, then after each second,
  /// and goes further: worth it only then.
  void when_slow(std::function<std::vector<Index>()> better_plan) { better_plan_ = std::move(better_plan); }
  /// `solve_core` looks on the options of a core for a plan better than the one given. `only_if_near`: gives
  /// up, not proven, where the bound stays far from the plans found.
  using SolveCore = std::function<IntegerAnswer(Core core, const std::vector<Index>& start)>;
  void prove(const SolveCore& solve_core, bool only_if_near);

  /// The part of it that goes by nodes, as long as there are seconds left; true when proven.
  bool prove_by_nodes(Scaled most_loss = std::int64_t{1} << 61);

  std::int64_t sum_of(const std::vector<Index>& arc_of) const;
  const CoreAnswer& answer() const { return answer_; }
  /// What a plan may lose that is as good as the answer, and the options that it can use.
  Core core_of_equals() const;

 private:
  double seconds_left() const;
  void best_prices(const std::function<double()>& left);
  bool tell_equals_apart();

  const Network& network_;
  SetPricing pricing_;
  std::function<double()> seconds_left_;
  TreeProgram nodes_;  // what tells equals apart; times 1 = nothing
  std::function<std::vector<Index>()> better_plan_;
  CoreAnswer answer_;
  std::int64_t known_ = 0;
  SetPrices prices_;
  SetLosses losses_;
};

}  // namespace jalon::allocation
