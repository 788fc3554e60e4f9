// What is left to decide of a core: those whom it leaves a choice, and the options they have. Who has one
// option and must be placed is placed, and their room is gone, before any search begins.
#pragma once

#include <cstdint>
#include <vector>

#include "allocation/network.hpp"
#include "allocation/set_prices.hpp"

namespace jalon::allocation {

// Whole numbers of a small part of a unit, kept in doubles: exact up to 2^53, and the greater of two is found
// without a branch.
using Units = double;
inline constexpr Units never = -0x1p62;

/// To the nearest whole number; below 2^51, without a call.
inline Units whole_units(Units price) {
  constexpr Units shift = 0x1.8p52;
  return (price + shift) - shift;
}

struct TreeProgram {
  std::vector<std::int64_t> coefficient;  // by arc; maximised
  // The prices given are of sums that many times smaller: coefficients may say more than the values do, such
  // as who comes first among equals.
  std::int64_t times = 1;
  std::vector<std::int64_t> placed;  // kept: so many of the first tiers
};

struct CoreItem {
  Index who;  // among those undecided
  Index place;
  Index arc;
  std::int32_t size;
  Units worth;
};

class CoreItems {
 public:
  CoreItems(const Network& network, const TreeProgram& program, const Core& core);

  bool possible() const { return possible_; }  // false: somebody must be placed and can be nowhere
  /// As fine as sums stay exact at prices like these; false when even whole units are too much.
  bool choose_unit(const SetPrices& prices);
  Units unit() const { return unit_; }            // one of the sum
  Units per_value() const { return per_value_; }  // one of what prices are of

  Index places() const { return static_cast<Index>(of_place_.size()); }
  Index undecided() const { return static_cast<Index>(candidate_.size()); }
  std::size_t tiers() const { return missing_.size(); }
  /// Beyond `tiers()` where none of that tier is to be kept.
  std::size_t tier(Index who) const { return tier_[who]; }
  Index candidate(Index who) const { return candidate_[who]; }
  std::int32_t takes(Index who) const { return takes_[who]; }  // of the second resource
  const std::vector<char>& must() const { return must_; }

  const std::vector<CoreItem>& items() const { return items_; }
  const CoreItem& operator[](Index k) const { return items_[k]; }
  const std::vector<Index>& of(Index who) const { return of_[who]; }
  const std::vector<Index>& of_place(Index p) const { return of_place_[p]; }

  // Once those without a choice are there:
  const std::vector<Index>& plan() const { return plan_; }
  const std::vector<std::int64_t>& room() const { return room_; }
  const std::vector<std::int64_t>& second() const { return second_; }    // empty where there is none
  const std::vector<std::int64_t>& missing() const { return missing_; }  // by tier kept
  Units fixed() const { return static_cast<Units>(fixed_) * unit_; }

 private:
  void take_in(const Network& network, const TreeProgram& program, const Core& core, Index c);

  std::int64_t times_;
  std::vector<std::int64_t> placed_;
  std::vector<std::int64_t> room_;
  std::vector<std::int64_t> second_;
  std::vector<std::int64_t> missing_;
  std::vector<Index> plan_;
  std::int64_t fixed_ = 0;
  bool possible_ = true;
  Units unit_ = 1;
  Units per_value_ = 1;
  std::vector<Index> candidate_;
  std::vector<std::int32_t> takes_;
  std::vector<std::size_t> tier_;
  std::vector<char> must_;
  std::vector<CoreItem> items_;
  std::vector<std::vector<Index>> of_;
  std::vector<std::vector<Index>> of_place_;
};

}  // namespace jalon::allocation
