#include "allocation/sized_plan.hpp"

#include <algorithm>
#include <numeric>

namespace jalon::allocation {
namespace {

/// Most cells of a knapsack's table; beyond, the place is filled by value per unit of room.
constexpr std::int64_t most_cells = 4'000'000;

}  // namespace

SizedPlan::SizedPlan(const Network& network, Objective objective, const std::vector<bool>& usable)
    : network_(network), weights_(network, objective), left_(network.capacity) {
  arc_of_.assign(network.candidates(), none);
  weight_.resize(network.arcs.size());
  first_.assign(network.places() + std::size_t{1}, 0);
  const auto counts = [&](Index arc) { return usable.empty() || usable[arc]; };
  for (Index arc = 0; arc < network.arcs.size(); ++arc) {
    if (counts(arc)) ++first_[network.arcs[arc].place + std::size_t{1}];
  }
  for (std::size_t p = 0; p < network.places(); ++p) first_[p + 1] += first_[p];
  eligible_.resize(first_.back());
  std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
  for (Index c = 0; c < network.candidates(); ++c) {
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      weight_[arc] = weights_.of(c, arc);
      if (counts(arc)) eligible_[next[network.arcs[arc].place]++] = {c, arc};
    }
  }
  per_value_ = weights_.per_value();
}

void SizedPlan::move(Index candidate, Index arc) {
  Index& now = arc_of_[candidate];
  log_.emplace_back(candidate, now);
  if (now != none) {
    left_[network_.arcs[now].place] += network_.size_of(now);
    worth_ -= weight_[now];
  }
  if (arc != none) {
    left_[network_.arcs[arc].place] -= network_.size_of(arc);
    worth_ += weight_[arc];
  }
  now = arc;
}

void SizedPlan::start_from(const std::vector<Index>& arc_of) {
  for (Index c = 0; c < network_.candidates(); ++c) move(c, arc_of[c]);
  log_.clear();
}

void SizedPlan::start_greedily(const std::vector<double>& price) {
  // Whoever gains most per unit of room chooses first.
  std::vector<std::pair<double, Index>> order;
  const auto gain = [&](Index arc) {
    return static_cast<double>(weight_[arc]) / static_cast<double>(per_value_) -
           price[network_.arcs[arc].place] * static_cast<double>(network_.size_of(arc));
  };
  for (Index c = 0; c < network_.candidates(); ++c) {
    double best = 0;
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      best = std::max(best, gain(arc) / static_cast<double>(network_.size_of(arc)));
    }
    order.emplace_back(-best, c);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [rank, c] : order) {
    Index best = none;
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      if (network_.size_of(arc) > left_[network_.arcs[arc].place] || weight_[arc] <= 0) continue;
      if (best == none || gain(arc) > gain(best)) best = arc;
    }
    if (best != none) move(c, best);
  }
  log_.clear();
}

bool SizedPlan::knapsack(Index p, const std::vector<double>* price) {
  items_.clear();
  Total held = 0;
  std::int64_t asked = 0;
  for (std::size_t k = first_[p]; k < first_[p + 1]; ++k) {
    const auto& [c, arc] = eligible_[k];
    const Index now = arc_of_[c];
    Total gain = weight_[arc];
    if (now != none && now != arc) {
      gain -= weight_[now];
      if (price != nullptr) {
        const double freed = (*price)[network_.arcs[now].place] * static_cast<double>(network_.size_of(now));
        gain += static_cast<Total>(freed * static_cast<double>(per_value_));
      }
    }
    if (now == arc) held += gain;
    if (gain <= 0 || network_.size_of(arc) > network_.capacity[p]) continue;
    items_.push_back({c, arc, network_.size_of(arc), gain});
    asked += network_.size_of(arc);
  }
  const std::int64_t room = std::min(network_.capacity[p], asked);
  if (static_cast<std::int64_t>(items_.size()) * (room + 1) > most_cells) return false;
  best_.assign(static_cast<std::size_t>(room) + 1, 0);
  const std::size_t row = best_.size();
  taken_.assign(items_.size() * row, 0);
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const auto size = static_cast<std::size_t>(items_[i].size);
    for (std::size_t at = row; at-- > size;) {
      const Total with = best_[at - size] + items_[i].gain;
      if (with <= best_[at]) continue;
      best_[at] = with;
      taken_[i * row + at] = 1;
    }
  }
  if (best_.back() <= held) return false;
  std::size_t at = row - 1;
  std::vector<std::size_t> chosen;
  std::vector<char> stays(items_.size(), 0);
  for (std::size_t i = items_.size(); i-- > 0;) {
    if (taken_[i * row + at] == 0) continue;
    at -= static_cast<std::size_t>(items_[i].size);
    stays[i] = 1;
    chosen.push_back(i);
  }
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (stays[i] == 0 && arc_of_[items_[i].candidate] == items_[i].arc) move(items_[i].candidate, none);
  }
  for (const std::size_t i : chosen) {
    if (arc_of_[items_[i].candidate] != items_[i].arc) move(items_[i].candidate, items_[i].arc);
  }
  return true;
}

