#include "allocation/several_needs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <random>

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

class NeedsSolver {
 public:
  NeedsSolver(const Problem& problem, const Bonds& bonds, const Rules& rules, const Locks& locks)
      : problem_(problem),
        rules_(rules),
        parties_(problem, bonds, locks),
        tiers_(tiers_of(problem)),
        prices_(parties_, must_),
        two_(two_resources(problem, bonds, locks, rules.seed)) {
    if (two_ && TwoResourceSearch::affordable(*two_)) search_.emplace(*two_, rules_);
    plan_.resize(parties_.count());
    for (std::size_t party = 0; party < parties_.count(); ++party) {
      bool must = false;
      for (const Index c : parties_.members(party)) must = must || parties_.must_take(c);
      must_.push_back(must);
    }
    asked_for_ = must_;
    for (std::size_t r = 0; r < parties_.resources(); ++r) {
      for (Index p = 0; p < problem.places.size(); ++p) left_.push_back(parties_.capacity(r, p));
    }
  }

  Proposal solve() {
    const bool proven = search_ ? solve_by_sets() : solve_by_prices();
    Proposal proposal;
    proposal.placed = worth().placed;
    proposal.value = worth().value;
    if (!stands()) {
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
    const bool complete = list_columns();
    return sum_of_values() < largest_sum && seconds_left() > seconds_to_load() && prove() && complete;
  }

  /// One resource more and nothing else: whole sets of candidates for each place say more than units.
  bool solve_by_sets() {
    for (std::size_t party = 0; party < parties_.count(); ++party) {
      const Index c = parties_.members(party).front();
      if (must_[party]) put(party, {parties_.rows(c).front()});
    }
    const Worth kept = worth();
    search_->run();
    for (Index c = 0; c < two_->network.candidates(); ++c) {
      const Index arc = search_->arc_of()[c];
      if (arc != none) put(two_->network.candidate[c], {row_of(c, arc)});
    }
    bound_ = search_->bound() + kept.value;
    if (sum_of_values() >= largest_sum) return false;
    if (search_->priced()) return prove_within_losses(kept);
    return list_columns() && seconds_left() > seconds_to_load() && prove();
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
      if (must_[party]) add_column(party, plan_[party]);
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
  std::size_t at(std::size_t resource, Index place) const {
    return resource * problem_.places.size() + place;
  }
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

  void put(std::size_t party, const Bundle& bundle) {
    for (const int sign : {1, -1}) {
      for (const Index row : plan_[party]) {
        for (std::size_t r = 0; r < parties_.resources(); ++r)
          left_[at(r, place(row))] += sign * parties_.takes(r, row);
      }
      if (sign == 1) plan_[party] = bundle;
    }
  }

  bool fits(const Bundle& bundle) const {
    for (const Index row : bundle) {
      for (std::size_t r = 0; r < parties_.resources(); ++r) {
        std::int64_t asked = 0;
        for (const Index other : bundle) {
          if (place(other) == place(row)) asked += parties_.takes(r, other);
        }
        if (asked > left_[at(r, place(row))]) return false;
      }
    }
    return true;
  }

  /// The party's best bundle in the room that is left.
  bool improve(std::size_t party, const std::vector<double>& gain) {
    const Bundle before = plan_[party];
    put(party, {});
    Bundle best = before;
    double most = must_[party] ? no_bundle : 0;
    if (!before.empty() || !must_[party]) {
      most = 0;
      for (const Index row : before) most += gain[row];
    }
    const double had = most;
    parties_.search(
        party, gain, [&] { return most; },
        [&](const Bundle& bundle, double sum) {
          if (!fits(bundle)) return;
          most = sum;
          best = bundle;
        },
        steps_to_price);
    put(party, best);
    return most > had + 1e-9;
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
    std::vector<double> entering(problem_.options.count());
    for (Index row = 0; row < entering.size(); ++row)
      entering[row] = static_cast<double>(problem_.options.value[row]) + bonus[tier(row)];
    const std::vector<double> gain = prices_.gains([&](Index row) { return bonus[tier(row)]; });
    std::vector<std::pair<double, std::size_t>> order;
    Bundle best;
    for (std::size_t party = 0; party < parties_.count(); ++party) {
      double most = 0;
      prices_.best_bundle(party, gain, steps_to_price, best, most);
      order.emplace_back(must_[party] ? no_bundle : -most, party);
    }
    std::sort(order.begin(), order.end());
    for (const auto& [rank, party] : order) improve(party, gain);
    std::mt19937_64 random(20181019);
    for (int round = 0; round < 30 && seconds_left() > 0; ++round) {
      bool any = false;
      for (const auto& [rank, party] : order) any = improve(party, entering) || any;
      if (!any) break;
      std::shuffle(order.begin(), order.end(), random);
    }
  }

  void add_column(std::size_t party, const Bundle& bundle) {
    BundleColumn column{static_cast<Index>(party), bundle, std::vector<std::int64_t>(tiers_.size(), 0), 0};
    for (const Index row : bundle) {
      ++column.placed[tier(row)];
      column.value += problem_.options.value[row];
    }
    columns_.push_back(std::move(column));
  }

  /// The bundles that a better plan may use: for the value, by their reduced gains; else all. Where these are
  /// too many, the best of each party. True when none that matters is missing.
  bool list_columns() {
    const std::vector<double> gain = prices_.gains();
    const bool by_value = rules_.objective == Objective::value && stands();
    const double distance = by_value ? static_cast<double>(prices_.bound() - worth().value) + 1 : -no_bundle;
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
      for (std::size_t party = 0; party < parties_.count(); ++party) put(party, {});
      for (const std::size_t k : answer.chosen) put(columns_[k].party, columns_[k].rows);
    }
    return answer.proven;
  }

  std::int64_t least() const { return -static_cast<std::int64_t>(sum_of_values()) - 1; }

  bool prove_tiers(BundleGoal& goal) {
    for (std::size_t k = 0; k < tiers_.size(); ++k) {
      goal.coefficient.clear();
      for (const BundleColumn& column : columns_) goal.coefficient.push_back(column.placed[k]);
      if (!run(goal, stands() ? worth().placed[k] : -1) || !stands()) return false;
      goal.placed.push_back(worth().placed[k]);
    }
    return true;
  }

  bool prove_value(BundleGoal& goal) {
    goal.coefficient.clear();
    for (const BundleColumn& column : columns_) goal.coefficient.push_back(column.value);
    return run(goal, stands() ? worth().value : least()) && stands();
  }

  bool prove() {
    BundleGoal goal;
    if (rules_.objective == Objective::coverage_then_value) return prove_tiers(goal) && prove_value(goal);
    if (!prove_value(goal)) return false;
    goal.keep_value = true;
    goal.value = worth().value;
    return prove_tiers(goal);
  }

  /// Whether those who are kept have what they keep.
  bool stands() const {
    for (std::size_t party = 0; party < plan_.size(); ++party) {
      if (must_[party] && plan_[party].empty()) return false;
    }
    return true;
  }

  Worth worth() const {
    Worth worth{std::vector<std::int64_t>(tiers_.size(), 0), 0};
    for (const Bundle& bundle : plan_) {
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
    for (const Bundle& bundle : plan_) {
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
      bool room = true;
      for (std::size_t r = 0; r < parties_.resources(); ++r)
        room = room && parties_.takes(r, row) <= left_[at(r, place(row))];
      if (room) return Reason::bound_to_others;
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
  std::vector<bool> must_;          // by party: somebody in it is kept
  std::vector<bool> asked_for_;     // those, and whom every better plan places
  std::vector<std::int64_t> left_;  // by resource and place
  BundlePrices prices_;
  std::vector<Bundle> plan_;  // by party
  std::vector<BundleColumn> columns_;
  std::int64_t bound_ = std::numeric_limits<std::int64_t>::max();
  double reserve_ = 0;                       // seconds that a part of the proof is not to take
  std::optional<TwoResources> two_;          // one resource more, and nothing else
  std::optional<TwoResourceSearch> search_;  // and places small enough for tables
};

}  // namespace

Proposal propose_bound(const Problem& problem, const Bonds& bonds, const Rules& rules) {
  Rules quiet = rules;
  quiet.marginals = false;
  if (bonds.empty()) return propose(problem, quiet);
  const Locks locks = read_locks(problem);
  if (!locks.conflicts.empty()) return propose(problem, quiet);
  if (bonds.conflicts.empty() && bonds.requirements.empty() && !bonds.person.empty()) {
    // Persons bind nobody where nothing conflicts and nothing is required.
    Bonds resources;
    resources.resources = bonds.resources;
    return propose_bound(problem, resources, rules);
  }
  Proposal proposal = NeedsSolver(problem, bonds, quiet, locks).solve();
  if (!rules.marginals || proposal.status == Status::infeasible) return proposal;
  Problem other = problem;
  const auto difference = [&](Index p, std::int64_t more) {
    Difference result;
    result.placed.assign(proposal.placed.size(), 0);
    result.proven = false;
    if (proposal.status != Status::optimal || (rules.seconds_left && rules.seconds_left() <= 0))
      return result;
    other.places[p].capacity += more;
    const Proposal then = NeedsSolver(other, bonds, quiet, locks).solve();
    other.places[p].capacity -= more;
    result.proven = then.status == Status::optimal;
    for (std::size_t k = 0; result.proven && k < result.placed.size(); ++k)
      result.placed[k] = then.placed[k] - proposal.placed[k];
    if (result.proven) result.value = then.value - proposal.value;
    return result;
  };
  std::vector<std::int64_t> left(problem.places.size());
  for (Index p = 0; p < problem.places.size(); ++p) left[p] = problem.places[p].capacity;
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    const Index p = locks.kept_at[c];
    if (p != none) left[p] -= problem.size_of(c, problem.option_row(c, p));
  }
  for (Index p = 0; p < problem.places.size(); ++p) {
    Difference more = difference(p, 1);
    proposal.marginal.push_back({p, std::move(more.placed), more.value, more.proven, std::nullopt});
    if (left[p] > 0) proposal.marginal.back().fewer = difference(p, -1);
  }
  return proposal;
}

}  // namespace jalon::allocation
