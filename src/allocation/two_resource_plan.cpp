#include "allocation/two_resource_plan.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace jalon::allocation {
namespace {

/// Neighbours that are emptied together.
constexpr std::size_t neighbours = 5;

}  // namespace

TwoResourcePlan::TwoResourcePlan(const TwoResources& two, const std::vector<double>& weight,
                                 const std::vector<bool>& usable)
    : two_(two),
      network_(two.network),
      weight_(weight),
      sets_(two, std::vector<std::int64_t>(two.network.arcs.size(), 0), usable),
      room_left_(two.network.capacity),
      second_left_(two.second),
      arc_of_(two.network.candidates(), none) {}

void TwoResourcePlan::move(Index candidate, Index arc) {
  Index& now = arc_of_[candidate];
  log_.emplace_back(candidate, now);
  if (now != none) {
    room_left_[network_.arcs[now].place] += network_.size_of(now);
    second_left_[network_.arcs[now].place] += two_.takes[candidate];
    worth_ -= weight_[now];
  }
  if (arc != none) {
    room_left_[network_.arcs[arc].place] -= network_.size_of(arc);
    second_left_[network_.arcs[arc].place] -= two_.takes[candidate];
    worth_ += weight_[arc];
  }
  now = arc;
}

void TwoResourcePlan::start_from(const std::vector<Index>& arc_of) {
  for (Index c = 0; c < network_.candidates(); ++c) move(c, arc_of[c]);
  log_.clear();
}

void TwoResourcePlan::start_greedily(const UnitPrices& prices, double per_value) {
  // Whoever gains most per unit of room chooses first.
  const auto gain = [&](Index c, Index arc) { return weight_[arc] / per_value - prices.of(two_, c, arc); };
  std::vector<std::pair<double, Index>> order;
  for (Index c = 0; c < network_.candidates(); ++c) {
    double best = 0;
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      if (two_.fits(c, arc)) best = std::max(best, gain(c, arc) / static_cast<double>(network_.size_of(arc)));
    }
    order.emplace_back(-best, c);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [rank, c] : order) {
    Index best = none;
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      const Index p = network_.arcs[arc].place;
      if (network_.size_of(arc) > room_left_[p] || two_.takes[c] > second_left_[p] || weight_[arc] <= 0)
        continue;
      if (best == none || gain(c, arc) > gain(c, best)) best = arc;
    }
    if (best != none) move(c, best);
  }
  log_.clear();
}

bool TwoResourcePlan::knapsack(Index p, const UnitPrices* prices, double per_value) {
  knapsack_.begin(sets_.room(p), sets_.second(p));
  const TwoResourceSets::Item* first = sets_.begin(p);
  const TwoResourceSets::Item* last = sets_.end(p);
  double held = 0;
  for (const TwoResourceSets::Item* item = first; item != last;) {
    const TwoResourceSets::Item* kind = item;
    knapsack_.begin_kind(kind->size, kind->takes);
    for (; item != last && item->same_kind(*kind); ++item) {
      const Index now = arc_of_[item->candidate];
      double gain = weight_[item->arc];
      if (now == item->arc) {
        held += gain;
      } else if (now != none) {
        gain -= weight_[now];
        if (prices != nullptr) gain += std::floor(prices->of(two_, item->candidate, now) * per_value);
      }
      knapsack_.add(gain, static_cast<std::uint32_t>(item - first));
    }
  }
  if (knapsack_.best(chosen_) <= held) return false;
  stays_.assign(static_cast<std::size_t>(last - first), 0);
  for (const std::uint32_t k : chosen_) stays_[k] = 1;
  for (const TwoResourceSets::Item* item = first; item != last; ++item) {
    if (stays_[static_cast<std::size_t>(item - first)] == 0 && arc_of_[item->candidate] == item->arc)
      move(item->candidate, none);
  }
  for (const std::uint32_t k : chosen_) {
    if (arc_of_[first[k].candidate] != first[k].arc) move(first[k].candidate, first[k].arc);
  }
  return true;
}

void TwoResourcePlan::descend(const std::function<double()>& seconds_left) {
  std::vector<char> again(network_.places(), 1);
  for (bool any = true; any;) {
    any = false;
    for (Index p = 0; p < network_.places(); ++p) {
      if (again[p] == 0) continue;
      again[p] = 0;
      log_.clear();
      if (!knapsack(p, nullptr, 1)) continue;
      any = true;
      // Where room was left, somebody may now come in.
      for (const auto& [c, before] : log_) {
        if (before != none) again[network_.arcs[before].place] = 1;
        for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
          if (arc_of_[c] == none) again[network_.arcs[arc].place] = 1;
        }
      }
      if (seconds_left() <= 0) return;
    }
  }
  log_.clear();
}

/// Places that share candidates, drawn one from the other.
void TwoResourcePlan::draw_neighbours(std::vector<Index>& around) {
  around.assign(1, static_cast<Index>(random_() % network_.places()));
  for (int tries = 0; tries < 12 && around.size() < neighbours; ++tries) {
    const Index p = around[random_() % around.size()];
    const auto eligible = static_cast<std::uint64_t>(sets_.end(p) - sets_.begin(p));
    if (eligible == 0) continue;
    const Index c = sets_.begin(p)[random_() % eligible].candidate;
    const Index arc =
        network_.first[c] + static_cast<Index>(random_() % (network_.first[c + 1] - network_.first[c]));
    const Index q = network_.arcs[arc].place;
    if (std::find(around.begin(), around.end(), q) == around.end()) around.push_back(q);
  }
}

void TwoResourcePlan::rebuild(const UnitPrices& prices, double per_value, int patience,
                              const std::function<double()>& seconds_left) {
  if (network_.places() == 0) return;
  std::vector<Index> around;
  int since_better = 0;
  for (unsigned time = 0; since_better < patience; ++time, ++since_better) {
    if (time % 16 == 0 && seconds_left() <= 0) break;
    const double before = worth_;
    log_.clear();
    draw_neighbours(around);
    for (const Index p : around) {
      for (const TwoResourceSets::Item* item = sets_.begin(p); item != sets_.end(p); ++item) {
        if (arc_of_[item->candidate] == item->arc && random_() % 2 == 0) move(item->candidate, none);
      }
    }
    std::shuffle(around.begin(), around.end(), random_);
    for (const Index p : around) knapsack(p, &prices, per_value);
    for (int round = 0; round < 2; ++round) {
      for (const Index p : around) knapsack(p, nullptr, per_value);
    }
    // Room left by those who were drawn in from outside.
    const std::size_t moves = log_.size();
    for (std::size_t k = 0; k < moves; ++k) {
      const Index was = log_[k].second;
      if (was != none && std::find(around.begin(), around.end(), network_.arcs[was].place) == around.end())
        knapsack(network_.arcs[was].place, nullptr, per_value);
    }
    if (worth_ > before) since_better = 0;
    if (worth_ >= before) continue;
    for (std::size_t k = log_.size(); k-- > 0;) {
      const auto [c, arc] = log_[k];
      move(c, arc);
    }
  }
  log_.clear();
  assert(std::none_of(room_left_.begin(), room_left_.end(), [](std::int64_t units) { return units < 0; }));
  assert(
      std::none_of(second_left_.begin(), second_left_.end(), [](std::int64_t units) { return units < 0; }));
}

}  // namespace jalon::allocation
