#include "allocation/bundle_plan.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "allocation/bundle_prices.hpp"

namespace jalon::allocation {
namespace {

constexpr std::size_t neighbours = 3;  // places that are emptied together
constexpr int most_rounds = 30;
constexpr std::size_t rows_of_a_candidate = 3;  // that are looked at to refill a place, in the mean

}  // namespace

BundlePlan::BundlePlan(const Parties& parties, const std::vector<bool>& must)
    : parties_(parties),
      must_(must),
      search_(parties),
      plan_(parties.count()),
      room_gain_(parties.problem().options.count()) {
  for (std::size_t r = 0; r < parties.resources(); ++r) {
    for (Index p = 0; p < parties.problem().places.size(); ++p) left_.push_back(parties.capacity(r, p));
  }
}

void BundlePlan::put(std::size_t party, const Bundle& bundle) {
  for (const Index row : plan_[party]) {
    for (std::size_t r = 0; r < parties_.resources(); ++r) left_[at(r, place(row))] += parties_.takes(r, row);
  }
  plan_[party] = bundle;
  for (const Index row : plan_[party]) {
    for (std::size_t r = 0; r < parties_.resources(); ++r) left_[at(r, place(row))] -= parties_.takes(r, row);
  }
}

void BundlePlan::put_all(const std::vector<Bundle>& bundles) {
  // First all out, then all in: in between there is room for everybody.
  for (std::size_t party = 0; party < plan_.size(); ++party) put(party, {});
  for (std::size_t party = 0; party < plan_.size(); ++party) put(party, bundles[party]);
}

bool BundlePlan::put_if_room(std::size_t party, const Bundle& bundle) {
  if (!fits(bundle)) return false;
  put(party, bundle);
  return true;
}

bool BundlePlan::has_room(Index row) const {
  for (std::size_t r = 0; r < parties_.resources(); ++r) {
    if (parties_.takes(r, row) > left_[at(r, place(row))]) return false;
  }
  return true;
}

bool BundlePlan::stands() const {
  for (std::size_t party = 0; party < plan_.size(); ++party) {
    if (must_[party] && plan_[party].empty()) return false;
  }
  return true;
}

bool BundlePlan::fits(const Bundle& bundle) const {
  for (const Index row : bundle) {
    for (std::size_t r = 0; r < parties_.resources(); ++r) {
      std::int64_t asked = 0;
      for (const Index other : bundle) {
        if (place(other) == place(row)) asked += parties_.takes(r, other);
      }
      if (asked > left_[at(r, place(row))]) return false;
    }
  }
  return true;
}

/// Most places are full: a search that knows it does not try all bundles that end in one.
void BundlePlan::hide_what_has_no_room(std::size_t party, const std::vector<double>& gain) {
  for (const Index c : parties_.members(party)) {
    for (const Index row : parties_.rows(c)) room_gain_[row] = has_room(row) ? gain[row] : no_bundle;
  }
}

bool BundlePlan::improve(std::size_t party, const std::vector<double>& gain) {
  const Bundle before = plan_[party];
  put(party, {});
  hide_what_has_no_room(party, gain);
  Bundle best = before;
  double most = must_[party] ? no_bundle : 0;
  if (!before.empty() || !must_[party]) {
    most = 0;
    for (const Index row : before) most += gain[row];
  }
  const double had = most;
  search_.search(
      party, room_gain_, [&] { return most; },
      [&](const Bundle& bundle, double sum) {
        if (!fits(bundle)) return;
        most = sum;
        best = bundle;
      },
      steps_to_price);
  put(party, best);
  return most > had + 1e-9;
}

void BundlePlan::settle(std::vector<std::size_t> order, const std::vector<double>& gain,
                        const std::function<double()>& seconds_left) {
  for (int round = 0; round < most_rounds; ++round) {
    bool any = false;
    for (std::size_t k = 0; k < order.size(); ++k) {
      if (k % 64 == 0 && seconds_left() <= 0) return;
      any = improve(order[k], gain) || any;
    }
    if (!any) break;
    std::shuffle(order.begin(), order.end(), random_);
  }
}

std::vector<std::vector<Index>> BundlePlan::who_could_come(const std::vector<double>& priced) const {
  std::vector<std::pair<double, Index>> order;  // what a row loses against the candidate's best
  std::vector<Index> party_of(parties_.problem().candidates.size());
  for (std::size_t party = 0; party < parties_.count(); ++party) {
    for (const Index c : parties_.members(party)) {
      party_of[c] = static_cast<Index>(party);
      double best = 0;
      for (const Index row : parties_.rows(c)) best = std::max(best, priced[row]);
      for (const Index row : parties_.rows(c)) order.emplace_back(best - priced[row], row);
    }
  }
  const std::size_t few = std::min(order.size(), rows_of_a_candidate * parties_.problem().candidates.size());
  std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(few), order.end());
  std::vector<std::vector<Index>> could_come(parties_.problem().places.size());
  for (std::size_t k = 0; k < few; ++k) {
    const Index row = order[k].second;
    could_come[place(row)].push_back(party_of[parties_.candidate_of(row)]);
  }
  for (std::vector<Index>& parties : could_come) {
    std::sort(parties.begin(), parties.end());
    parties.erase(std::unique(parties.begin(), parties.end()), parties.end());
  }
  return could_come;
}

