#include "allocation/core_pricing.hpp"

#include <algorithm>

namespace jalon::allocation {
namespace {

/// One row of a table: who is left out keeps `from`, who is taken adds its gain. What stands before `from` is
/// room that is not there.
template <typename Kept>
void add_row(const Units* from, Units* to, std::size_t row, const Kept& kept) {
  const Units* less = from - kept.size;
  const Units gain = kept.gain;
  for (std::size_t at = 0; at < row; ++at) to[at] = std::max(from[at], less[at] + gain);
}

}  // namespace

CorePricing::CorePricing(const CoreItems& items) : items_(items) {
  std::size_t rows = 0;
  std::size_t room = 0;
  for (Index p = 0; p < items.places(); ++p) {
    std::int64_t asked = 0;
    for (const Index k : items.of_place(p)) {
      asked += items[k].size;
      pad_ = std::max(pad_, static_cast<std::size_t>(items[k].size));
    }
    rows = std::max(rows, items.of_place(p).size());
    room = std::max(room, static_cast<std::size_t>(std::clamp<std::int64_t>(items.room()[p], 0, asked)));
  }
  stride_ = pad_ + room + 1;
  for (std::vector<Units>* table : {&table_, &after_}) {
    table->assign((rows + 1) * stride_, never);
    std::fill_n(row(*table, 0), room + 1, 0.0);
  }
}

bool CorePricing::look_at(const CoreNode& node) {
  active_.clear();
  is_active_.assign(items_.undecided(), 0);
  sure_ = items_.fixed();
  left_ = items_.room();
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
      sure_ += items_[k].worth;
      sure_items_.push_back(k);
      const std::size_t of = items_.tier(items_[k].who);
      if (of < items_.tiers()) --missing_[of];
    }
    if (left_[p] < 0) return false;
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

/// Those open in `p` with a gain, and the room that they could use.
std::size_t CorePricing::gather(Index p) {
  kept_.clear();
  std::int64_t asked = 0;
  for (std::size_t i = open_first_[p]; i < open_first_[p + 1]; ++i) {
    const Open& item = open_item_[i];
    const Units gain = item.worth - net_[item.who];
    if (gain <= 0 || item.size > left_[p]) continue;
    kept_.push_back({open_[i], item.size, gain});
    asked += item.size;
  }
  return static_cast<std::size_t>(std::min(left_[p], asked));
}

Units CorePricing::best_set(Index p) {
  const std::size_t room = gather(p);
  const std::size_t rows = kept_.size();
  for (std::size_t i = 0; i < rows; ++i) add_row(row(table_, i), row(table_, i + 1), room + 1, kept_[i]);
  std::size_t at = room;
  const Units best = row(table_, rows)[at];
  for (std::size_t i = rows; i-- > 0;) {
    if (row(table_, i + 1)[at] == row(table_, i)[at]) continue;
    chosen_.push_back(kept_[i].item);
    at -= static_cast<std::size_t>(kept_[i].size);
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
  const std::size_t room = gather(p);
  const std::size_t rows = kept_.size();
  for (std::size_t i = 0; i < rows; ++i) add_row(row(table_, i), row(table_, i + 1), room + 1, kept_[i]);
  for (std::size_t i = 0; i < rows; ++i)
    add_row(row(after_, i), row(after_, i + 1), room + 1, kept_[rows - 1 - i]);
  const Units* all = row(table_, rows);
  const Units best = all[room];
  // Those without a gain: what the others have in the room they leave.
  for (std::size_t i = open_first_[p]; i < open_first_[p + 1]; ++i) {
    const Open& item = open_item_[i];
    const std::int64_t rest = left_[p] - item.size;
    used_[open_[i]] =
        rest < 0 ? -never
                 : best - (item.worth - net_[item.who]) - all[std::min(static_cast<std::size_t>(rest), room)];
  }
  for (std::size_t i = 0; i < rows; ++i) {
    const auto size = static_cast<std::size_t>(kept_[i].size);
    const Units* before = row(table_, i);
    const Units* after = row(after_, rows - 1 - i);
    Units without = 0;
    Units with = never;
    for (std::size_t at = 0; at <= room; ++at) without = std::max(without, before[at] + after[room - at]);
    for (std::size_t at = 0; at + size <= room; ++at)
      with = std::max(with, before[at] + after[room - size - at]);
    used_[kept_[i].item] = with == never ? -never : best - with - kept_[i].gain;
    unused_[kept_[i].item] = best - without;
  }
}

}  // namespace jalon::allocation
