#include "allocation/problem.hpp"

#include <algorithm>
#include <cassert>
#include <set>

namespace jalon::allocation {

void Values::push_back(std::int64_t value) {
  if (!wide_.empty()) {
    wide_.push_back(value);
    return;
  }
  if (value >= std::numeric_limits<std::int32_t>::min() &&
      value <= std::numeric_limits<std::int32_t>::max()) {
    narrow_.push_back(static_cast<std::int32_t>(value));
    return;
  }
  wide_.assign(narrow_.begin(), narrow_.end());
  narrow_ = {};
  wide_.push_back(value);
}

Index Problem::option_row(Index candidate, Index wanted) const {
  for (Index row = options.begin(candidate); row < options.end(candidate); ++row) {
    if (options.place[row] == wanted) return row;
  }
  return none;
}

void OptionsBuilder::add(Index candidate, Index place, std::int64_t value, std::int32_t size) {
  assert(value >= -largest_value && value <= largest_value);
  if (runs_.empty() || runs_.back().candidate != candidate) {
    if (!runs_.empty() && runs_.back().candidate > candidate) in_order_ = false;
    runs_.push_back({candidate, 0});
  }
  ++runs_.back().count;
  rows_.place.push_back(place);
  rows_.value.push_back(value);
  if (size != 0 && rows_.size.empty()) rows_.size.assign(rows_.place.size() - 1, 0);
  if (size != 0 || !rows_.size.empty()) rows_.size.push_back(size);
}

std::optional<std::pair<Index, Index>> OptionsBuilder::build(std::size_t candidates, Options& options) {
  std::vector<Index> first(candidates + 1, 0);
  for (const Run& run : runs_) first[run.candidate + 1] += run.count;
  for (std::size_t c = 0; c < candidates; ++c) first[c + 1] += first[c];

  if (!in_order_) {
    std::vector<Index> source(rows_.place.size());
    std::vector<Index> next(first.begin(), first.end() - 1);
    Index row = 0;
    for (const Run& run : runs_) {
      for (Index k = 0; k < run.count; ++k) source[next[run.candidate]++] = row++;
    }
    Options sorted;
    sorted.place.reserve(source.size());
    sorted.value.reserve(source.size());
    for (const Index from : source) {
      sorted.place.push_back(rows_.place[from]);
      sorted.value.push_back(rows_.value[from]);
      if (!rows_.size.empty()) sorted.size.push_back(rows_.size[from]);
    }
    rows_ = std::move(sorted);
  }
  rows_.first = std::move(first);
  runs_ = {};

  std::vector<Index> places;
  for (Index c = 0; c < candidates; ++c) {
    places.assign(rows_.place.begin() + rows_.begin(c), rows_.place.begin() + rows_.end(c));
    std::sort(places.begin(), places.end());
    const auto twice = std::adjacent_find(places.begin(), places.end());
    if (twice != places.end()) return std::pair{c, *twice};
  }
  options = std::move(rows_);
  return std::nullopt;
}

std::vector<std::int32_t> tiers_of(const Problem& problem) {
  std::set<std::int32_t> tiers;
  for (const Candidate& candidate : problem.candidates) tiers.insert(candidate.tier);
  return {tiers.begin(), tiers.end()};
}

}  // namespace jalon::allocation
