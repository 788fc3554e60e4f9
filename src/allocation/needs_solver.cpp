#include "allocation/needs_solver.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "allocation/bundle_plan.hpp"
#include "allocation/bundle_prices.hpp"
#include "allocation/bundle_program.hpp"
#include "allocation/bundles.hpp"
#include "allocation/network.hpp"
#include "allocation/plain_solver.hpp"
#include "allocation/two_resource_search.hpp"

namespace jalon::allocation {
namespace {

constexpr std::size_t most_columns = 60'000;  // a larger program would not pass its first relaxation in time
constexpr std::int64_t steps_to_list = 2'000'000;
constexpr double largest_sum = 1e12;  // beyond, the integer solver's tolerances are not exact any more
constexpr double unlimited = 1e9;

/// By party: somebody in it is kept.
std::vector<bool> who_must_take(const Parties& parties) {
  std::vector<bool> must(parties.count(), false);
  for (std::size_t party = 0; party < parties.count(); ++party) {
    for (const Index c : parties.members(party)) must[party] = must[party] || parties.must_take(c);
  }
  return must;
}

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
    if (two_ && TwoResourceSearch::affordable(*two_)) search_.emplace(*two_, rules_);
    must_ = who_must_take(parties_);
    asked_for_ = must_;
  }

  Proposal solve() {
    const bool proven = search_ ? solve_by_sets() : solve_by_prices();
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
    tell(proposal);
    return proposal;
  }

 private:
  /// Prices of units, and bundles chosen by branch and cut.
  bool solve_by_prices() {
    const double half = seconds_left() / 2;
    prices_.find([&] { return seconds_left() - half; });
    bound_ = prices_.bound();
    make_plan();
    // Large problems live on bettering their plan, if time is counted: a program of them would not pass its
    // first relaxation.
    const bool large = problem_.options.count() > most_columns && rules_.seconds_left;
    if (!large) {
      const double part = seconds_left() / 2;
      rebuild(static_cast<int>(50 * problem_.places.size() + 100), part);
      if (sum_of_values() < largest_sum && prove()) return true;
    }
    if (rules_.seconds_left) rebuild(std::numeric_limits<int>::max(), 0);
    return false;
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
    const Worth kept = worth();
    search_->run();
    for (Index c = 0; c < two_->network.candidates(); ++c) {
      const Index arc = search_->arc_of()[c];
      if (arc != none) plan_.put(two_->network.candidate[c], {row_of(c, arc)});
    }
    bound_ = search_->bound() + kept.value;
    if (sum_of_values() >= largest_sum) return false;
    return search_->priced() ? prove_within_losses(kept) : prove();
  }

  Index row_of(Index candidate, Index arc) const {
    return problem_.option_row(two_->network.candidate[candidate],
                               two_->network.place[two_->network.arcs[arc].place]);
  }

  /// On the options that lose little at the prices of sets, then on more: what loses more than so much is in
  /// no plan that loses less.
  bool prove_within_losses(const Worth& kept) {
    const auto beyond_kept = [&] {
      Worth rest = worth();
      rest.value -= kept.value;
      for (std::size_t k = 0; k < rest.placed.size(); ++k) rest.placed[k] -= kept.placed[k];
      return rest;
    };
    const auto on_core = [&](Scaled loss, const auto& prove_there) {
      list_columns_within(loss);
      return seconds_left() > seconds_to_load() && prove_there();
    };
    for (Scaled loss = search_->first_loss();; loss *= 2) {
      const Scaled needed = search_->loss_to_beat(beyond_kept());
      if (needed < 0) break;
      loss = std::min(loss, needed);
      const bool proven = on_core(loss, [&] {
        BundleGoal goal;
        return (rules_.objective == Objective::value || prove_tiers(goal)) && prove_value(goal);
      });
      if (!proven) return false;
      const Worth rest = beyond_kept();
      if (search_->loss_to_beat(rest) <= loss) break;
      const std::int64_t weighs = search_->sum_of(rest) - rest.value;
      bound_ = std::min(bound_, search_->sum_beyond(loss) - weighs + kept.value);
    }
    if (rules_.objective != Objective::value) return true;
    // Of plans of that value, the one that places most: in a small share of the time, the value being proven.
    const Scaled equal = std::max<Scaled>(0, search_->loss_to_beat(beyond_kept()) + scaled_unit);
    reserve_ = 0.9 * seconds_left();
    on_core(equal, [&] {
      BundleGoal goal;
      goal.keep_value = true;
      goal.value = worth().value;
      return prove_tiers(goal);
    });
    reserve_ = 0;
    return true;
  }

