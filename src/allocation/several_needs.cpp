#include "allocation/several_needs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <set>

#include "allocation/bundle_program.hpp"
#include "allocation/bundles.hpp"
#include "allocation/network.hpp"
#include "allocation/plain_solver.hpp"

namespace jalon::allocation {
namespace {

constexpr std::size_t most_columns = 60'000;  // a larger program would not pass its first relaxation in time
constexpr std::int64_t steps_to_price = 20'000;
constexpr std::int64_t steps_to_list = 2'000'000;
constexpr double largest_sum = 1e12;  // beyond, the integer solver's tolerances are not exact any more
constexpr double unlimited = 1e9;
constexpr double nothing = -std::numeric_limits<double>::infinity();

class NeedsSolver {
 public:
  NeedsSolver(const Problem& problem, const Bonds& bonds, const Rules& rules, const Locks& locks)
      : problem_(problem), rules_(rules), parties_(problem, bonds, locks), tiers_(tiers_of(problem)) {
    plan_.resize(parties_.count());
    for (std::size_t party = 0; party < parties_.count(); ++party) {
      bool must = false;
      for (const Index c : parties_.members(party)) must = must || parties_.must_take(c);
      must_.push_back(must);
    }
    for (std::size_t r = 0; r < parties_.resources(); ++r) {
      for (Index p = 0; p < problem.places.size(); ++p) left_.push_back(parties_.capacity(r, p));
    }
  }

