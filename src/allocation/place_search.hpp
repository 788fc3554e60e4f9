// The search that every repair of a seating makes: places by the length of the cheapest chain of moves that
// reaches them (Dijkstra), shorter than a limit that falls as ways out are found. `Step` is what the caller
// wants to know of the last move of a chain. A search costs what it reaches: only that is cleared before the
// next one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "allocation/problem.hpp"

namespace jalon::allocation {

template <class Step>
class PlaceSearch {
 public:
  void resize(std::size_t places) {
    distance_.resize(places, out_of_reach);
    settled_.resize(places, 0);
    by_.resize(places);
  }
  void begin(std::int64_t limit) {
    for (const Index place : reached_) {
      distance_[place] = out_of_reach;
      settled_[place] = 0;
    }
    reached_.clear();
    waiting_.clear();
    taken_up_.clear();
    limit_ = limit;
  }

  std::int64_t limit() const { return limit_; }
  /// To be lowered only.
  void set_limit(std::int64_t limit) { limit_ = limit; }

  /// Asked for every move that a search looks at; nearly all lead too far, or where it has been.
  void reach(Index place, std::int64_t distance, const Step& by) {
    if (too_far(distance) || distance >= distance_[place]) return;
    if (distance_[place] == out_of_reach) reached_.push_back(place);
    distance_[place] = distance;
    by_[place] = by;
    waiting_.push_back({distance, place});
    std::push_heap(waiting_.begin(), waiting_.end(), farther);
  }
  /// The nearest place not yet taken up; none when the limit is passed.
  Index next() {
    while (!waiting_.empty()) {
      const auto [distance, place] = waiting_.front();
      if (too_far(distance)) return none;
      std::pop_heap(waiting_.begin(), waiting_.end(), farther);
      waiting_.pop_back();
      if (settled_[place] != 0 || distance > distance_[place]) continue;
      settled_[place] = 1;
      taken_up_.push_back(place);
      return place;
    }
    return none;
  }

  std::int64_t distance(Index place) const { return distance_[place]; }
  const Step& by(Index place) const { return by_[place]; }
  /// Calls `change(place, by how much)` for the places that stay nearer than the limit: what their prices
  /// change by.
  template <class Change>
  void each_nearer(Change&& change) const {
    for (const Index place : taken_up_) {
      if (distance_[place] < limit_) change(place, limit_ - distance_[place]);
    }
  }

 private:
  struct Waiting {
    std::int64_t distance;
    Index place;
  };
  static bool farther(const Waiting& a, const Waiting& b) {
    return a.distance != b.distance ? a.distance > b.distance : a.place > b.place;
  }
  bool too_far(std::int64_t distance) const { return distance >= limit_; }

  static constexpr std::int64_t out_of_reach = std::numeric_limits<std::int64_t>::max();

  // By place, apart: the distances alone are looked at nearly always, and stay in the nearest cache.
  std::vector<std::int64_t> distance_;
  std::vector<std::uint8_t> settled_;
  std::vector<Step> by_;
  std::vector<Index> reached_;  // those to clear
  std::vector<Waiting> waiting_;
  std::vector<Index> taken_up_;
  std::int64_t limit_ = 0;
};

}  // namespace jalon::allocation
