// Prices of a node of a core's search at which the sets of the places, mixed, ask for everybody once: a
// bundle method. All sets met stay known, place by place; of each, a share counts. What is looked for is the
// mix that is worth most less a penalty for everybody asked too often or too seldom, and the prices are those
// that the penalty says. Where they bring the bound down the next penalty is around them, else around the
// former ones, and smaller. A child begins with the sets of its parent, which is why a few steps tell what
// they tell: steps along the mean of the sets alone do not leave prices that are the best there are, although
// a branch would let the bound fall by units.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "allocation/core_items.hpp"
#include "allocation/core_pricing.hpp"

namespace jalon::allocation {

class CoreBalance {
 public:
  CoreBalance(const CoreItems& items, const CorePricing& pricing);

  /// From the sets that the node was left with, as far as they are still possible; `pricing` looks at the
  /// node.
  void begin(const CoreNode& node);
  /// How far prices may go at first: as far as the bound could, which is `spare` above what would end the
  /// node.
  void reach(Units spare);
  /// The sets that `pricing` chose last become known.
  void add_chosen();
  /// The prices of the node are those tried last, which brought its bound down by so much.
  void went_down(const CoreNode& node, Units by);
  /// Those tried last were no better.
  void stayed(const CoreNode& node);
  /// The prices to try next: whole numbers.
  void find(const CoreNode& node, std::vector<Units>& price);
  /// What the next to look at this node, or a child of it, begins with.
  void keep(CoreNode& node) const;

 private:
  struct Set {
    double share;
    Units gain;
    Index first;  // in `pool_`
    Index count;
  };

  bool still_possible(const CoreNode& node, Index p, Index first, Index last);
  bool is_chosen(const Set& set, std::size_t first, std::size_t count) const;
  void make_room(std::vector<Set>& of);
  void give_missing_shares();
  void add_up(const CoreNode& node);
  void price_all(const CoreNode& node);
  void price_candidate(const CoreNode& node, Index c);
  void price_tier(const CoreNode& node, std::size_t k);
  Units gain_of(const Set& set) const;
  /// The place's best set gets what its worst can give; by how much they differed.
  Units improve(const CoreNode& node, std::vector<Set>& of);
  void shift(const CoreNode& node, Set& to, Set& from);
  double bend(const Set& to, const Set& from);

  const CoreItems& items_;
  const CorePricing& pricing_;
  std::vector<std::pair<Index, Units>> worth_;  // by item, who it is and what they are worth
  std::vector<std::vector<Set>> sets_;          // by place
  std::vector<Index> pool_;                     // items of the sets
  std::vector<double> load_;                    // by candidate how often asked, then by tier how many
  std::vector<Units> price_;                    // of the same, at that load
  std::vector<double> differs_;  // of the same, between two sets; nothing but while they are looked at
  Units spare_ = 0;
  Units pull_ = 0;  // what a price rises by for one time too often
};

/// By item, how often it is in the sets that the node was left with.
std::vector<double> use_of_items(const CoreNode& node);

}  // namespace jalon::allocation
