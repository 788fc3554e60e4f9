#include "allocation/joined_places.hpp"

#include <algorithm>

namespace jalon::allocation {
namespace {

void make_set(std::vector<Index>& places) {
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
}

/// Calls `lost(place)` and `won(place)` for what two sets differ by.
template <class Lost, class Won>
void compare(const std::vector<Index>& before, const std::vector<Index>& after, const Lost& lost,
             const Won& won) {
  auto was = before.begin();
  auto is = after.begin();
  while (was != before.end() || is != after.end()) {
    if (is == after.end() || (was != before.end() && *was < *is)) {
      lost(*was++);
    } else if (was == before.end() || *is < *was) {
      won(*is++);
    } else {
      ++was;
      ++is;
    }
  }
}

void insert(std::vector<Index>& places, Index place) {
  const auto at = std::lower_bound(places.begin(), places.end(), place);
  if (at == places.end() || *at != place) places.insert(at, place);
}

void erase(std::vector<Index>& places, Index place) {
  const auto at = std::lower_bound(places.begin(), places.end(), place);
  if (at != places.end() && *at == place) places.erase(at);
}

}  // namespace

Index JoinedPlaces::add_place() {
  sides_.emplace_back();
  return static_cast<Index>(sides_.size() - 1);
}

void JoinedPlaces::replace_out_of(Index p) {
  make_set(found_);
  compare(
      sides_[p].out, found_, [&](Index q) { erase(sides_[q].in, p); },
      [&](Index q) { insert(sides_[q].in, p); });
  sides_[p].out.swap(found_);
}

void JoinedPlaces::replace_into(Index p) {
  make_set(found_);
  compare(
      sides_[p].in, found_, [&](Index q) { erase(sides_[q].out, p); },
      [&](Index q) { insert(sides_[q].out, p); });
  sides_[p].in.swap(found_);
}

}  // namespace jalon::allocation
