#include "allocation/double_knapsack.hpp"

#include <algorithm>
#include <limits>

namespace jalon::allocation {

void DoubleKnapsack::begin(std::int64_t room, std::int64_t second) {
  room_ = static_cast<std::size_t>(room);
  second_ = static_cast<std::size_t>(second);
  kept_.clear();
  kind_ = 0;
}

void DoubleKnapsack::begin_kind(std::int32_t size, std::int32_t takes, std::int64_t spare) {
  kind_ = kept_.size();
  size_ = size;
  takes_ = takes;
  std::size_t fill = room_ / static_cast<std::size_t>(size);
  if (takes > 0) fill = std::min(fill, second_ / static_cast<std::size_t>(takes));
  enough_ = fill + static_cast<std::size_t>(spare);
  least_ = enough_ == 0 ? std::numeric_limits<Units>::infinity() : 0;
}

void DoubleKnapsack::insert(Units gain, std::uint32_t tag) {
  if (kept_.size() - kind_ < enough_) kept_.push_back({0, 0, size_, takes_, 1});
  std::size_t at = kept_.size() - 1;
  kept_[at].rank = static_cast<std::int32_t>(at - kind_) + 1;
  for (; at > kind_ && kept_[at - 1].gain < gain; --at) {
    kept_[at].gain = kept_[at - 1].gain;
    kept_[at].tag = kept_[at - 1].tag;
  }
  kept_[at].gain = gain;
  kept_[at].tag = tag;
  if (kept_.size() - kind_ == enough_) least_ = kept_.back().gain;
}

/// One row of a table: who is left out keeps `from`, who is taken adds the gain. Who comes k-th of a kind is
/// taken only where there is room for k.
void DoubleKnapsack::add_line(const Units* from, Units* to, const Entry& entry) const {
  const auto size = static_cast<std::size_t>(entry.size);
  const std::size_t begin = std::min(row(), size * static_cast<std::size_t>(entry.rank));
  std::copy(from, from + begin, to);
  const Units gain = entry.gain;
  for (std::size_t at = begin; at < row(); ++at) {
    const Units with = from[at - size] + gain;
    to[at] = from[at] < with ? with : from[at];
  }
}

void DoubleKnapsack::add_grid(const Units* from, Units* to, const Entry& entry, std::size_t times) const {
  const auto size = static_cast<std::size_t>(entry.size);
  const auto takes = static_cast<std::size_t>(entry.takes);
  const std::size_t begin = std::min(row(), size * times);
  const std::size_t first = std::min(second_ + 1, takes * times);
  std::copy(from, from + first * row(), to);
  const Units gain = entry.gain;
  const std::size_t width = row();
  for (std::size_t b = first; b <= second_; ++b) {
    const Units* here = from + b * width;
    const Units* less = here - takes * width - size;
    Units* out = to + b * width;
    std::copy(here, here + begin, out);
    for (std::size_t at = begin; at < width; ++at) {
      const Units with = less[at] + gain;
      out[at] = here[at] < with ? with : here[at];
    }
  }
}

DoubleKnapsack::Units DoubleKnapsack::best(std::vector<std::uint32_t>& chosen) {
  std::size_t lines = 0;
  while (lines < kept_.size() && kept_[lines].takes == 0) ++lines;
  const std::size_t grids = kept_.size() - lines;
  const std::size_t width = row();
  const std::size_t all = cells();
  if (line_.size() < (lines + 1) * width) line_.resize((lines + 1) * width);
  if (grid_.size() < (grids + 1) * all) grid_.resize((grids + 1) * all);
  std::fill_n(line_.begin(), width, 0.0);
  for (std::size_t i = 0; i < lines; ++i) add_line(&line_[i * width], &line_[(i + 1) * width], kept_[i]);
  std::fill_n(grid_.begin(), all, 0.0);
  for (std::size_t i = 0; i < grids; ++i) {
    const Entry& entry = kept_[lines + i];
    add_grid(&grid_[i * all], &grid_[(i + 1) * all], entry, static_cast<std::size_t>(entry.rank));
  }

  // How the room is best shared between the two tables.
  const Units* line = &line_[lines * width];
  const Units* grid = &grid_[grids * all + second_ * width];
  std::size_t shared = 0;
  for (std::size_t at = 1; at < width; ++at) {
    if (grid[at] + line[room_ - at] > grid[shared] + line[room_ - shared]) shared = at;
  }
  const Units most = grid[shared] + line[room_ - shared];

  chosen.clear();
  std::size_t at = room_ - shared;
  for (std::size_t i = lines; i-- > 0;) {
    if (line_[(i + 1) * width + at] == line_[i * width + at]) continue;
    chosen.push_back(kept_[i].tag);
    at -= static_cast<std::size_t>(kept_[i].size);
  }
  std::size_t cell = second_ * width + shared;
  for (std::size_t i = grids; i-- > 0;) {
    if (grid_[(i + 1) * all + cell] == grid_[i * all + cell]) continue;
    const Entry& entry = kept_[lines + i];
    chosen.push_back(entry.tag);
    cell -= offset(entry.size, entry.takes);
  }
  return most;
}

void DoubleKnapsack::fill_both_ways() {
  const std::size_t rows = kept_.size();
  const std::size_t all = cells();
  if (grid_.size() < (rows + 1) * all) grid_.resize((rows + 1) * all);
  if (after_.size() < (rows + 1) * all) after_.resize((rows + 1) * all);
  std::fill_n(grid_.begin(), all, 0.0);
  std::fill_n(after_.begin() + static_cast<std::ptrdiff_t>(rows * all), all, 0.0);
  for (std::size_t i = 0; i < rows; ++i)
    add_grid(&grid_[i * all], &grid_[(i + 1) * all], kept_[i], static_cast<std::size_t>(kept_[i].rank));
  // Backward the best of a kind come last: ranks say nothing there.
  for (std::size_t i = rows; i-- > 0;) add_grid(&after_[(i + 1) * all], &after_[i * all], kept_[i], 1);
}

DoubleKnapsack::Units DoubleKnapsack::best_beside(std::int64_t size, std::int64_t takes) const {
  return grid_[(kept_.size() + 1) * cells() - 1 - offset(size, takes)];
}

DoubleKnapsack::Units DoubleKnapsack::without(std::size_t entry) const {
  const std::size_t all = cells();
  const Units* before = &grid_[entry * all];
  const Units* after = &after_[(entry + 1) * all];
  Units most = 0;
  for (std::size_t at = 0; at < all; ++at) {
    const Units sum = before[at] + after[all - 1 - at];
    most = most < sum ? sum : most;
  }
  return most;
}

DoubleKnapsack::Units DoubleKnapsack::beside(std::size_t entry) const {
  const std::size_t all = cells();
  const Units* before = &grid_[entry * all];
  const Units* after = &after_[(entry + 1) * all];
  const std::size_t last = all - 1 - offset(kept_[entry].size, kept_[entry].takes);
  const std::size_t width = room_ + 1 - static_cast<std::size_t>(kept_[entry].size);
  Units most = 0;
  for (std::size_t b = 0; b + static_cast<std::size_t>(kept_[entry].takes) <= second_; ++b) {
    for (std::size_t at = b * row(); at < b * row() + width; ++at) {
      const Units sum = before[at] + after[last - at];
      most = most < sum ? sum : most;
    }
  }
  return most;
}

}  // namespace jalon::allocation