  /// Columns of the options that a plan can use which loses no more than that.
  void list_columns_within(Scaled loss) {
    const Core core = search_->within(loss);
    columns_.clear();
    asked_for_ = must_;
    const Network& network = two_->network;
    for (std::size_t party = 0; party < parties_.count(); ++party) {
      if (must_[party]) add_column(party, plan_.of(party));
    }
    for (Index c = 0; c < network.candidates(); ++c) {
      const Index party = network.candidate[c];
      asked_for_[party] = core.must[c];
      for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
        if (core.usable[arc]) add_column(party, {row_of(c, arc)});
      }
    }
  }

  double seconds_left() const { return (rules_.seconds_left ? rules_.seconds_left() : unlimited) - reserve_; }
  Index place(Index row) const { return problem_.options.place[row]; }
  std::size_t tier(Index row) const {
    const std::int32_t of = problem_.candidates[parties_.candidate_of(row)].tier;
    return static_cast<std::size_t>(std::lower_bound(tiers_.begin(), tiers_.end(), of) - tiers_.begin());
  }

  /// Cbc takes rows one by one, each at the cost of all columns: measured, and not to be begun in vain.
  double seconds_to_load() const {
    const auto columns = static_cast<double>(columns_.size());
    return 0.02 + 2e-9 * columns * columns;
  }

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

  /// The bundles that lose no more than `distance` at the prices. Where these are too many, the best of each
  /// party. True when none is missing.
  bool list_columns(double distance) {
    const std::vector<double> gain = prices_.gains();
    columns_.clear();
    bool complete = true;
    const double each = static_cast<double>(most_columns) / static_cast<double>(parties_.count() + 1);
    for (std::size_t party = 0; party < parties_.count(); ++party) {
      Bundle best;
      double most = 0;
      prices_.best_bundle(party, gain, steps_to_list, best, most);
      const double above = most - distance - 1e-6;
      const std::size_t first = columns_.size();
      std::vector<std::pair<double, Bundle>> found;
      const bool whole = parties_.search(
          party, gain, [&] { return above; },
          [&](const Bundle& bundle, double sum) {
            if (!bundle.empty() || must_[party]) found.emplace_back(-sum, bundle);
          },
          steps_to_list);
      complete = complete && whole;
      const auto room = static_cast<std::size_t>(
          std::max(4.0, each * static_cast<double>(party + 1) - static_cast<double>(first)));
      if (found.size() > room) {
        complete = false;
        std::nth_element(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(room), found.end());
        found.resize(room);
      }
      for (const auto& [rank, bundle] : found) add_column(party, bundle);
    }
    return complete;
  }

  /// Maximises one row; true when proven among the columns.
  bool run(BundleGoal& goal, std::int64_t known) {
    BundleAnswer answer = choose_bundles(parties_, columns_, goal, known, asked_for_, seconds_left());
    if (answer.found) {
      for (std::size_t party = 0; party < parties_.count(); ++party) plan_.put(party, {});
      for (const std::size_t k : answer.chosen) plan_.put(columns_[k].party, columns_[k].rows);
    }
    return answer.proven;
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
    if (rules_.objective == Objective::value && plan_.stands()) return prove_value_by_losses();
    const bool complete = list_columns(-no_bundle);
    if (seconds_left() <= seconds_to_load()) return false;
    BundleGoal goal;
    if (rules_.objective == Objective::coverage_then_value)
      return prove_tiers(goal) && prove_value(goal) && complete;
    if (!prove_value(goal)) return false;
    goal.keep_value = true;
    goal.value = worth().value;
    return prove_tiers(goal) && complete;
  }

  /// What bundles lose that matter little: so much that a few rows of each candidate are within it.
  double first_distance() const {
    const std::vector<double> gain = prices_.gains();
    std::vector<double> lost;
    for (Index c = 0; c < problem_.candidates.size(); ++c) {
      double best = 0;
      for (const Index row : parties_.rows(c)) best = std::max(best, gain[row]);
      for (const Index row : parties_.rows(c)) lost.push_back(best - gain[row]);
    }
    const std::size_t few = std::min(lost.size(), 3 * problem_.candidates.size() / 2);
    if (few == 0) return 1;
    std::nth_element(lost.begin(), lost.begin() + static_cast<std::ptrdiff_t>(few - 1), lost.end());
    return std::max(1.0, lost[few - 1]);
  }

  /// On the bundles that lose little at the prices, then on more: what loses more than so much is in no plan
  /// that loses less.
  bool prove_value_by_losses() {
    // What a better plan loses at most, and one for the rounding of prices.
    const auto needed = [&] { return static_cast<double>(prices_.bound() - worth().value) + 1; };
    for (double distance = first_distance();; distance *= 2) {
      distance = std::min(distance, needed());
      const bool complete = list_columns(distance);
      if (seconds_left() <= seconds_to_load()) return false;
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
    if (seconds_left() > seconds_to_load()) prove_tiers(goal);
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

  void tell(Proposal& proposal) const {
    proposal.place_of.assign(problem_.candidates.size(), none);
    proposal.reason.assign(problem_.candidates.size(), Reason::placed);
    for (const Bundle& bundle : plan_.all()) {
      for (const Index row : bundle) proposal.place_of[parties_.candidate_of(row)] = place(row);
    }
    for (Index c = 0; c < problem_.candidates.size(); ++c) {
      if (parties_.must_take(c)) proposal.reason[c] = Reason::kept;
      if (proposal.place_of[c] != none) continue;
      ++proposal.unplaced;
      proposal.reason[c] = reason(c);
    }
  }

  Reason reason(Index c) const {
    if (problem_.options.begin(c) == problem_.options.end(c)) return Reason::no_option;
    if (parties_.rows(c).empty()) return too_large_or_forbidden(c);
    for (const Index row : parties_.rows(c)) {
      if (plan_.has_room(row)) return Reason::bound_to_others;
    }
    return Reason::outranked;
  }

  Reason too_large_or_forbidden(Index c) const {
    for (const Lock& lock : problem_.locks) {
      if (lock.candidate == c && lock.kind == LockKind::forbid) return Reason::forbidden;
    }
    return Reason::too_large;
  }

  const Problem& problem_;
  const Rules& rules_;
  Parties parties_;
  std::vector<std::int32_t> tiers_;
  std::vector<bool> must_;       // by party: somebody in it is kept
  std::vector<bool> asked_for_;  // those, and whom every better plan places
  BundlePrices prices_;
  BundlePlan plan_;
  std::vector<double> priced_;  // by row: value and what entering is worth, less what it takes at the prices
  std::vector<double> entering_;  // by row: value and what entering is worth
  std::vector<BundleColumn> columns_;
  std::int64_t bound_ = std::numeric_limits<std::int64_t>::max();
  double reserve_ = 0;                       // seconds that a part of the proof is not to take
  std::optional<TwoResources> two_;          // one resource more, and nothing else
  std::optional<TwoResourceSearch> search_;  // and places small enough for tables
};

}  // namespace

Proposal solve_bound(const Problem& problem, const Bonds& bonds, const Rules& rules, const Locks& locks) {
  return NeedsSolver(problem, bonds, rules, locks).solve();
}

std::int64_t most_value(const Problem& problem, const Bonds& bonds, const Rules& rules, const Locks& locks) {
  const Parties parties(problem, bonds, locks);
  const std::vector<bool> must = who_must_take(parties);
  BundlePrices prices(parties, must);
  prices.find([&] { return rules.seconds_left ? rules.seconds_left() : unlimited; });
  return prices.bound();
}

}  // namespace jalon::allocation
