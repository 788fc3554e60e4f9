#include "allocation/core_choice.hpp"

#include <algorithm>
#include <cmath>

namespace jalon::allocation {
namespace {

constexpr std::size_t compared = 4;
constexpr std::size_t least_clear = 2;  // of them

double not_quite_sure(double use) {
  return std::clamp(use, 0.02, 0.98);
}

}  // namespace

CoreChoice::CoreChoice(const CoreItems& items)
    : items_(items), with_(items.items().size()), without_(items.items().size()) {}

/// Of somebody who must be in and has two options open, one tells what the other would.
bool CoreChoice::says_the_same(const CoreNode& node, const std::vector<Index>& chosen, Index item) const {
  const Index who = items_[item].who;
  const auto of_them = [&](Index k) { return items_[k].who == who; };
  if (node.must[who] == 0 || std::none_of(chosen.begin(), chosen.end(), of_them)) return false;
  const auto open = [&](Index k) { return node.state[k] == CoreState::open; };
  return std::count_if(items_.of(who).begin(), items_.of(who).end(), open) == 2;
}

std::vector<Index> CoreChoice::to_compare(const CoreNode& node, const std::vector<double>& use) const {
  std::vector<std::pair<double, Index>> unclear;
  std::vector<std::pair<double, Index>> promising;
  const Units least = items_.per_value() / 1'000;
  for (Index k = 0; k < items_.items().size(); ++k) {
    if (node.state[k] != CoreState::open) continue;
    const double used = not_quite_sure(use[k]);
    const Units with = expected(with_[k], all_with_) * (1 - used);
    const Units without = expected(without_[k], all_without_) * used;
    unclear.emplace_back(std::abs(use[k] - 0.5), k);
    promising.emplace_back(-std::max(with, least) * std::max(without, least), k);
  }
  std::vector<Index> chosen;
  const auto add_up_to = [&](std::size_t count, std::vector<std::pair<double, Index>>& order) {
    // The first of the order are enough: some of them are left out.
    const std::size_t enough = std::min(order.size(), 4 * compared);
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(enough);
    std::partial_sort(order.begin(), end, order.end());
    for (auto one = order.begin(); one != end && chosen.size() < count; ++one) {
      const bool there = std::find(chosen.begin(), chosen.end(), one->second) != chosen.end();
      if (!there && !says_the_same(node, chosen, one->second)) chosen.push_back(one->second);
    }
  };
  add_up_to(least_clear, unclear);
  add_up_to(compared, promising);
  return chosen;
}

void CoreChoice::learn(Index item, double use, Units with, Units without) {
  const double used = not_quite_sure(use);
  const auto add = [](Falls& falls, Units by) {
    falls.sum += by;
    falls.times += 1;
  };
  for (Falls* falls : {&with_[item], &all_with_}) add(*falls, with / (1 - used));
  for (Falls* falls : {&without_[item], &all_without_}) add(*falls, without / used);
}

}  // namespace jalon::allocation
