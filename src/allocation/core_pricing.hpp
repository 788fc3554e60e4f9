// What prices prove of one node of a core's search: every place takes its best whole set among the options
// still open, and what it would lose if one of them had to be in it, or out of it.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "allocation/core_items.hpp"

namespace jalon::allocation {

enum class CoreState : std::uint8_t { open, no, yes };

/// Sets of places, and how much each counts (`core_balance.hpp`).
struct CoreMix {
  std::vector<Index> place;
  std::vector<double> share;
  std::vector<Index> first = {0};  // items of a set: first[s] to first[s + 1] - 1
  std::vector<Index> items;
};

struct CoreNode {
  std::vector<CoreState> state;  // by item
  std::vector<char> must;        // by undecided candidate
  std::vector<Units> price;      // by undecided candidate, then what placing one of a tier is paid
  Units bound = 0;
  CoreMix mix;  // what the prices balance
};

class CorePricing {
 public:
  explicit CorePricing(const CoreItems& items);

  /// Looks at what is still open in a node; false when somebody who is there has no room.
  bool look_at(const CoreNode& node);

  // Of the node looked at:
  const std::vector<Index>& active() const { return active_; }  // candidates with something open
  const std::vector<Index>& open() const { return open_; }      // items by place
  const std::vector<Index>& sure_items() const { return sure_items_; }
  Units sure() const { return sure_; }  // what those who are there surely add up to
  const std::vector<std::int64_t>& missing() const { return missing_; }  // by tier kept, beside them
  std::int64_t left(Index p) const { return left_[p]; }
  /// As much as anybody could ask for where there is none.
  std::int64_t second_left(Index p) const {
    return second_left_.empty() ? std::numeric_limits<std::int64_t>::max() : second_left_[p];
  }

  /// What prices prove of the node looked at; `chosen` then has the sets, but for those who are there surely.
  Units evaluate(const std::vector<Units>& price);
  const std::vector<Index>& chosen() const { return chosen_; }

  /// At the prices evaluated last, what the places' best sets lose if an open item must be used, or must not.
  void find_losses();
  Units if_used(Index item) const { return used_[item]; }
  Units if_unused(Index item) const { return unused_[item]; }

 private:
  /// An open item, as the tables read it.
  struct Open {
    Index who;
    std::int32_t size;
    Units worth;
  };
  struct Kept {
    Index item;
    std::int32_t size;
    std::int32_t takes;
    Units gain;
  };
  /// What a place's table reaches to; `second` 0 where the second resource limits nobody.
  struct Limits {
    std::size_t room = 0;
    std::size_t second = 0;
  };

  Limits gather(Index p);
  Units* row(std::vector<Units>& table, std::size_t i, std::size_t second = 0) const {
    return table.data() + (i * layers_ + second) * stride_ + pad_;
  }
  /// The tables from the first item on, and for `after_` from the last item back.
  void add(std::vector<Units>& table, std::size_t i, const Limits& limits, const Kept& kept);
  Units best_set(Index p);
  void find_losses_of(Index p);

  const CoreItems& items_;
  std::vector<Index> active_;
  std::vector<char> is_active_;
  std::vector<Index> open_;
  std::vector<Open> open_item_;  // of the same
  std::vector<std::size_t> open_first_;
  std::vector<Index> sure_items_;
  Units sure_ = 0;
  std::vector<std::int64_t> left_;
  std::vector<std::int64_t> second_left_;
  std::vector<std::int64_t> missing_;

  std::vector<Units> net_;  // by undecided candidate: the price, less what the tier is paid
  std::vector<Index> chosen_;
  std::vector<Kept> kept_;
  // Rows of a place's table, each after so much room that is not there: no size leads out of it. For each
  // item as many rows as there are units of the second resource, and one.
  std::size_t layers_ = 1;
  std::size_t pad_ = 0;
  std::size_t stride_ = 0;
  std::vector<Units> table_;  // from the first item on; its first row is of nobody
  std::vector<Units> after_;  // from the last item back
  std::vector<Units> used_;
  std::vector<Units> unused_;
};

}  // namespace jalon::allocation
