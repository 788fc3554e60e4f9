#include "allocation/sized_plan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

namespace jalon::allocation {
namespace {

/// Most cells of a knapsack's table; beyond, the place is filled by value per unit of room.
constexpr std::int64_t most_cells = 4'000'000;

}  // namespace

SizedPlan::SizedPlan(const Network& network, Objective objective, const std::vector<bool>& usable)
    : network_(network),
      objective_(objective),
      usable_(usable),
      sizes_(sizes_of(network)),
      weights_(network, objective),
      left_(network.capacity),
      second_left_(network.second) {
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
  if (!network.has_second()) return;
  // Tables of two resources take those of a kind one after the other, those without the second one first.
  const auto kind = [&](const std::pair<Index, Index>& one) {
    return std::tuple(network.takes[one.first], network.size_of(one.second));
  };
  for (Index p = 0; p < network.places(); ++p) {
    std::stable_sort(eligible_.begin() + static_cast<std::ptrdiff_t>(first_[p]),
                     eligible_.begin() + static_cast<std::ptrdiff_t>(first_[p + 1]),
                     [&](const auto& a, const auto& b) { return kind(a) < kind(b); });
  }
}

bool SizedPlan::has_room(Index candidate, Index arc) const {
  const Index p = network_.arcs[arc].place;
  return network_.size_of(arc) <= left_[p] &&
         (second_left_.empty() || network_.takes[candidate] <= second_left_[p]);
}

void SizedPlan::move(Index candidate, Index arc) {
  Index& now = arc_of_[candidate];
  log_.emplace_back(candidate, now);
  if (now != none) {
    left_[network_.arcs[now].place] += network_.size_of(now);
    if (!second_left_.empty()) second_left_[network_.arcs[now].place] += network_.takes[candidate];
    worth_ -= weight_[now];
  }
  if (arc != none) {
    left_[network_.arcs[arc].place] -= network_.size_of(arc);
    if (!second_left_.empty()) second_left_[network_.arcs[arc].place] -= network_.takes[candidate];
    worth_ += weight_[arc];
  }
  now = arc;
}

void SizedPlan::start_from(const std::vector<Index>& arc_of) {
  for (Index c = 0; c < network_.candidates(); ++c) {
    const bool counts = arc_of[c] == none || usable_.empty() || usable_[arc_of[c]];
    if (const Index arc = counts ? arc_of[c] : none; arc != arc_of_[c]) move(c, arc);
  }
  log_.clear();
}

void SizedPlan::put(const std::vector<Index>& arc_of) {
  for (Index c = 0; c < network_.candidates(); ++c) {
    if (arc_of[c] != arc_of_[c]) move(c, arc_of[c]);
  }
}

void SizedPlan::start_greedily(const RoomPrices& prices) {
  // Whoever gains most per unit of room chooses first.
  std::vector<std::pair<double, Index>> order;
  const auto gain = [&](Index c, Index arc) {
    return static_cast<double>(weight_[arc]) / static_cast<double>(per_value_) -
           prices.cost(network_, c, arc);
  };
  for (Index c = 0; c < network_.candidates(); ++c) {
    double best = 0;
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      best = std::max(best, gain(c, arc) / static_cast<double>(network_.size_of(arc)));
    }
    order.emplace_back(-best, c);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [rank, c] : order) {
    Index best = none;
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      if (!has_room(c, arc) || weight_[arc] <= 0) continue;
      if (best == none || gain(c, arc) > gain(c, best)) best = arc;
    }
    if (best != none) move(c, best);
  }
  log_.clear();
}

