// Which places are joined by a move that costs nothing, kept from one change to the next: a search over
// hundreds of places tied together then reads short lists of places instead of everybody's options.
//
// Both ends of a join know of it. What leads out of a place, or into it, is found again by the caller only
// where it may have changed; whichever side is found again, the other side learns of it.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/problem.hpp"

namespace jalon::allocation {

class JoinedPlaces {
 public:
  Index add_place();

  /// Where somebody of place `p` would as soon be, and whence somebody would as soon come.
  const std::vector<Index>& out_of(Index p) const { return sides_[p].out; }
  const std::vector<Index>& into(Index p) const { return sides_[p].in; }

  /// Those seated in `p` have changed, or what they gain.
  void forget_out_of(Index p) { forget(p, sides_[p].out_known, unknown_out_); }
  /// The price of `p` has changed.
  void forget_into(Index p) { forget(p, sides_[p].in_known, unknown_in_); }

  /// `find_out_of(p, list)` and `find_into(p, list)` give the places again, in any order and any number of
  /// times, of those forgotten.
  template <class FindOutOf, class FindInto>
  void recall(FindOutOf&& find_out_of, FindInto&& find_into) {
    for (const Index p : unknown_out_) {
      found_.clear();
      find_out_of(p, found_);
      replace_out_of(p);
      sides_[p].out_known = true;
    }
    unknown_out_.clear();
    for (const Index p : unknown_in_) {
      found_.clear();
      find_into(p, found_);
      replace_into(p);
      sides_[p].in_known = true;
    }
    unknown_in_.clear();
  }

 private:
  struct Sides {
    std::vector<Index> out;  // ascending
    std::vector<Index> in;
    bool out_known = true;
    bool in_known = true;
  };

  static void forget(Index p, bool& known, std::vector<Index>& unknown) {
    if (known) unknown.push_back(p);
    known = false;
  }
  void replace_out_of(Index p);
  void replace_into(Index p);

  std::vector<Sides> sides_;
  std::vector<Index> unknown_out_;
  std::vector<Index> unknown_in_;
  std::vector<Index> found_;
};

}  // namespace jalon::allocation
