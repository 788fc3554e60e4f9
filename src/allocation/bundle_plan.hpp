// Who gets which bundle, within the room that is left, and the ways to a better plan: everybody's best bundle
// in turn, then emptying and refilling a few neighbouring places at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <utility>
#include <vector>

#include "allocation/bundle_search.hpp"
#include "allocation/bundles.hpp"

namespace jalon::allocation {

class BundlePlan {
 public:
  /// `must` says which parties must have a bundle; both must outlive the plan.
  BundlePlan(const Parties& parties, const std::vector<bool>& must);

  void put(std::size_t party, const Bundle& bundle);
  /// Another plan for all, which breaks no capacity.
  void put_all(const std::vector<Bundle>& bundles);
  /// The same where there is room for it beside the others.
  bool put_if_room(std::size_t party, const Bundle& bundle);
  const Bundle& of(std::size_t party) const { return plan_[party]; }
  const std::vector<Bundle>& all() const { return plan_; }
  /// Whether one row alone has room.
  bool has_room(Index row) const;
  /// Whether those who must have a bundle have one.
  bool stands() const;

  /// The party's best bundle in the room that is left; false when it has it. `gain` by row.
  bool improve(std::size_t party, const std::vector<double>& gain);
  /// Everybody in turn, until nobody gains.
  void settle(std::vector<std::size_t> order, const std::vector<double>& gain,
              const std::function<double()>& seconds_left);
  /// Empties some of a few neighbouring places and fills them again, first by `priced`, which counts what a
  /// bundle takes from others, then by `gain`, which alone decides whether that is kept; until `patience`
  /// times in a row found nothing better.
  void rebuild(const std::vector<double>& priced, const std::vector<double>& gain, int patience,
               const std::function<double()>& seconds_left);

 private:
  std::size_t at(std::size_t resource, Index place) const {
    return resource * parties_.problem().places.size() + place;
  }
  Index place(Index row) const { return parties_.problem().options.place[row]; }
  bool fits(const Bundle& bundle) const;
  void hide_what_has_no_room(std::size_t party, const std::vector<double>& gain);
  /// By place, the parties that could well be there.
  std::vector<std::vector<Index>> who_could_come(const std::vector<double>& priced) const;
  std::vector<Index> draw_neighbours(const std::vector<std::vector<Index>>& could_come);

  const Parties& parties_;
  const std::vector<bool>& must_;
  BundleSearch search_;
  std::vector<Bundle> plan_;        // by party
  std::vector<std::int64_t> left_;  // by resource and place
  std::vector<double> room_gain_;   // by row, of the party looked at: no gain where there is no room
  std::mt19937_64 random_{20181019};
};

}  // namespace jalon::allocation
