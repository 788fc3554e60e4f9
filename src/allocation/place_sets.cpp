#include "allocation/place_sets.hpp"

#include <algorithm>
#include <functional>

namespace jalon::allocation {
namespace {

constexpr std::int64_t most_cells =
    50'000'000;  // of the tables of all places together: some tenths of a second

/// Room beyond what all who are eligible take is no room.
std::vector<std::int64_t> room_that_counts(const Network& network) {
  std::vector<std::int64_t> asked(network.places(), 0);
  for (Index arc = 0; arc < network.arcs.size(); ++arc)
    asked[network.arcs[arc].place] += network.size_of(arc);
  for (Index p = 0; p < network.places(); ++p) {
    asked[p] = std::max<std::int64_t>(0, std::min(asked[p], network.capacity[p]));
  }
  return asked;
}

/// One row of a table: who is left out keeps `from`, who is taken adds its gain.
void add_row(const Scaled* from, Scaled* to, std::size_t row, std::size_t size, Scaled gain) {
  for (std::size_t at = 0; at < size; ++at) to[at] = from[at];
  for (std::size_t at = size; at < row; ++at) to[at] = std::max(from[at], from[at - size] + gain);
}

}  // namespace

PlaceSets::PlaceSets(const Network& network, const std::vector<std::int64_t>& coefficient,
                     const std::vector<bool>& usable)
    : first_(network.places() + std::size_t{1}, 0), room_(room_that_counts(network)) {
  const auto counts = [&](Index arc) {
    return network.size_of(arc) <= room_[network.arcs[arc].place] && (usable.empty() || usable[arc]);
  };
  for (Index arc = 0; arc < network.arcs.size(); ++arc) {
    if (counts(arc)) ++first_[network.arcs[arc].place + std::size_t{1}];
  }
  for (std::size_t p = 0; p < network.places(); ++p) first_[p + 1] += first_[p];
  items_.resize(first_.back());
  std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
  for (Index c = 0; c < network.candidates(); ++c) {
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      if (!counts(arc)) continue;
      items_[next[network.arcs[arc].place]++] = {c, arc, static_cast<std::int32_t>(network.size_of(arc)), 0,
                                                 coefficient[arc] * scaled_unit};
    }
  }
  for (Index p = 0; p < places(); ++p) {
    std::stable_sort(items_.begin() + static_cast<std::ptrdiff_t>(first_[p]),
                     items_.begin() + static_cast<std::ptrdiff_t>(first_[p + 1]),
                     [](const Item& a, const Item& b) { return a.size < b.size; });
  }
}

bool PlaceSets::affordable(const Network& network) {
  const std::vector<std::int64_t> room = room_that_counts(network);
  std::vector<std::int64_t> eligible(network.places(), 0);
  for (const Arc& arc : network.arcs) ++eligible[arc.place];
  std::int64_t cells = 0;
  for (Index p = 0; p < network.places(); ++p) {
    // Rows are counted as if everybody took one unit; room for 3,000 is 3,000 persons in one place.
    if (room[p] > 3'000) return false;
    cells += std::min(eligible[p], room[p]) * room[p];
    if (cells > most_cells) return false;
  }
  return true;
}

void PlaceSets::keep_the_best(Index p, const std::vector<Scaled>& price, std::int64_t spare) {
  kept_.clear();
  for (std::size_t k = first_[p]; k < first_[p + 1];) {
    const std::int32_t size = items_[k].size;
    const std::size_t begin = kept_.size();
    for (; k < first_[p + 1] && items_[k].size == size; ++k) {
      const Scaled gain = items_[k].worth - price[items_[k].candidate];
      if (gain > 0) kept_.emplace_back(gain, &items_[k]);
    }
    const auto fill = static_cast<std::size_t>(room_[p] / size + spare);
    if (kept_.size() - begin <= fill) continue;
    const auto from = kept_.begin() + static_cast<std::ptrdiff_t>(begin);
    std::nth_element(from, from + static_cast<std::ptrdiff_t>(fill), kept_.end(), std::greater<>());
    kept_.resize(begin + fill);
  }
}

Scaled PlaceSets::best_set(Index p, const std::vector<Scaled>& price, std::vector<const Item*>& chosen) {
  keep_the_best(p, price, 0);
  const auto row = static_cast<std::size_t>(room_[p]) + 1;
  best_.assign(row, 0);
  taken_.assign(kept_.size() * row, 0);
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    const auto size = static_cast<std::size_t>(kept_[i].second->size);
    const Scaled gain = kept_[i].first;
    char* taken = taken_.data() + i * row;
    for (std::size_t at = row; at-- > size;) {
      const Scaled with = best_[at - size] + gain;
      const bool more = with > best_[at];
      best_[at] = more ? with : best_[at];
      taken[at] = more;
    }
  }
  chosen.clear();
  std::size_t at = row - 1;
  for (std::size_t i = kept_.size(); i-- > 0;) {
    if (taken_[i * row + at] == 0) continue;
    chosen.push_back(kept_[i].second);
    at -= static_cast<std::size_t>(kept_[i].second->size);
  }
  return best_.back();
}

void PlaceSets::losses(Index p, const std::vector<Scaled>& price, std::vector<Scaled>& in,
                       std::vector<Scaled>& out) {
  keep_the_best(p, price, 1);  // one spare: who steps in for the one left out
  const auto row = static_cast<std::size_t>(room_[p]) + 1;
  const std::size_t rows = kept_.size();
  before_.assign((rows + 1) * row, 0);
  after_.assign((rows + 1) * row, 0);
  for (std::size_t i = 0; i < rows; ++i) {
    const auto size = static_cast<std::size_t>(kept_[i].second->size);
    add_row(&before_[i * row], &before_[(i + 1) * row], row, size, kept_[i].first);
  }
  for (std::size_t i = rows; i-- > 0;) {
    const auto size = static_cast<std::size_t>(kept_[i].second->size);
    add_row(&after_[(i + 1) * row], &after_[i * row], row, size, kept_[i].first);
  }
  const Scaled* all = &before_[rows * row];
  const Scaled best = all[row - 1];
  // Right for those not kept: a place that one of them is in has no room for all the others of its size.
  for (const Item* item = begin(p); item != end(p); ++item) {
    const auto size = static_cast<std::size_t>(item->size);
    in[item->arc] = best - (item->worth - price[item->candidate]) - all[row - 1 - size];
    out[item->arc] = 0;
  }
  for (std::size_t i = 0; i < rows; ++i) {
    const auto size = static_cast<std::size_t>(kept_[i].second->size);
    const Scaled* before = &before_[i * row];
    const Scaled* after = &after_[(i + 1) * row];
    Scaled without = 0;
    Scaled with = 0;
    for (std::size_t at = 0; at < row; ++at) without = std::max(without, before[at] + after[row - 1 - at]);
    for (std::size_t at = 0; at + size < row; ++at)
      with = std::max(with, before[at] + after[row - 1 - size - at]);
    in[kept_[i].second->arc] = best - with - kept_[i].first;
    out[kept_[i].second->arc] = best - without;
  }
}

}  // namespace jalon::allocation