bool SizedPlan::knapsack(Index p, const RoomPrices* prices) {
  items_.clear();
  std::vector<Index> losing;  // those here who are worth less than their room
  Total held = 0;
  for (std::size_t k = first_[p]; k < first_[p + 1]; ++k) {
    const auto& [c, arc] = eligible_[k];
    const Index now = arc_of_[c];
    Total gain = 0;
    if (prices != nullptr) {
      const double elsewhere = now == none || now == arc ? 0 : this->gain(c, now, *prices);
      gain = static_cast<Total>(std::llround(256 * (this->gain(c, arc, *prices) - elsewhere)));
    } else {
      gain = weight_[arc] - (now == none || now == arc ? 0 : weight_[now]);
    }
    if (now == arc) held += gain;
    if (gain <= 0 && now == arc) losing.push_back(c);
    if (gain <= 0 || network_.size_of(arc) > network_.capacity[p]) continue;
    items_.push_back({c, arc, network_.size_of(arc), gain});
  }
  const std::optional<Total> best = network_.has_second() ? best_set_of_two(p) : best_set(p);
  if (!best || *best <= held) return false;
  const std::size_t moves = log_.size();
  const Total before = worth_;
  std::vector<char> stays(items_.size(), 0);
  for (const std::uint32_t i : chosen_) stays[i] = 1;
  for (const Index c : losing) move(c, none);
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (stays[i] == 0 && arc_of_[items_[i].candidate] == items_[i].arc) move(items_[i].candidate, none);
  }
  for (const std::uint32_t i : chosen_) {
    if (arc_of_[items_[i].candidate] != items_[i].arc) move(items_[i].candidate, items_[i].arc);
  }
  // Tables of two resources are in doubles: where weights are too large for them, their best may be none.
  if (prices != nullptr || worth_ > before) return true;
  undo(moves);
  return false;
}

std::optional<Total> SizedPlan::best_set(Index p) {
  std::int64_t asked = 0;
  for (const Item& item : items_) asked += item.size;
  const std::int64_t room = std::min(network_.capacity[p], asked);
  if (static_cast<std::int64_t>(items_.size()) * (room + 1) > most_cells) return std::nullopt;
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
  chosen_.clear();
  std::size_t at = row - 1;
  for (std::size_t i = items_.size(); i-- > 0;) {
    if (taken_[i * row + at] == 0) continue;
    at -= static_cast<std::size_t>(items_[i].size);
    chosen_.push_back(static_cast<std::uint32_t>(i));
  }
  return best_.back();
}

std::optional<Total> SizedPlan::best_set_of_two(Index p) {
  std::int64_t room = 0;
  std::int64_t second = 0;
  for (const Item& item : items_) {
    room += item.size;
    second += network_.takes[item.candidate];
  }
  room = std::min(room, network_.capacity[p]);
  second = std::min(second, network_.second[p]);
  const std::int64_t rows = std::min<std::int64_t>(static_cast<std::int64_t>(items_.size()), room) + 1;
  if (rows * (room + 1) * (second + 1) > most_cells) return std::nullopt;
  within_two_.begin(room, second);
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const Item& item = items_[i];
    const std::int64_t takes = network_.takes[item.candidate];
    if (i == 0 || item.size != items_[i - 1].size || takes != network_.takes[items_[i - 1].candidate])
      within_two_.begin_kind(static_cast<std::int32_t>(item.size), static_cast<std::int32_t>(takes));
    within_two_.add(static_cast<double>(item.gain), static_cast<std::uint32_t>(i));
  }
  return static_cast<Total>(within_two_.best(chosen_));
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

bool SizedPlan::exchange_once(const std::function<double()>& seconds_left) {
  const Total before = worth_;
  // The small first: larger ones would take the room that they can do with.
  for (const EqualSize& size : sizes_) {
    if (seconds_left && seconds_left() <= 0) break;
    put(exchange_equals(network_, objective_, size, usable_, arc_of_));
  }
  return worth_ > before;
}

void SizedPlan::exchange(const std::function<double()>& seconds_left) {
  while (exchange_once(seconds_left)) {
    if (seconds_left && seconds_left() <= 0) break;
  }
  log_.clear();
}

/// What the candidate gains there over the price of the room, with what placing one of the tier is paid.
double SizedPlan::gain(Index candidate, Index arc, const RoomPrices& prices) const {
  const auto tier = static_cast<std::size_t>(network_.tier[candidate]);
  const double paid = tier < prices.of_tier.size() ? prices.of_tier[tier] : 0;
  return static_cast<double>(network_.value(arc)) + paid - prices.cost(network_, candidate, arc);
}