/// Places that share parties, drawn one from the other.
std::vector<Index> BundlePlan::draw_neighbours(const std::vector<std::vector<Index>>& could_come) {
  std::vector<Index> around{static_cast<Index>(random_() % could_come.size())};
  for (int tries = 0; tries < 12 && around.size() < neighbours; ++tries) {
    const std::vector<Index>& there = could_come[around[random_() % around.size()]];
    if (there.empty()) continue;
    const std::vector<Index>& members = parties_.members(there[random_() % there.size()]);
    const std::vector<Index>& rows = parties_.rows(members[random_() % members.size()]);
    if (rows.empty()) continue;
    const Index q = place(rows[random_() % rows.size()]);
    if (std::find(around.begin(), around.end(), q) == around.end()) around.push_back(q);
  }
  return around;
}

void BundlePlan::rebuild(const std::vector<double>& priced, const std::vector<double>& gain, int patience,
                         const std::function<double()>& seconds_left) {
  if (parties_.problem().places.empty()) return;
  const std::vector<std::vector<Index>> could_come = who_could_come(priced);
  std::vector<Index> who;
  std::vector<Bundle> before;
  int since_better = 0;
  for (unsigned time = 0; since_better < patience; ++time, ++since_better) {
    if (time % 16 == 0 && seconds_left() <= 0) break;
    const std::vector<Index> around = draw_neighbours(could_come);
    who.clear();
    for (const Index p : around) who.insert(who.end(), could_come[p].begin(), could_come[p].end());
    std::sort(who.begin(), who.end());
    who.erase(std::unique(who.begin(), who.end()), who.end());
    std::shuffle(who.begin(), who.end(), random_);
    before.clear();
    double change = 0;
    for (const Index party : who) {
      before.push_back(plan_[party]);
      for (const Index row : plan_[party]) change -= gain[row];
    }
    for (const Index party : who) {
      const bool there = std::any_of(plan_[party].begin(), plan_[party].end(), [&](Index row) {
        return std::find(around.begin(), around.end(), place(row)) != around.end();
      });
      if (there && !must_[party] && random_() % 2 == 0) put(party, {});
    }
    for (const Index party : who) improve(party, priced);
    for (int round = 0; round < 2; ++round) {
      for (const Index party : who) improve(party, gain);
    }
    for (const Index party : who) {
      for (const Index row : plan_[party]) change += gain[row];
    }
    if (change > 1e-9) since_better = 0;
    if (change >= -1e-9) continue;
    // First all out, then all back: in between there is room for everybody.
    for (const Index party : who) put(party, {});
    for (std::size_t k = 0; k < who.size(); ++k) put(who[k], before[k]);
  }
  assert(std::none_of(left_.begin(), left_.end(), [](std::int64_t units) { return units < 0; }));
}

}  // namespace jalon::allocation
