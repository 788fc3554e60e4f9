#include "allocation/core_pricing.hpp"

#include <algorithm>

namespace jalon::allocation {
namespace {

/// One row of a table: who is left out keeps `from`, who is taken adds its gain.
void add_row(const Units* from, Units* to, std::size_t row, std::size_t size, Units gain) {
  std::copy(from, from + size, to);
  const Units* less = from - size;
  for (std::size_t at = size; at < row; ++at) to[at] = std::max(from[at], less[at] + gain);
}

}  // namespace

bool CorePricing::look_at(const CoreNode& node) {
  active_.clear();
  is_active_.assign(items_.undecided(), 0);
  sure_ = items_.fixed();
  left_ = items_.room();
  missing_ = items_.missing();
  sure_items_.clear();
  open_.clear();
  open_first_.assign(1, 0);
  for (Index p = 0; p < items_.places(); ++p) {
    for (const Index k : items_.of_place(p)) {
      if (node.state[k] == CoreState::no) continue;
      if (node.state[k] == CoreState::open) {
        open_.push_back(k);
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
  gain_.clear();
  kept_.clear();
  std::int64_t asked = 0;
  for (std::size_t i = open_first_[p]; i < open_first_[p + 1]; ++i) {
    const CoreItem& item = items_[open_[i]];
    const Units gain = item.worth - net_[item.who];
    if (gain <= 0 || item.size > left_[p]) continue;
    gain_.push_back(gain);
    kept_.push_back(open_[i]);
    asked += item.size;
  }
  return static_cast<std::size_t>(std::min(left_[p], asked));
}

Units CorePricing::best_set(Index p) {
  const std::size_t row = gather(p) + 1;
  const std::size_t rows = kept_.size();
  if (table_.size() < (rows + 1) * row) table_.resize((rows + 1) * row);
  std::fill_n(table_.begin(), row, 0.0);
  for (std::size_t i = 0; i < rows; ++i) {
    const auto size = static_cast<std::size_t>(items_[kept_[i]].size);
    add_row(&table_[i * row], &table_[(i + 1) * row], row, size, gain_[i]);
  }
  std::size_t at = row - 1;
  const Units best = table_[rows * row + at];
  for (std::size_t i = rows; i-- > 0;) {
    if (table_[(i + 1) * row + at] == table_[i * row + at]) continue;
    chosen_.push_back(kept_[i]);
    at -= static_cast<std::size_t>(items_[kept_[i]].size);
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
  const std::size_t row = room + 1;
  const std::size_t rows = kept_.size();
  if (table_.size() < (rows + 1) * row) table_.resize((rows + 1) * row);
  if (after_.size() < (rows + 1) * row) after_.resize((rows + 1) * row);
  std::fill_n(table_.begin(), row, 0.0);
  std::fill_n(after_.begin() + static_cast<std::ptrdiff_t>(rows * row), row, 0.0);
  for (std::size_t i = 0; i < rows; ++i)
    add_row(&table_[i * row], &table_[(i + 1) * row], row, static_cast<std::size_t>(items_[kept_[i]].size),
            gain_[i]);
  for (std::size_t i = rows; i-- > 0;)
    add_row(&after_[(i + 1) * row], &after_[i * row], row, static_cast<std::size_t>(items_[kept_[i]].size),
            gain_[i]);
  const Units* all = &table_[rows * row];
  const Units best = all[room];
  // Those without a gain: what the others have in the room they leave.
  for (std::size_t i = open_first_[p]; i < open_first_[p + 1]; ++i) {
    const CoreItem& item = items_[open_[i]];
    const std::int64_t rest = left_[p] - item.size;
    used_[open_[i]] =
        rest < 0 ? -never
                 : best - (item.worth - net_[item.who]) - all[std::min(static_cast<std::size_t>(rest), room)];
  }
  for (std::size_t i = 0; i < rows; ++i) {
    const auto size = static_cast<std::size_t>(items_[kept_[i]].size);
    const Units* before = &table_[i * row];
    const Units* after = &after_[(i + 1) * row];
    Units without = 0;
    Units with = never;
    for (std::size_t at = 0; at < row; ++at) without = std::max(without, before[at] + after[room - at]);
    for (std::size_t at = 0; at + size < row; ++at)
      with = std::max(with, before[at] + after[room - size - at]);
    used_[kept_[i]] = with == never ? -never : best - with - gain_[i];
    unused_[kept_[i]] = best - without;
  }
}

}  // namespace jalon::allocation
