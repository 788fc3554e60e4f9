#include "allocation/needs_solver.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "allocation/bundle_choice.hpp"
#include "allocation/bundle_master.hpp"
#include "allocation/bundle_plan.hpp"
#include "allocation/bundle_prices.hpp"
#include "allocation/bundle_program.hpp"
#include "allocation/bundle_reasons.hpp"
#include "allocation/bundles.hpp"
#include "allocation/needs_by_pay.hpp"
#include "allocation/network.hpp"
#include "allocation/plain_solver.hpp"
#include "allocation/set_prices.hpp"
#include "allocation/sized.hpp"
#include "allocation/two_resources.hpp"

namespace jalon::allocation {
namespace {

constexpr std::size_t most_options = 60'000;  // of a larger problem all bundles are too many
constexpr double largest_sum = 1e12;  // beyond, the integer solver's tolerances are not exact any more
constexpr double unlimited = 1e9;

class NeedsSolver {
 public:
  NeedsSolver(const Problem& problem, const Bonds& bonds, const Rules& rules, const Locks& locks)
      : problem_(problem),
        rules_(rules),
        parties_(problem, bonds, locks),
        tiers_(tiers_of(problem)),
        prices_(parties_, must_),
        plan_(parties_, must_),
        two_(two_resources(problem, bonds, locks, rules.seed)) {
    if (two_ && !SetPricing::affordable(*two_)) two_.reset();
    must_ = parties_.who_must();
  }

  bool by_sets() const { return two_.has_value(); }

  Proposal solve() {
    const bool proven = two_ ? solve_by_sets() : solve_by_prices();
    Proposal proposal;
    proposal.placed = worth().placed;
    proposal.value = worth().value;
    if (!plan_.stands()) {
      proposal.status = Status::infeasible;
      proposal.placed.assign(tiers_.size(), 0);
      proposal.value = 0;
      proposal.unplaced = static_cast<std::int64_t>(problem_.candidates.size());
      proposal.conflicts.push_back({Conflict::keep_against_bonds, none, none});
      return proposal;
    }
    proposal.status = proven ? Status::optimal : Status::feasible;
    proposal.bound = proven ? proposal.value : std::max(bound_, proposal.value);
    tell_plan(parties_, plan_, proposal);
    return proposal;
  }

 private:
  /// Prices of units, and bundles chosen by branch and cut.
  bool solve_by_prices() {
    const double third = seconds_left() / 3;
    prices_.find([&] { return seconds_left() - 2 * third; });
    bound_ = prices_.bound();
    make_plan();
    const bool exact = sum_of_values() < largest_sum;
    // Tiers first, a large problem lives on bettering its plan, if time is counted: all its bundles are too
    // many.
    const bool by_losses = rules_.objective == Objective::value && plan_.stands();
    const bool large = problem_.options.count() > most_options && rules_.seconds_left;
    if (exact && by_losses) {
      better_by_program();
      if (prove_value_by_losses()) return true;
    } else if (!large) {
      const double part = seconds_left() / 2;
      rebuild(static_cast<int>(5 * problem_.places.size() + 100), part);
      if (exact && prove()) return true;
    }
    if (rules_.seconds_left) rebuild(std::numeric_limits<int>::max(), 0);
    return false;
  }

  /// The best prices of units, by a linear program, and the plan that its shares lead to.
  void better_by_program() {
    distance_ = small_distance(parties_, prices_) / 8;
    std::vector<Bundle> bundles;
    for (auto& [party, bundle] : bundles_within(parties_, must_, prices_, distance_).bundles) {
      if (!bundle.empty()) bundles.push_back(std::move(bundle));
    }
    const double kept = rules_.seconds_left ? seconds_left() / 5 : 0;
    const std::vector<ShareOfBundle> shares = improve_prices(parties_, must_, bundles, worth().value, prices_,
                                                             [&] { return seconds_left() - kept; });
    bound_ = prices_.bound();
    if (!shares.empty()) take_shares(shares);
  }

  /// Those given whole first, then as there is room.
  void take_shares(const std::vector<ShareOfBundle>& shares) {
    const std::vector<Bundle> before = plan_.all();
    const std::int64_t value = worth().value;
    plan_.put_all(std::vector<Bundle>(parties_.count()));
    for (const ShareOfBundle& one : shares) {
      if (plan_.of(one.party).empty()) plan_.put_if_room(one.party, one.bundle);
    }
    priced_ = prices_.gains([](Index) { return 1e-3; });
    std::vector<std::size_t> order(parties_.count());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (const std::size_t party : order) plan_.improve(party, priced_);
    plan_.settle(std::move(order), entering_, [this] { return seconds_left(); });
    if (plan_.stands() && worth().value >= value) return;
    plan_.put_all(before);
  }

