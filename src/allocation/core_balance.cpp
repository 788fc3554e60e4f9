#include "allocation/core_balance.hpp"

#include <algorithm>

namespace jalon::allocation {
namespace {

constexpr double fine = 500;  // parts of what the bound could fall by: sets that differ by less balance
constexpr std::size_t most_sets_of_a_place = 10;
constexpr int rounds = 10;             // over all places for one look at new prices
constexpr double share_of_tier = 0.1;  // a tier counts many, so that its price moves less for each

}  // namespace

std::vector<double> use_of_items(const CoreNode& node) {
  std::vector<double> use(node.state.size(), 0);
  const CoreMix& mix = node.mix;
  for (std::size_t s = 0; s < mix.share.size(); ++s) {
    for (Index i = mix.first[s]; i < mix.first[s + 1]; ++i) use[mix.items[i]] += mix.share[s];
  }
  return use;
}

CoreBalance::CoreBalance(const CoreItems& items, const CorePricing& pricing)
    : items_(items),
      pricing_(pricing),
      sets_(items.places()),
      load_(items.undecided() + items.tiers(), 0),
      price_(load_.size(), 0),
      differs_(load_.size(), 0) {
  for (const CoreItem& item : items.items()) worth_.emplace_back(item.who, item.worth);
}

/// Puts what is open of a set at the end of `pool_`; whether it fits in what is left of its place.
bool CoreBalance::still_possible(const CoreNode& node, Index p, Index first, Index last) {
  std::int64_t size = 0;
  std::int64_t second = 0;
  for (Index i = first; i < last; ++i) {
    const Index k = node.mix.items[i];
    if (node.state[k] != CoreState::open) continue;
    pool_.push_back(k);
    size += items_[k].size;
    second += items_.takes(items_[k].who);
  }
  return size <= pricing_.left(p) && second <= pricing_.second_left(p);
}

void CoreBalance::begin(const CoreNode& node) {
  for (std::vector<Set>& of : sets_) of.clear();
  pool_.clear();
  const CoreMix& mix = node.mix;
  for (std::size_t s = 0; s < mix.share.size(); ++s) {
    const auto first = static_cast<Index>(pool_.size());
    if (still_possible(node, mix.place[s], mix.first[s], mix.first[s + 1])) {
      sets_[mix.place[s]].push_back({mix.share[s], 0, first, static_cast<Index>(pool_.size()) - first});
    } else {
      pool_.resize(first);
    }
  }
  // Nobody is a set too.
  for (const Index k : pricing_.open()) {
    std::vector<Set>& of = sets_[items_[k].place];
    if (std::none_of(of.begin(), of.end(), [](const Set& set) { return set.count == 0; }))
      of.push_back({0, 0, 0, 0});
  }
}

void CoreBalance::reach(Units spare) {
  spare_ = spare;
  pull_ = spare / 2;
}

bool CoreBalance::is_chosen(const Set& set, std::size_t first, std::size_t count) const {
  if (set.count != count) return false;
  const auto chosen = pricing_.chosen().begin() + static_cast<std::ptrdiff_t>(first);
  return std::equal(chosen, chosen + static_cast<std::ptrdiff_t>(count), pool_.begin() + set.first);
}

/// Of too many, the oldest that do not count are forgotten.
void CoreBalance::make_room(std::vector<Set>& of) {
  std::size_t many = of.size();
  std::erase_if(of, [&](const Set& set) {
    if (many <= most_sets_of_a_place || set.share > 0 || set.count == 0) return false;
    --many;
    return true;
  });
}

void CoreBalance::add_chosen() {
  const std::vector<Index>& chosen = pricing_.chosen();
  for (std::size_t first = 0; first < chosen.size();) {
    const Index p = items_[chosen[first]].place;
    std::size_t last = first;
    while (last < chosen.size() && items_[chosen[last]].place == p) ++last;
    std::vector<Set>& of = sets_[p];
    const auto known = [&](const Set& set) { return is_chosen(set, first, last - first); };
    if (std::none_of(of.begin(), of.end(), known)) {
      make_room(of);
      of.push_back({0, 0, static_cast<Index>(pool_.size()), static_cast<Index>(last - first)});
      pool_.insert(pool_.end(), chosen.begin() + static_cast<std::ptrdiff_t>(first),
                   chosen.begin() + static_cast<std::ptrdiff_t>(last));
    }
    first = last;
  }
}

/// What sets that are not possible any more leave goes to the newest.
void CoreBalance::give_missing_shares() {
  for (std::vector<Set>& of : sets_) {
    if (of.empty()) continue;
    double missing = 1;
    for (const Set& set : of) missing -= set.share;
    if (missing > 1e-9) of.back().share += missing;
  }
}

void CoreBalance::add_up(const CoreNode& node) {
  std::fill(load_.begin(), load_.end(), 0.0);
  for (const std::vector<Set>& of : sets_) {
    for (const Set& set : of) {
      for (Index i = set.first; i < set.first + set.count; ++i) {
        const Index c = items_[pool_[i]].who;
        load_[c] += set.share;
        if (items_.tier(c) < items_.tiers()) load_[items_.undecided() + items_.tier(c)] += set.share;
      }
    }
  }
  price_all(node);
}

void CoreBalance::price_all(const CoreNode& node) {
  for (const Index c : pricing_.active()) price_candidate(node, c);
  for (std::size_t k = 0; k < items_.tiers(); ++k) price_tier(node, k);
}

void CoreBalance::price_candidate(const CoreNode& node, Index c) {
  const Units price = node.price[c] + pull_ * (load_[c] - 1);
  price_[c] = node.must[c] != 0 ? price : std::max(0.0, price);
}

void CoreBalance::price_tier(const CoreNode& node, std::size_t k) {
  const std::size_t at = items_.undecided() + k;
  const double under = static_cast<double>(pricing_.missing()[k]) - load_[at];
  price_[at] = std::max(0.0, node.price[at] + share_of_tier * pull_ * under);
}

void CoreBalance::went_down(const CoreNode& node, Units by) {
  constexpr double farther = 1.5;
  if (by > spare_ / 500) pull_ *= farther;
  price_all(node);
}

void CoreBalance::stayed(const CoreNode& node) {
  constexpr double nearer = 0.84;
  pull_ = std::max(pull_ * nearer, spare_ / 30);
  price_all(node);
}

Units CoreBalance::gain_of(const Set& set) const {
  Units sum = 0;
  for (Index i = set.first; i < set.first + set.count; ++i) {
    const auto& [who, worth] = worth_[pool_[i]];
    sum += worth - price_[who];
  }
  if (items_.tiers() == 0) return sum;
  for (Index i = set.first; i < set.first + set.count; ++i) {
    const Index c = worth_[pool_[i]].first;
    if (items_.tier(c) < items_.tiers()) sum += price_[items_.undecided() + items_.tier(c)];
  }
  return sum;
}

/// How fast the penalty grows when share goes from one to the other; `differs_` has where they differ.
double CoreBalance::bend(const Set& to, const Set& from) {
  const auto count = [&](const Set& set, double sign) {
    for (Index i = set.first; i < set.first + set.count; ++i) {
      const Index c = items_[pool_[i]].who;
      differs_[c] += sign;
      if (items_.tier(c) < items_.tiers()) differs_[items_.undecided() + items_.tier(c)] += sign;
    }
  };
  count(to, 1);
  count(from, -1);
  double sum = 0;
  for (const Set* set : {&to, &from}) {
    for (Index i = set->first; i < set->first + set->count; ++i) {
      const double by = differs_[items_[pool_[i]].who];
      sum += by * by;
    }
  }
  for (std::size_t at = items_.undecided(); at < differs_.size(); ++at)
    sum += share_of_tier * differs_[at] * differs_[at];
  return sum * pull_;
}

void CoreBalance::shift(const CoreNode& node, Set& to, Set& from) {
  const double slope = to.gain - from.gain;
  const double bends = bend(to, from);
  const double step = bends * from.share <= slope ? from.share : slope / bends;
  to.share += step;
  from.share -= step;
  for (const Set* set : {&to, &from}) {
    for (Index i = set->first; i < set->first + set->count; ++i) {
      const Index c = items_[pool_[i]].who;
      if (differs_[c] == 0) continue;
      load_[c] += step * differs_[c];
      differs_[c] = 0;
      price_candidate(node, c);
    }
  }
  for (std::size_t k = 0; k < items_.tiers(); ++k) {
    double& by = differs_[items_.undecided() + k];
    if (by == 0) continue;
    load_[items_.undecided() + k] += step * by;
    by = 0;
    price_tier(node, k);
  }
}

Units CoreBalance::improve(const CoreNode& node, std::vector<Set>& of) {
  if (of.size() < 2) return 0;
  Set* best = nullptr;
  Set* worst = nullptr;
  for (Set& set : of) {
    set.gain = gain_of(set);
    if (best == nullptr || set.gain > best->gain) best = &set;
    if (set.share > 0 && (worst == nullptr || set.gain < worst->gain)) worst = &set;
  }
  if (worst == nullptr || worst->gain >= best->gain) return 0;
  const Units apart = best->gain - worst->gain;
  if (apart > spare_ / fine) shift(node, *best, *worst);
  return apart;
}

void CoreBalance::find(const CoreNode& node, std::vector<Units>& price) {
  give_missing_shares();
  add_up(node);
  for (int round = 0; round < rounds; ++round) {
    Units most = 0;
    for (std::vector<Set>& of : sets_) most = std::max(most, improve(node, of));
    if (most <= spare_ / fine) break;
  }
  for (const Index c : pricing_.active()) price[c] = whole_units(price_[c]);
  for (std::size_t at = items_.undecided(); at < price_.size(); ++at) price[at] = whole_units(price_[at]);
}

void CoreBalance::keep(CoreNode& node) const {
  CoreMix& mix = node.mix;
  mix = {};
  for (Index p = 0; p < items_.places(); ++p) {
    for (const Set& set : sets_[p]) {
      mix.place.push_back(p);
      mix.share.push_back(set.share);
      mix.items.insert(mix.items.end(), pool_.begin() + set.first, pool_.begin() + set.first + set.count);
      mix.first.push_back(static_cast<Index>(mix.items.size()));
    }
  }
}

}  // namespace jalon::allocation
