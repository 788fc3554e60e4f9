#include "allocation/network.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <tuple>
#include <utility>

namespace jalon::allocation {

std::uint64_t draw(std::uint64_t seed, std::string_view id) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  // The finalizer of SplitMix64: close ids, or close seeds, must not give close draws.
  hash += 0x9e3779b97f4a7c15u * (seed + 1);
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
  return hash ^ (hash >> 31);
}

Locks read_locks(const Problem& problem) {
  Locks locks;
  locks.kept_at.assign(problem.candidates.size(), none);
  std::vector<std::int64_t> used(problem.places.size(), 0);
  const auto conflict = [&](Conflict kind, Index candidate, Index place) {
    locks.conflicts.push_back({kind, candidate, place});
  };
  for (const Lock& lock : problem.locks) {
    if (lock.kind != LockKind::keep) continue;
    Index& kept = locks.kept_at[lock.candidate];
    if (kept == lock.place) continue;
    if (kept != none) {
      conflict(Conflict::keep_twice, lock.candidate, lock.place);
      continue;
    }
    kept = lock.place;
    const Index row = problem.option_row(lock.candidate, lock.place);
    if (row == none) {
      conflict(Conflict::keep_without_option, lock.candidate, lock.place);
    } else {
      used[lock.place] += problem.size_of(lock.candidate, row);
    }
  }
  for (const Lock& lock : problem.locks) {
    if (lock.kind == LockKind::forbid && locks.kept_at[lock.candidate] == lock.place) {
      conflict(Conflict::keep_and_forbid, lock.candidate, lock.place);
    }
  }
  for (Index p = 0; p < problem.places.size(); ++p) {
    if (used[p] > problem.places[p].capacity) conflict(Conflict::keep_over_capacity, none, p);
  }
  return locks;
}

namespace {

/// Candidates by waiting time, then draw, then id: who comes first wins a tie.
std::vector<Index> candidates_in_order(const Problem& problem, std::uint64_t seed) {
  struct Key {
    std::int64_t since;
    std::uint64_t draw;
    Index candidate;
  };
  std::vector<Key> keys;
  keys.reserve(problem.candidates.size());
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    keys.push_back({problem.candidates[c].waiting_since, draw(seed, problem.candidates[c].id), c});
  }
  std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
    if (a.since != b.since) return a.since < b.since;
    if (a.draw != b.draw) return a.draw < b.draw;
    return problem.candidates[a.candidate].id < problem.candidates[b.candidate].id;
  });
  std::vector<Index> order;
  order.reserve(keys.size());
  for (const Key& key : keys) order.push_back(key.candidate);
  return order;
}

/// Room by place when everybody takes the same there; empty otherwise.
std::vector<std::int32_t> seats_of(const Network& network) {
  std::vector<std::int32_t> seat(network.places(), 0);
  for (Index arc = 0; arc < network.arcs.size(); ++arc) {
    std::int32_t& here = seat[network.arcs[arc].place];
    if (here != 0 && here != network.size[arc]) return {};
    here = network.size[arc];
  }
  return seat;
}

/// Candidates come in an order that memory does not know: ask ahead.
void fetch_options(const Options& options, Index candidate) {
  const Index row = options.begin(candidate);
  if (row == options.end(candidate)) return;
  __builtin_prefetch(&options.place[row]);
  __builtin_prefetch(&options.place[options.end(candidate) - 1]);
  options.value.fetch(row);
  options.value.fetch(options.end(candidate) - 1);
}

}  // namespace

Network make_network(const Problem& problem, const Locks& locks, std::uint64_t seed) {
  Network network;
  network.place.resize(problem.places.size());
  std::iota(network.place.begin(), network.place.end(), Index{0});
  std::sort(network.place.begin(), network.place.end(),
            [&](Index a, Index b) { return problem.places[a].id < problem.places[b].id; });
  std::vector<Index> number(problem.places.size());
  for (Index p = 0; p < network.places(); ++p) {
    number[network.place[p]] = p;
    network.capacity.push_back(problem.places[network.place[p]].capacity);
  }
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    const Index kept = locks.kept_at[c];
    if (kept != none) network.capacity[number[kept]] -= problem.size_of(c, problem.option_row(c, kept));
  }

  std::vector<std::pair<Index, Index>> forbidden;
  for (const Lock& lock : problem.locks) {
    if (lock.kind == LockKind::forbid) forbidden.emplace_back(lock.candidate, lock.place);
  }
  std::sort(forbidden.begin(), forbidden.end());

  const std::vector<std::int32_t> tiers = tiers_of(problem);
  network.tiers = static_cast<std::int32_t>(tiers.size());
  network.arcs.reserve(problem.options.count());
  if (!problem.options.value.is_narrow()) network.wide.reserve(problem.options.count());
  // Values within largest_value keep 30 bits; the engines that round say so, the others read `wide`.
  if (!problem.options.value.is_narrow()) network.shift = 11;
  std::vector<std::pair<Index, Index>> arcs;  // place, row
  bool sizes = false;
  const std::vector<Index> order = candidates_in_order(problem, seed);
  for (std::size_t k = 0; k < order.size(); ++k) {
    if (k + 4 < order.size()) fetch_options(problem.options, order[k + 4]);
    const Index c = order[k];
    if (locks.kept_at[c] != none) continue;
    arcs.clear();
    for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row) {
      const Index p = number[problem.options.place[row]];
      if (problem.size_of(c, row) > network.capacity[p] + 1) continue;
      if (!forbidden.empty() &&
          std::binary_search(forbidden.begin(), forbidden.end(), std::pair{c, network.place[p]})) {
        continue;
      }
      arcs.emplace_back(p, row);
    }
    if (arcs.empty()) continue;
    std::sort(arcs.begin(), arcs.end());
    for (const auto& [p, row] : arcs) {
      const std::int64_t size = problem.size_of(c, row);
      if (size != 1 && !sizes) {
        sizes = true;
        network.size.assign(network.arcs.size(), 1);
      }
      const std::int64_t value = problem.options.value[row];
      network.arcs.push_back({p, static_cast<std::int32_t>(value >> network.shift)});
      if (network.shift > 0) network.wide.push_back(value);
      if (sizes) network.size.push_back(static_cast<std::int32_t>(size));
    }
    network.first.push_back(static_cast<Index>(network.arcs.size()));
    network.candidate.push_back(c);
    const auto tier = std::lower_bound(tiers.begin(), tiers.end(), problem.candidates[c].tier);
    network.tier.push_back(static_cast<std::int32_t>(tier - tiers.begin()));
  }
  if (sizes) network.seat = seats_of(network);
  return network;
}

}  // namespace jalon::allocation
