// Which option a node of a core's search branches on: those that brought the bound down most on both sides
// wherever they were tried before, and those whose use is least clear here.
#pragma once

#include <utility>
#include <vector>

#include "allocation/core_items.hpp"
#include "allocation/core_pricing.hpp"

namespace jalon::allocation {

class CoreChoice {
 public:
  explicit CoreChoice(const CoreItems& items);

  /// The few open options to compare; empty when nothing is open. `use` by item, how often it is in the sets.
  std::vector<Index> to_compare(const CoreNode& node, const std::vector<double>& use) const;
  /// By how much the bound fell with the option used, and without it, where it was in use so often.
  void learn(Index item, double use, Units with, Units without);

 private:
  struct Falls {
    Units sum = 0;
    double times = 0;
  };
  /// What a whole one more, or one fewer, brings the bound down by; what all do in the mean counts once.
  static Units expected(const Falls& of, const Falls& all) {
    return (of.sum + (all.times > 0 ? all.sum / all.times : 1)) / (of.times + 1);
  }
  bool says_the_same(const CoreNode& node, const std::vector<Index>& chosen, Index item) const;

  const CoreItems& items_;
  std::vector<Falls> with_;  // by item
  std::vector<Falls> without_;
  Falls all_with_;
  Falls all_without_;
};

}  // namespace jalon::allocation