void SizedPlan::descend(const std::function<double()>& seconds_left) {
  std::vector<char> again(network_.places(), 1);
  for (bool any = true; any;) {
    any = false;
    for (Index p = 0; p < network_.places(); ++p) {
      if (again[p] == 0) continue;
      again[p] = 0;
      log_.clear();
      if (!knapsack(p, nullptr)) continue;
      any = true;
      // Where room was left, somebody may now come in.
      for (const auto& [c, before] : log_) {
        if (before != none) again[network_.arcs[before].place] = 1;
        for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
          if (arc_of_[c] == none) again[network_.arcs[arc].place] = 1;
        }
      }
      if (seconds_left && seconds_left() <= 0) return;
    }
  }
  log_.clear();
}

void SizedPlan::rebuild(const std::vector<double>& price, int patience,
                        const std::function<double()>& seconds_left) {
  if (network_.places() == 0) return;
  std::vector<Index> around;
  int since_better = 0;
  for (unsigned time = 0; since_better < patience; ++time, ++since_better) {
    if (time % 16 == 0 && seconds_left && seconds_left() <= 0) return;
    const Total before = worth_;
    log_.clear();
    around.assign(1, static_cast<Index>(random_() % network_.places()));
    for (int tries = 0; tries < 12 && around.size() < 5; ++tries) {
      const Index p = around[random_() % around.size()];
      if (first_[p] == first_[p + 1]) continue;
      const Index c = eligible_[first_[p] + random_() % (first_[p + 1] - first_[p])].first;
      const Index arc =
          network_.first[c] + static_cast<Index>(random_() % (network_.first[c + 1] - network_.first[c]));
      const Index q = network_.arcs[arc].place;
      if (std::find(around.begin(), around.end(), q) == around.end()) around.push_back(q);
    }
    for (const Index p : around) {
      for (std::size_t k = first_[p]; k < first_[p + 1]; ++k) {
        if (arc_of_[eligible_[k].first] == eligible_[k].second && random_() % 2 == 0)
          move(eligible_[k].first, none);
      }
    }
    std::shuffle(around.begin(), around.end(), random_);
    for (const Index p : around) knapsack(p, &price);
    for (int round = 0; round < 2; ++round) {
      for (const Index p : around) knapsack(p, nullptr);
    }
    // Room left by those who were drawn in from outside.
    const std::size_t moves = log_.size();
    for (std::size_t k = 0; k < moves; ++k) {
      const Index was = log_[k].second;
      if (was != none && std::find(around.begin(), around.end(), network_.arcs[was].place) == around.end()) {
        knapsack(network_.arcs[was].place, nullptr);
      }
    }
    if (worth_ > before) since_better = 0;
    if (worth_ >= before) continue;
    for (std::size_t k = log_.size(); k-- > 0;) {
      const auto [c, arc] = log_[k];
      move(c, arc);
    }
  }
  log_.clear();
}

}  // namespace jalon::allocation