  Proposal solve() {
    set_prices();
    make_plan();
    const bool complete = list_columns();
    const bool proven = sum_of_values() < largest_sum && seconds_left() > 0.02 && prove() && complete;
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
  double seconds_left() const { return rules_.seconds_left ? rules_.seconds_left() : unlimited; }
  std::size_t at(std::size_t resource, Index place) const {
    return resource * problem_.places.size() + place;
  }
  Index place(Index row) const { return problem_.options.place[row]; }
  std::size_t tier(Index row) const {
    const std::int32_t of = problem_.candidates[parties_.candidate_of(row)].tier;
    return static_cast<std::size_t>(std::lower_bound(tiers_.begin(), tiers_.end(), of) - tiers_.begin());
  }

  double priced(Index row, double bonus) const {
    double gain = static_cast<double>(problem_.options.value[row]) + bonus;
    for (std::size_t r = 0; r < parties_.resources(); ++r)
      gain -= price_[at(r, place(row))] * static_cast<double>(parties_.takes(r, row));
    return gain;
  }

  double sum_of_values() const {
    double sum = 0;
    for (std::size_t row = 0; row < problem_.options.count(); ++row)
      sum += std::abs(static_cast<double>(problem_.options.value[row]));
    return sum;
  }

  /// The best bundle at these gains; false when there is none or the search was cut short.
  bool best_bundle(std::size_t party, const std::vector<double>& gain, std::int64_t steps, Bundle& best,
                   double& most) const {
    most = must_[party] ? nothing : 0;
    best.clear();
    return parties_.search(
        party, gain, [&] { return most; },
        [&](const Bundle& bundle, double sum) {
          most = sum;
          best = bundle;
        },
        steps);
  }

  /// What no bundle of the party can exceed, cut short or not.
  double surely_no_more(std::size_t party, const std::vector<double>& gain) const {
    double sum = 0;
    for (const Index c : parties_.members(party)) {
      double best = parties_.must_take(c) ? nothing : 0;
      for (const Index row : parties_.rows(c)) best = std::max(best, gain[row]);
      sum += best;
    }
    return sum;
  }

  /// Subgradient steps on the values, every resource of every place priced.
  void set_prices() {
    price_.assign(left_.size(), 0);
    std::vector<double> best_price = price_;
    std::vector<double> gain(problem_.options.count());
    double best_bound = std::numeric_limits<double>::infinity();
    double patience = 1;
    int since_better = 0;
    const int steps =
        static_cast<int>(std::clamp<std::size_t>(20'000'000 / (problem_.options.count() + 1), 60, 300));
    for (int step = 0; step < steps && (step == 0 || seconds_left() > 0); ++step) {
      for (Index row = 0; row < gain.size(); ++row) gain[row] = priced(row, 0);
      std::vector<double> excess(left_.size());
      double bound = 0;
      for (std::size_t k = 0; k < left_.size(); ++k) {
        excess[k] = -static_cast<double>(left_[k]);
        bound += price_[k] * static_cast<double>(left_[k]);
      }
      Bundle best;
      for (std::size_t party = 0; party < parties_.count(); ++party) {
        double most = 0;
        const bool whole = best_bundle(party, gain, steps_to_price, best, most);
        bound += whole ? most : surely_no_more(party, gain);
        for (const Index row : best) {
          for (std::size_t r = 0; r < parties_.resources(); ++r)
            excess[at(r, place(row))] += static_cast<double>(parties_.takes(r, row));
        }
      }
      if (!(bound > nothing)) return;  // a kept candidate cannot stand
      if (bound < best_bound) {
        best_bound = bound;
        best_price = price_;
        since_better = 0;
      } else if (++since_better == 8) {
        patience *= 0.7;
        since_better = 0;
        price_ = best_price;
        continue;
      }
      double slope = 0;
      for (std::size_t k = 0; k < excess.size(); ++k)
        slope += excess[k] > 0 || price_[k] > 0 ? excess[k] * excess[k] : 0;
      if (slope == 0) break;
      const double length = patience * (0.01 * std::abs(best_bound) + bound - best_bound) / slope;
      for (std::size_t k = 0; k < excess.size(); ++k)
        price_[k] = std::max(0.0, price_[k] + length * excess[k]);
    }
    price_ = best_price;
    bound_ = static_cast<std::int64_t>(std::floor(best_bound + 1e-9 * std::abs(best_bound) + 1e-6));
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
    double most = must_[party] ? nothing : 0;
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
    std::vector<double> gain(problem_.options.count());
    for (Index row = 0; row < gain.size(); ++row) {
      entering[row] = static_cast<double>(problem_.options.value[row]) + bonus[tier(row)];
      gain[row] = priced(row, bonus[tier(row)]);
    }
    std::vector<std::pair<double, std::size_t>> order;
    Bundle best;
    for (std::size_t party = 0; party < parties_.count(); ++party) {
      double most = 0;
      best_bundle(party, gain, steps_to_price, best, most);
      order.emplace_back(must_[party] ? nothing : -most, party);
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
    std::vector<double> gain(problem_.options.count());
    for (Index row = 0; row < gain.size(); ++row) gain[row] = priced(row, 0);
    const bool by_value = rules_.objective == Objective::value && stands();
    const double distance = by_value ? static_cast<double>(bound_ - worth().value) + 1 : -nothing;
    bool complete = true;
    const double each = static_cast<double>(most_columns) / static_cast<double>(parties_.count() + 1);
    for (std::size_t party = 0; party < parties_.count(); ++party) {
      Bundle best;
      double most = 0;
      best_bundle(party, gain, steps_to_list, best, most);
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
    BundleAnswer answer = choose_bundles(parties_, columns_, goal, known, must_, seconds_left());
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
  std::vector<std::int64_t> left_;  // by resource and place
  std::vector<double> price_;
  std::int64_t bound_ = std::numeric_limits<std::int64_t>::max();
  std::vector<Bundle> plan_;  // by party
  std::vector<BundleColumn> columns_;
};

}  // namespace

Proposal propose_bound(const Problem& problem, const Bonds& bonds, const Rules& rules) {
  Rules quiet = rules;
  quiet.marginals = false;
  if (bonds.empty()) return propose(problem, quiet);
  const Locks locks = read_locks(problem);
  if (!locks.conflicts.empty()) return propose(problem, quiet);
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

std::vector<BondBreach> check_bonds(const Problem& problem, const Bonds& bonds,
                                    const std::vector<Index>& place_of) {
  std::vector<BondBreach> breaches;
  std::set<std::pair<Index, Index>> conflicts;
  for (const auto& [a, b] : bonds.conflicts) {
    conflicts.emplace(a, b);
    conflicts.emplace(b, a);
  }
  std::vector<std::pair<Index, Index>> of_person;  // person, candidate
  for (Index c = 0; c < place_of.size() && !bonds.person.empty(); ++c) {
    if (place_of[c] != none && bonds.person[c] != none) of_person.emplace_back(bonds.person[c], c);
  }
  std::sort(of_person.begin(), of_person.end());
  for (std::size_t k = 0; k < of_person.size(); ++k) {
    for (std::size_t other = 0; other < k; ++other) {
      if (of_person[other].first != of_person[k].first) continue;
      const Index p = place_of[of_person[k].second];
      if (conflicts.count({place_of[of_person[other].second], p}) != 0)
        breaches.push_back({BondViolation::places_conflict, of_person[k].second, p});
    }
  }
  for (const Requirement& requirement : bonds.requirements) {
    const Index p = place_of[requirement.candidate];
    if (p == none || (requirement.place != none && requirement.place != p)) continue;
    if (place_of[requirement.needed] == none)
      breaches.push_back({BondViolation::requirement_unmet, requirement.candidate, p});
  }
  for (const Resource& resource : bonds.resources) {
    std::vector<std::int64_t> left = resource.capacity;
    for (Index c = 0; c < place_of.size(); ++c) {
      if (place_of[c] != none) left[place_of[c]] -= resource.size[c];
    }
    for (Index p = 0; p < problem.places.size(); ++p) {
      if (left[p] < 0) breaches.push_back({BondViolation::resource_exceeded, none, p});
    }
  }
  return breaches;
}

}  // namespace jalon::allocation
