#include "allocation/two_resource_sets.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace jalon::allocation {
namespace {

constexpr std::int64_t most_cells =
    60'000'000;  // of the tables of all places together: some tenths of a second
constexpr std::int64_t most_cells_of_a_place = 4'000'000;
constexpr double exact_below = 0x1p51;

/// Whether the place could hold this candidate alone.
bool fits(const Network& network, Index c, Index arc) {
  const Index p = network.arcs[arc].place;
  return network.size_of(arc) <= network.capacity[p] && network.takes[c] <= network.second[p];
}

}  // namespace

TwoResourceSets::TwoResourceSets(const Network& network, const std::vector<std::int64_t>& coefficient,
                                 const std::vector<bool>& usable)
    : first_(network.places() + std::size_t{1}, 0), room_(network.places(), 0), second_(network.places(), 0) {
  const auto each = [&](const auto& found) {
    for (Index c = 0; c < network.candidates(); ++c) {
      for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
        if (fits(network, c, arc) && (usable.empty() || usable[arc])) found(c, arc, network.arcs[arc].place);
      }
    }
  };
  each([&](Index c, Index arc, Index p) {
    ++first_[p + std::size_t{1}];
    room_[p] = std::min(network.capacity[p], room_[p] + network.size_of(arc));
    second_[p] = std::min(network.second[p], second_[p] + network.takes[c]);
  });
  for (std::size_t p = 0; p < network.places(); ++p) first_[p + 1] += first_[p];
  items_.resize(first_.back());
  std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
  each([&](Index c, Index arc, Index p) {
    items_[next[p]++] = {c, arc, static_cast<std::int32_t>(network.size_of(arc)),
                         static_cast<std::int32_t>(network.takes[c]), coefficient[arc] * scaled_unit};
  });
  for (Index p = 0; p < places(); ++p) {
    std::stable_sort(
        items_.begin() + static_cast<std::ptrdiff_t>(first_[p]),
        items_.begin() + static_cast<std::ptrdiff_t>(first_[p + std::size_t{1}]),
        [](const Item& a, const Item& b) { return std::tie(a.takes, a.size) < std::tie(b.takes, b.size); });
  }
}

bool TwoResourceSets::affordable(const Network& network, const std::vector<std::int64_t>& coefficient) {
  constexpr std::int64_t longest = 3'000;  // persons in one place
  for (Index p = 0; p < network.places(); ++p) {
    if (network.capacity[p] > longest || network.second[p] > longest) return false;
  }
  const TwoResourceSets sets(network, coefficient);
  std::int64_t cells = 0;
  for (Index p = 0; p < sets.places(); ++p) {
    const std::int64_t rows = std::min<std::int64_t>(sets.end(p) - sets.begin(p), sets.room(p)) + 1;
    const std::int64_t here = rows * (sets.room(p) + 1) * (sets.second(p) + 1);
    cells += here;
    if (here > most_cells_of_a_place || cells > most_cells) return false;
    double most = 0;
    for (const Item* item = sets.begin(p); item != sets.end(p); ++item)
      most = std::max(most, std::abs(static_cast<double>(item->worth)));
    // What the prices of tiers add stays within a few times that.
    if (8 * most * static_cast<double>(rows) > exact_below) return false;
  }
  return true;
}

void TwoResourceSets::gather(Index p, const std::vector<Scaled>& price, std::int64_t spare) {
  knapsack_.begin(room_[p], second_[p]);
  const Item* last = end(p);
  for (const Item* item = begin(p); item != last;) {
    const Item* kind = item;
    knapsack_.begin_kind(kind->size, kind->takes, spare);
    for (; item != last && item->same_kind(*kind); ++item) {
      knapsack_.add(static_cast<double>(item->worth - price[item->candidate]),
                    static_cast<std::uint32_t>(item - items_.data()));
    }
  }
}

Scaled TwoResourceSets::best_set(Index p, const std::vector<Scaled>& price,
                                 std::vector<const Item*>& chosen) {
  gather(p, price, 0);
  const double best = knapsack_.best(tags_);
  chosen.clear();
  for (const std::uint32_t tag : tags_) chosen.push_back(&items_[tag]);
  return static_cast<Scaled>(best);
}

void TwoResourceSets::losses(Index p, const std::vector<Scaled>& price, std::vector<Scaled>& in,
                             std::vector<Scaled>& out) {
  gather(p, price, 1);  // one spare: who steps in for the one left out
  knapsack_.fill_both_ways();
  const double best = knapsack_.best_of_all();
  // Right for those not kept: a place that one of them is in has no room for all the others of its kind.
  for (const Item* item = begin(p); item != end(p); ++item) {
    const double beside = knapsack_.best_beside(item->size, item->takes);
    in[item->arc] = static_cast<Scaled>(best - beside) - (item->worth - price[item->candidate]);
    out[item->arc] = 0;
  }
  for (std::size_t k = 0; k < knapsack_.kept().size(); ++k) {
    const DoubleKnapsack::Entry& entry = knapsack_.kept()[k];
    const Index arc = items_[entry.tag].arc;
    in[arc] = static_cast<Scaled>(best - knapsack_.beside(k) - entry.gain);
    out[arc] = static_cast<Scaled>(best - knapsack_.without(k));
  }
}

}  // namespace jalon::allocation