  /// A better plan, as long as more than so many seconds are left.
  void rebuild(int patience, double kept) {
    plan_.rebuild(priced_, entering_, patience, [&] { return seconds_left() - kept; });
  }

  /// One resource more and nothing else: whole sets of candidates for each place say more than units.
  bool solve_by_sets() {
    for (std::size_t party = 0; party < parties_.count(); ++party) {
      const Index c = parties_.members(party).front();
      if (must_[party]) plan_.put(party, {parties_.rows(c).front()});
    }
    const std::int64_t kept = worth().value;
    const SizedAnswer answer = solve_sized(*two_, rules_, {});
    for (Index c = 0; c < two_->candidates(); ++c) {
      const Index arc = answer.arc_of[c];
      if (arc == none) continue;
      const Index of = two_->candidate[c];
      plan_.put(of, {problem_.option_row(of, two_->place[two_->arcs[arc].place])});
    }
    bound_ = answer.bound + kept;
    if (answer.proven) return true;
    // All of it by branch and cut, if there is time to write it down.
    return sum_of_values() < largest_sum && seconds_left() > seconds_to_load(problem_.options.count()) &&
           prove();
  }

  double seconds_left() const { return (rules_.seconds_left ? rules_.seconds_left() : unlimited) - reserve_; }
  std::size_t tier(Index row) const {
    const std::int32_t of = problem_.candidates[parties_.candidate_of(row)].tier;
    return static_cast<std::size_t>(std::lower_bound(tiers_.begin(), tiers_.end(), of) - tiers_.begin());
  }

  /// What a program of these columns takes before it says anything: measured, and not to be begun in vain.
  static double seconds_to_load(std::size_t columns) { return 0.02 + 1e-4 * static_cast<double>(columns); }

  double sum_of_values() const {
    double sum = 0;
    for (std::size_t row = 0; row < problem_.options.count(); ++row)
      sum += std::abs(static_cast<double>(problem_.options.value[row]));
    return sum;
  }

