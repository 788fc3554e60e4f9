// The search that every repair of a seating makes: places by the length of the cheapest chain of moves that
// reaches them (Dijkstra), no longer than a limit that falls as ways out are found. `Step` is what the caller
// wants to know of the last move of a chain. A search costs what it reaches: nothing is cleared between two.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "allocation/problem.hpp"

namespace jalon::allocation {

/// Whether a chain as long as the limit is still of interest.
enum class AtTheLimit : std::uint8_t { stop, go_on };

template <class Step, AtTheLimit at_the_limit>
class PlaceSearch {
 public:
  struct Reached {
    std::int64_t distance = 0;
    std::uint32_t search = 0;  // the search that reached it
    std::uint32_t settled = 0;
    Step by{};
  };

  void resize(std::size_t places) { reached_.resize(places); }
  void begin(std::int64_t limit) {
    if (++search_ == 0) {  // numbers begin again: none of them may be left
      for (Reached& there : reached_) there.search = there.settled = 0;
      search_ = 1;
    }
    waiting_.clear();
    taken_up_.clear();
    limit_ = limit;
  }

  std::int64_t limit() const { return limit_; }
  /// To be lowered only.
  void set_limit(std::int64_t limit) { limit_ = limit; }

  void reach(Index place, std::int64_t distance, const Step& by) {
    if (too_far(distance)) return;
    Reached& there = reached_[place];
    if (there.search == search_ && there.distance <= distance) return;
    there.distance = distance;
    there.search = search_;
    there.by = by;
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
      Reached& there = reached_[place];
      if (there.settled == search_ || distance > there.distance) continue;
      there.settled = search_;
      taken_up_.push_back(place);
      return place;
    }
    return none;
  }

  std::int64_t distance(Index place) const { return reached_[place].distance; }
  const Step& by(Index place) const { return reached_[place].by; }
  /// Calls `change(place, by how much)` for the places that stay nearer than the limit: what their prices
  /// change by.
  template <class Change>
  void each_nearer(Change&& change) const {
    for (const Index place : taken_up_) {
      if (reached_[place].distance < limit_) change(place, limit_ - reached_[place].distance);
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
  bool too_far(std::int64_t distance) const {
    return at_the_limit == AtTheLimit::stop ? distance >= limit_ : distance > limit_;
  }

  std::vector<Reached> reached_;
  std::vector<Waiting> waiting_;
  std::vector<Index> taken_up_;
  std::uint32_t search_ = 0;
  std::int64_t limit_ = 0;
};

}  // namespace jalon::allocation
