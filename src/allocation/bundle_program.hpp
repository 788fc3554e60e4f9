// Bundles chosen by COIN-OR's branch and cut: at most one for each party, within every capacity; one call
// maximises one row of coefficients while what earlier calls achieved is kept.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "allocation/bundles.hpp"

namespace jalon::allocation {

struct BundleColumn {
  Index party = 0;
  Bundle rows;
  std::vector<std::int64_t> placed;  // by tier
  std::int64_t value = 0;
};

struct BundleGoal {
  std::vector<std::int64_t> coefficient;  // by column; maximised
  std::vector<std::int64_t> placed;       // kept: so many of the first tiers
  bool keep_value = false;                // kept: as much value
  std::int64_t value = 0;
};

struct BundleAnswer {
  std::vector<std::size_t> chosen;  // columns; empty when nothing better than `known` was found
  bool found = false;
  bool proven = false;  // what was found is best, or nothing is better than `known`
  double bound = std::numeric_limits<double>::infinity();
};

/// Looks for more than `known`; `must` says which parties must have a bundle.
BundleAnswer choose_bundles(const Parties& parties, const std::vector<BundleColumn>& columns,
                            const BundleGoal& goal, std::int64_t known, const std::vector<bool>& must,
                            double seconds);

}  // namespace jalon::allocation
