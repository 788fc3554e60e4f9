#include "allocation/place_conflicts.hpp"

#include <algorithm>

namespace jalon::allocation {
namespace {

constexpr std::size_t most_places_of_a_table = 4'096;  // two megabytes

}  // namespace

PlaceConflicts::PlaceConflicts(std::size_t places, const std::vector<std::pair<Index, Index>>& pairs)
    : places_(places) {
  for (const auto& [a, b] : pairs) {
    both_ways_.emplace_back(a, b);
    both_ways_.emplace_back(b, a);
  }
  std::sort(both_ways_.begin(), both_ways_.end());
  if (both_ways_.empty() || places_ > most_places_of_a_table) return;
  table_.resize(places_ * places_);
  for (const auto& [a, b] : both_ways_) table_[a * places_ + b] = true;
}

bool PlaceConflicts::between(Index a, Index b) const {
  if (!table_.empty()) return table_[a * places_ + b];
  return std::binary_search(both_ways_.begin(), both_ways_.end(), std::pair{a, b});
}

}  // namespace jalon::allocation
