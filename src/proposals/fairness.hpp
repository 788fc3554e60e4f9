// Who is placed among whom: rates between groups of the committee's choosing, looked at after the fact and
// never used to place anybody; and how many are worse off than under first come, first served.
//
// Small numbers are not told (`partners/small_numbers.hpp`): of a group of few waiting, few placed or few
// left without a place; nor those that a total, told above the table, would give away.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proposals/inputs.hpp"
#include "proposals/outcome.hpp"

namespace jalon::proposals {

/// In which group a need stands, by each way of grouping; "" = unknown.
struct Grouping {
  std::string need;
  std::string age;        // `16 à 25 ans`
  std::string household;  // `1 personne`, `2 à 3 personnes`, `4 personnes et plus`
  std::string distance;   // `même commune que la place`, `autre commune`
  std::string french;     // `A1`
};

std::string age_band(std::optional<int> age);
std::string household_band(std::optional<std::int64_t> persons);

/// A count that may be told.
using Told = std::optional<std::int64_t>;  // empty = too few, or kept back with one that is

struct GroupRate {
  std::string label;
  Told waiting;
  Told placed;
  /// In percent; empty when one of the two is hidden.
  std::optional<double> rate() const;
};

struct Table {
  std::string_view by;  // `âge`...
  std::vector<GroupRate> groups;
};

struct Fairness {
  std::vector<Table> tables;  // age, household, distance, french
  std::int64_t waiting = 0;
  std::int64_t placed = 0;
  std::int64_t placed_first_come = 0;
  std::int64_t worse_off = 0;  // than under first come, first served: no place, or one worth less
  std::int64_t better_off = 0;
};

Fairness fairness_of(const Inputs& inputs, const Outcome& outcome, const std::vector<Grouping>& groups,
                     int fewest_told);

}  // namespace jalon::proposals