  void make_plan() {
    // Entering counts for more than any value, and a tier for more than the next, as far as doubles tell.
    double largest = 1;
    for (std::size_t row = 0; row < problem_.options.count(); ++row)
      largest = std::max(largest, std::abs(static_cast<double>(problem_.options.value[row])));
    std::vector<double> bonus(tiers_.size(), 1e-3);
    double step = 4 * largest;
    for (std::size_t k = tiers_.size(); k-- > 0 && rules_.objective == Objective::coverage_then_value;
         step *= 16)
      bonus[k] = step;
    entering_.resize(problem_.options.count());
    for (Index row = 0; row < entering_.size(); ++row)
      entering_[row] = static_cast<double>(problem_.options.value[row]) + bonus[tier(row)];
    priced_ = prices_.gains([&](Index row) { return bonus[tier(row)]; });
    std::vector<std::pair<double, std::size_t>> ranked;
    Bundle best;
    for (std::size_t party = 0; party < parties_.count(); ++party) {
      double most = 0;
      prices_.best_bundle(party, priced_, steps_to_price, best, most);
      ranked.emplace_back(must_[party] ? no_bundle : -most, party);
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::size_t> order;
    for (const auto& [rank, party] : ranked) order.push_back(party);
    for (const std::size_t party : order) plan_.improve(party, priced_);
    plan_.settle(std::move(order), entering_, [this] { return seconds_left(); });
  }

  void add_column(std::size_t party, const Bundle& bundle) {
    BundleColumn column{static_cast<Index>(party), bundle, std::vector<std::int64_t>(tiers_.size(), 0), 0};
    for (const Index row : bundle) {
      ++column.placed[tier(row)];
      column.value += problem_.options.value[row];
    }
    columns_.push_back(std::move(column));
  }

  /// Maximises one row; true when proven among the columns.
  bool run(BundleGoal& goal, std::int64_t known) {
    BundleAnswer answer = choose_bundles(parties_, columns_, goal, known, must_, seconds_left());
    if (answer.found) {
      plan_.put_all(std::vector<Bundle>(parties_.count()));
      for (const std::size_t k : answer.chosen) plan_.put(columns_[k].party, columns_[k].rows);
    }
    return answer.proven;
  }

  /// The bundles that lose no more than that at the prices; true when none is missing.
  bool list_columns(double distance) {
    const ChosenBundles chosen = bundles_within(parties_, must_, prices_, distance);
    columns_.clear();
    for (const auto& [party, bundle] : chosen.bundles) add_column(party, bundle);
    return chosen.complete;
  }

  std::int64_t least() const { return -static_cast<std::int64_t>(sum_of_values()) - 1; }

  bool prove_tiers(BundleGoal& goal) {
    for (std::size_t k = 0; k < tiers_.size(); ++k) {
      goal.coefficient.clear();
      for (const BundleColumn& column : columns_) goal.coefficient.push_back(column.placed[k]);
      if (!run(goal, plan_.stands() ? worth().placed[k] : -1) || !plan_.stands()) return false;
      goal.placed.push_back(worth().placed[k]);
    }
    return true;
  }

  bool prove_value(BundleGoal& goal) {
    goal.coefficient.clear();
    for (const BundleColumn& column : columns_) goal.coefficient.push_back(column.value);
    return run(goal, plan_.stands() ? worth().value : least()) && plan_.stands();
  }

  bool prove() {
    const bool complete = list_columns(-no_bundle);
    if (seconds_left() <= seconds_to_load(columns_.size())) return false;
    BundleGoal goal;
    if (rules_.objective == Objective::coverage_then_value)
      return prove_tiers(goal) && prove_value(goal) && complete;
    if (!prove_value(goal)) return false;
    goal.keep_value = true;
    goal.value = worth().value;
    return prove_tiers(goal) && complete;
  }

  /// On the bundles that lose little at the prices, then on more: what loses more than so much is in no plan
  /// that loses less.
  bool prove_value_by_losses() {
    // What a better plan loses at most, and one for the rounding of prices.
    const auto needed = [&] { return static_cast<double>(prices_.bound() - worth().value) + 1; };
    for (double distance = std::max(1.0, distance_);; distance *= 2) {
      distance = std::min(distance, needed());
      const bool complete = list_columns(distance);
      if (seconds_left() <= seconds_to_load(columns_.size())) return false;
      const bool all = distance >= needed();
      // Where a few bundles take long, more of them take longer: the rest of the time is for other ways.
      reserve_ = rules_.seconds_left ? seconds_left() / (all ? 4 : 2) : 0;
      BundleGoal goal;
      const bool proven = prove_value(goal);
      reserve_ = 0;
      if (!proven || !complete) return false;
      if (needed() <= distance) break;
      bound_ = std::min(bound_, prices_.bound() + 1 - static_cast<std::int64_t>(std::floor(distance)));
    }
    bound_ = worth().value;
    // Of plans of that value, the one that places most: in a small share of the time, the value being proven.
    list_columns(needed());
    reserve_ = rules_.seconds_left ? 0.9 * seconds_left() : 0;
    BundleGoal goal;
    goal.keep_value = true;
    goal.value = worth().value;
    if (seconds_left() > seconds_to_load(columns_.size())) prove_tiers(goal);
    reserve_ = 0;
    return true;
  }

  Worth worth() const {
    Worth worth{std::vector<std::int64_t>(tiers_.size(), 0), 0};
    for (const Bundle& bundle : plan_.all()) {
      for (const Index row : bundle) {
        ++worth.placed[tier(row)];
        worth.value += problem_.options.value[row];
      }
    }
    return worth;
  }

  const Problem& problem_;
  const Rules& rules_;
  Parties parties_;
  std::vector<std::int32_t> tiers_;
  std::vector<bool> must_;  // by party: somebody in it is kept
  BundlePrices prices_;
  BundlePlan plan_;
  std::vector<double> priced_;  // by row: value and what entering is worth, less what it takes at the prices
  std::vector<double> entering_;  // by row: value and what entering is worth
  std::vector<BundleColumn> columns_;
  std::int64_t bound_ = std::numeric_limits<std::int64_t>::max();
  double distance_ = 1;         // what bundles lose that the search begins with
  double reserve_ = 0;          // seconds that a part of the proof is not to take
  std::optional<Network> two_;  // one resource more and nothing else, and places small enough for tables
};

}  // namespace

Proposal solve_bound(const Problem& problem, const Bonds& bonds, const Rules& rules, const Locks& locks) {
  NeedsSolver solver(problem, bonds, rules, locks);
  if (rules.objective == Objective::value || solver.by_sets() || !can_be_paid(problem)) return solver.solve();
  return solve_by_pay(problem, rules, [&](const Problem& paid, const Rules& for_value) {
    return NeedsSolver(paid, bonds, for_value, locks).solve();
  });
}

std::int64_t most_value(const Problem& problem, const Bonds& bonds, const Rules& rules, const Locks& locks) {
  const Parties parties(problem, bonds, locks);
  const std::vector<bool> must = parties.who_must();
  BundlePrices prices(parties, must);
  prices.find([&] { return rules.seconds_left ? rules.seconds_left() : unlimited; });
  return prices.bound();
}

}  // namespace jalon::allocation
