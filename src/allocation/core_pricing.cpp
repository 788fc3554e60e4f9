#include "allocation/core_pricing.hpp"

#include <algorithm>

namespace jalon::allocation {
namespace {

/// One row of a table: who is left out keeps `from`, who is taken adds the gain to `less`. What stands before
/// them is room that is not there.
void add_row(const Units* from, const Units* less, Units* to, std::size_t row, Units gain) {
  for (std::size_t at = 0; at < row; ++at) to[at] = std::max(from[at], less[at] + gain);
}

}  // namespace

CorePricing::CorePricing(const CoreItems& items) : items_(items) {
  std::size_t rows = 0;
  std::size_t room = 0;
  for (Index p = 0; p < items.places(); ++p) {
    std::int64_t asked = 0;
    std::int64_t second = 0;
    for (const Index k : items.of_place(p)) {
      asked += items[k].size;
      second += items.takes(items[k].who);
      pad_ = std::max(pad_, static_cast<std::size_t>(items[k].size));
    }
    rows = std::max(rows, items.of_place(p).size());
    if (!items.second().empty()) second = std::min(second, std::max<std::int64_t>(0, items.second()[p]));
    layers_ = std::max(layers_, static_cast<std::size_t>(second) + 1);
    room = std::max(room, static_cast<std::size_t>(std::clamp<std::int64_t>(items.room()[p], 0, asked)));
  }
  stride_ = pad_ + room + 1;
  for (std::vector<Units>* table : {&table_, &after_}) {
    table->assign((rows + 1) * layers_ * stride_, never);
    for (std::size_t second = 0; second < layers_; ++second)
      std::fill_n(row(*table, 0, second), room + 1, 0.0);
  }
}

bool CorePricing::look_at(const CoreNode& node) {
  active_.clear();
  is_active_.assign(items_.undecided(), 0);
  sure_ = items_.fixed();
  left_ = items_.room();
  second_left_ = items_.second();
  missing_ = items_.missing();
  sure_items_.clear();
  open_.clear();
  open_item_.clear();
  open_first_.assign(1, 0);
  for (Index p = 0; p < items_.places(); ++p) {
    for (const Index k : items_.of_place(p)) {
      if (node.state[k] == CoreState::no) continue;
      if (node.state[k] == CoreState::open) {
        open_.push_back(k);
        open_item_.push_back({items_[k].who, items_[k].size, items_[k].worth});
        is_active_[items_[k].who] = 1;
        continue;
      }
      left_[p] -= items_[k].size;
      if (!second_left_.empty()) second_left_[p] -= items_.takes(items_[k].who);
      sure_ += items_[k].worth;
      sure_items_.push_back(k);
      const std::size_t of = items_.tier(items_[k].who);
      if (of < items_.tiers()) --missing_[of];
    }
    if (left_[p] < 0 || (!second_left_.empty() && second_left_[p] < 0)) return false;
    open_first_.push_back(open_.size());
  }
  for (Index c = 0; c < items_.undecided(); ++c) {
    if (is_active_[c] != 0) active_.push_back(c);
  }
  return true;
}

Units CorePricing::evaluate(const std::vector<Units>& price) {
  const std::size_t n = items_.undecided();
  net_.resize(n);
  Units bound = sure_;
  for (std::size_t k = 0; k < items_.tiers(); ++k) bound -= price[n + k] * static_cast<Units>(missing_[k]);
  for (const Index c : active_) {
    net_[c] = price[c];
    bound += price[c];
    if (items_.tier(c) < items_.tiers()) net_[c] -= price[n + items_.tier(c)];
  }
  chosen_.clear();
  for (Index p = 0; p < items_.places(); ++p) {
    if (open_first_[p] != open_first_[p + 1]) bound += best_set(p);
  }
  return bound;
}

/// Those open in `p` with a gain, and what they could use.
CorePricing::Limits CorePricing::gather(Index p) {
  kept_.clear();
  std::int64_t asked = 0;
  for (std::size_t i = open_first_[p]; i < open_first_[p + 1]; ++i) {
    const Open& item = open_item_[i];
    const Units gain = item.worth - net_[item.who];
    if (gain <= 0 || item.size > left_[p]) continue;
    kept_.push_back({open_[i], item.size, 0, gain});
    asked += item.size;
  }
  Limits limits{static_cast<std::size_t>(std::min(left_[p], asked)), 0};
  if (second_left_.empty()) return limits;
  std::int64_t second = 0;
  std::int32_t most = 0;
  for (std::size_t i = open_first_[p]; i < open_first_[p + 1]; ++i)
    most = std::max(most, items_.takes(open_item_[i].who));
  for (Kept& kept : kept_) {
    kept.takes = items_.takes(items_[kept.item].who);
    second += kept.takes;
  }
  if (second + most <= second_left_[p]) {
    for (Kept& kept : kept_) kept.takes = 0;
  } else {
    limits.second = static_cast<std::size_t>(std::min(second, second_left_[p]));
    std::erase_if(kept_, [&](const Kept& kept) { return kept.takes > second_left_[p]; });
  }
  return limits;
}

void CorePricing::add(std::vector<Units>& table, std::size_t i, const Limits& limits, const Kept& kept) {
  const auto takes = static_cast<std::size_t>(kept.takes);
  for (std::size_t second = 0; second <= limits.second; ++second) {
    const Units* from = row(table, i, second);
    Units* to = row(table, i + 1, second);
    if (second < takes) {
      std::copy(from, from + limits.room + 1, to);
    } else {
      add_row(from, row(table, i, second - takes) - kept.size, to, limits.room + 1, kept.gain);
    }
  }
}

Units CorePricing::best_set(Index p) {
  const Limits limits = gather(p);
  const std::size_t rows = kept_.size();
  for (std::size_t i = 0; i < rows; ++i) add(table_, i, limits, kept_[i]);
  std::size_t at = limits.room;
  std::size_t second = limits.second;
  const Units best = row(table_, rows, second)[at];
  for (std::size_t i = rows; i-- > 0;) {
    if (row(table_, i + 1, second)[at] == row(table_, i, second)[at]) continue;
    chosen_.push_back(kept_[i].item);
    at -= static_cast<std::size_t>(kept_[i].size);
    second -= static_cast<std::size_t>(kept_[i].takes);
  }
  return best;
}

void CorePricing::find_losses() {
  used_.assign(items_.items().size(), 0);
  unused_.assign(items_.items().size(), 0);
  for (Index p = 0; p < items_.places(); ++p) find_losses_of(p);
}

void CorePricing::find_losses_of(Index p) {
  if (open_first_[p] == open_first_[p + 1]) return;
  const Limits limits = gather(p);
  const auto [room, most_second] = limits;
  const std::size_t rows = kept_.size();
  for (std::size_t i = 0; i < rows; ++i) add(table_, i, limits, kept_[i]);
  for (std::size_t i = 0; i < rows; ++i) add(after_, i, limits, kept_[rows - 1 - i]);
  const Units best = row(table_, rows, most_second)[room];
  // Those without a gain: what the others have in the room they leave.
  for (std::size_t i = open_first_[p]; i < open_first_[p + 1]; ++i) {
    const Open& item = open_item_[i];
    const std::int64_t rest = left_[p] - item.size;
    const std::int64_t second = second_left_.empty() ? 0 : second_left_[p] - items_.takes(item.who);
    if (rest < 0 || second < 0) {
      used_[open_[i]] = -never;
      continue;
    }
    const Units* others = row(table_, rows, std::min(static_cast<std::size_t>(second), most_second));
    used_[open_[i]] =
        best - (item.worth - net_[item.who]) - others[std::min(static_cast<std::size_t>(rest), room)];
  }
  for (std::size_t i = 0; i < rows; ++i) {
    const auto size = static_cast<std::size_t>(kept_[i].size);
    const auto takes = static_cast<std::size_t>(kept_[i].takes);
    Units without = 0;
    Units with = never;
    for (std::size_t second = 0; second <= most_second; ++second) {
      const Units* before = row(table_, i, second);
      const Units* after = row(after_, rows - 1 - i, most_second - second);
      for (std::size_t at = 0; at <= room; ++at) without = std::max(without, before[at] + after[room - at]);
      if (second + takes > most_second) continue;
      const Units* beside = row(after_, rows - 1 - i, most_second - takes - second);
      for (std::size_t at = 0; at + size <= room; ++at)
        with = std::max(with, before[at] + beside[room - size - at]);
    }
    used_[kept_[i].item] = with == never ? -never : best - with - kept_[i].gain;
    unused_[kept_[i].item] = best - without;
  }
}

}  // namespace jalon::allocation
