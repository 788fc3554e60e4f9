#include "allocation/plain_solver.hpp"

#include <algorithm>
#include <deque>
#include <numeric>

#include "allocation/total_weights.hpp"

namespace jalon::allocation {
namespace {

using Weight = Total;

class ShortestPaths {
 public:
  ShortestPaths(const Network& network, Objective objective)
      : network_(network), weights_(network, objective) {
    for (Index p = 0; p < network.places(); ++p) free_.push_back(network.seats(p));
    holders_.resize(network.places());
    arc_of_.assign(network.candidates(), none);
  }

  std::vector<Index> run() {
    for (Index c = 0; c < network_.candidates(); ++c) enter(c);
    return arc_of_;
  }

 private:
  /// Brings `c` in by the chain of moves that gains most, if one gains: it may push somebody out, or nobody.
  void enter(Index c) {
    struct Reach {
      Weight gain = 0;
      Index by_candidate = none;  // who would enter
      Index by_arc = none;
      bool known = false;
    };
    std::vector<Reach> reach(network_.places());
    std::deque<Index> queue;
    const auto try_arc = [&](Index who, Index arc, Weight gain) {
      Reach& there = reach[network_.arcs[arc].place];
      if (there.known && there.gain >= gain) return;
      there = {gain, who, arc, true};
      queue.push_back(network_.arcs[arc].place);
    };
    for (Index a = network_.first[c]; a < network_.first[c + 1]; ++a) try_arc(c, a, weights_.of(c, a));
    while (!queue.empty()) {
      const Index p = queue.front();
      queue.pop_front();
      for (const Index holder : holders_[p]) {
        const Weight left = reach[p].gain - weights_.of(holder, arc_of_[holder]);
        for (Index a = network_.first[holder]; a < network_.first[holder + 1]; ++a) {
          if (a != arc_of_[holder]) try_arc(holder, a, left + weights_.of(holder, a));
        }
      }
    }
    Weight best = 0;
    Index end = none;
    Index out = none;
    for (Index p = 0; p < network_.places(); ++p) {
      if (!reach[p].known) continue;
      if (free_[p] > 0 && reach[p].gain > best) {
        best = reach[p].gain;
        end = p;
        out = none;
      }
      for (const Index holder : holders_[p]) {
        const Weight gain = reach[p].gain - weights_.of(holder, arc_of_[holder]);
        if (gain > best) {
          best = gain;
          end = p;
          out = holder;
        }
      }
    }
    if (end == none) return;
    if (out == none) --free_[end];
    if (out != none) leave(out);
    Index who = none;
    do {
      who = reach[end].by_candidate;
      const Index from = who == c ? none : network_.arcs[arc_of_[who]].place;
      if (from != none) leave(who);
      arc_of_[who] = reach[end].by_arc;
      holders_[end].push_back(who);
      end = from;
    } while (who != c);
  }

  void leave(Index who) {
    std::erase(holders_[network_.arcs[arc_of_[who]].place], who);
    arc_of_[who] = none;
  }

  const Network& network_;
  TotalWeights weights_;
  std::vector<std::int64_t> free_;
  std::vector<std::vector<Index>> holders_;
  std::vector<Index> arc_of_;
};

class Search {
 public:
  Search(const Network& network, Objective objective) : network_(network), weights_(network, objective) {
    left_ = network.capacity;
    second_ = network.second;
    arc_of_.assign(network.candidates(), none);
    rest_.assign(network.candidates() + 1, 0);
    for (Index c = network.candidates(); c-- > 0;) {
      Weight best = 0;
      for (Index a = network.first[c]; a < network.first[c + 1]; ++a) {
        if (network.size_of(a) <= network.capacity[network.arcs[a].place])
          best = std::max(best, weights_.of(c, a));
      }
      rest_[c] = rest_[c + 1] + best;
    }
    best_plan_ = arc_of_;
  }

  /// Empty when it takes more than `steps_` steps.
  std::vector<Index> run(std::int64_t steps) {
    steps_ = steps;
    decide(0, 0);
    return steps_ < 0 ? std::vector<Index>{} : best_plan_;
  }

 private:
  void decide(Index c, Weight sum) {
    if (sum > best_) {
      best_ = sum;
      best_plan_ = arc_of_;
    }
    if (c == network_.candidates() || sum + rest_[c] <= best_ || --steps_ < 0) return;
    for (Index a = network_.first[c]; a < network_.first[c + 1]; ++a) {
      const Index p = network_.arcs[a].place;
      if (network_.size_of(a) > left_[p] || !has_second(c, p)) continue;
      left_[p] -= network_.size_of(a);
      if (!second_.empty()) second_[p] -= network_.takes[c];
      arc_of_[c] = a;
      decide(c + 1, sum + weights_.of(c, a));
      arc_of_[c] = none;
      left_[p] += network_.size_of(a);
      if (!second_.empty()) second_[p] += network_.takes[c];
    }
    decide(c + 1, sum);
  }
  bool has_second(Index c, Index p) const { return second_.empty() || network_.takes[c] <= second_[p]; }

  const Network& network_;
  TotalWeights weights_;
  std::vector<std::int64_t> left_;
  std::vector<std::int64_t> second_;
  std::vector<Weight> rest_;
  std::vector<Index> arc_of_;
  std::vector<Index> best_plan_;
  Weight best_ = 0;
  std::int64_t steps_ = 0;
};

}  // namespace

bool better(const Worth& a, const Worth& b, Objective objective) {
  if (objective == Objective::value && a.value != b.value) return a.value > b.value;
  if (a.placed != b.placed) return a.placed > b.placed;
  return a.value > b.value;
}

Worth worth_of(const Network& network, const std::vector<Index>& arc_of) {
  Worth worth{std::vector<std::int64_t>(static_cast<std::size_t>(network.tiers), 0), 0};
  for (Index c = 0; c < network.candidates(); ++c) {
    if (arc_of[c] == none) continue;
    ++worth.placed[static_cast<std::size_t>(network.tier[c])];
    worth.value += network.value(arc_of[c]);
  }
  return worth;
}

std::vector<Index> search_all_plans(const Network& network, Objective objective, std::int64_t steps) {
  return Search(network, objective).run(steps);
}

std::vector<Index> solve_plainly(const Network& network, Objective objective) {
  if (network.unit_demand()) return ShortestPaths(network, objective).run();
  return search_all_plans(network, objective);
}

}  // namespace jalon::allocation