/// Puts the candidate where that gains most, as if those who leave for it found as good a place elsewhere;
/// these are smaller ones only, the smallest first.
bool SizedPlan::enter(Index candidate, const RoomPrices& prices) {
  Index best = none;
  for (Index arc = network_.first[candidate]; arc < network_.first[candidate + 1]; ++arc) {
    const Index p = network_.arcs[arc].place;
    const std::int64_t size = network_.size_of(arc);
    if (size > network_.capacity[p] || (!usable_.empty() && !usable_[arc])) continue;
    if (best != none && gain(candidate, arc, prices) <= gain(candidate, best, prices)) continue;
    std::int64_t free = left_[p];
    std::int64_t second = second_left_.empty() ? 0 : second_left_[p];
    const std::int64_t takes = network_.takes_of(candidate);
    for (std::size_t k = first_[p]; k < first_[p + 1] && (free < size || second < takes); ++k) {
      const auto& [c, there] = eligible_[k];
      if (arc_of_[c] != there || network_.size_of(there) >= size) continue;
      free += network_.size_of(there);
      second += network_.takes_of(c);
    }
    if (free >= size && second >= takes) best = arc;
  }
  if (best == none) return false;
  const Index p = network_.arcs[best].place;
  for (std::int64_t smaller = 1; !has_room(candidate, best); ++smaller) {
    for (std::size_t k = first_[p]; k < first_[p + 1] && !has_room(candidate, best); ++k) {
      const auto& [c, there] = eligible_[k];
      if (arc_of_[c] != there || network_.size_of(there) != smaller) continue;
      // Where only the second resource is missing, those who take none of it may stay.
      if (left_[p] < network_.size_of(best) || network_.takes_of(c) > 0) move(c, none);
    }
  }
  move(candidate, best);
  return true;
}

/// Those who are out, by what they gain per unit of room, as long as there is room in all.
void SizedPlan::enter_all(const RoomPrices& prices) {
  std::int64_t room = std::accumulate(left_.begin(), left_.end(), std::int64_t{0});
  std::int64_t second = std::accumulate(second_left_.begin(), second_left_.end(), std::int64_t{0});
  std::vector<std::pair<double, Index>> out;
  for (Index c = 0; c < network_.candidates(); ++c) {
    if (arc_of_[c] != none) continue;
    double most = std::numeric_limits<double>::lowest();
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc)
      most = std::max(most, gain(c, arc, prices) / static_cast<double>(network_.size_of(arc)));
    out.emplace_back(-most, c);
  }
  std::sort(out.begin(), out.end());
  for (const auto& [rank, c] : out) {
    const std::size_t moves = log_.size();
    if (network_.size_of(network_.first[c]) > room || network_.takes_of(c) > second || !enter(c, prices))
      continue;
    const Index arc = arc_of_[log_.back().first];
    if (log_.size() > moves) room -= network_.size_of(arc);
    if (log_.size() > moves) second -= network_.takes_of(log_.back().first);
  }
}

/// All moves logged but the first `moves`.
void SizedPlan::undo(std::size_t moves) {
  for (std::size_t k = log_.size(); k-- > moves;) {
    const auto [c, arc] = log_[k];
    move(c, arc);
  }
  log_.resize(moves);
}

void SizedPlan::make_room(const RoomPrices& prices, const std::function<double()>& seconds_left) {
  for (;;) {
    if (seconds_left && seconds_left() <= 0) break;
    const Total before = worth_;
    const std::vector<Index> plan = arc_of_;
    for (Index c = 0; c < network_.candidates(); ++c) {
      if (arc_of_[c] != none && gain(c, arc_of_[c], prices) < 0) move(c, none);
    }
    enter_all(prices);
    if (arc_of_ == plan) break;
    exchange_once(seconds_left);
    descend(seconds_left);
    if (worth_ > before) continue;
    put(plan);
    break;
  }
  log_.clear();
}

void SizedPlan::rebuild(const RoomPrices& prices, int patience, const std::function<double()>& seconds_left) {
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
    for (const Index p : around) knapsack(p, &prices);
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
    if (worth_ < before) undo();
  }
  log_.clear();
}

}  // namespace jalon::allocation
