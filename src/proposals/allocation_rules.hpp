// The dated rules by which places are proposed: weights (catalogue/allocation.csv) and tiers
// (catalogue/allocation_tiers.csv), data that the committee changes by adding rows. They are shown to
// everybody on the page /regles.
//
// A value is a sum of points: days gained, goals that get a date, deadlines saved, months waited, same
// commune; less what each week before the opening costs. A tier is a rule of the language of
// pathways/rule.hpp with a label; who fits none comes after all of them, and without tiers everybody is
// equal. A tier may not ask about the protection status, nor about the arrival in France: both tell where
// somebody comes from. Errors name file and line: a missing column, a number out of range, a tier whose rule
// cannot be read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "base/date.hpp"
#include "pathways/rule.hpp"

namespace jalon::proposals {

struct Tier {
  int tier = 1;  // 1 is served first
  std::string label;
  std::string rule;  // as written
};

struct AllocationRules {
  Date valid_from;
  std::int64_t points_per_day = 0;  // gained on the goals when the step is done today
  std::int64_t days_at_most = 0;
  std::int64_t points_per_goal = 0;      // that gets a date
  std::int64_t points_per_deadline = 0;  // that would no longer be missed
  std::int64_t points_per_month_waited = 0;
  std::int64_t months_at_most = 0;
  std::int64_t points_same_commune = 0;
  std::int64_t points_lost_per_week = 0;  // between today and the opening of the place
  std::int64_t weeks_at_most = 0;
  std::vector<std::string> one_household_steps;    // whose places take one household each, a dwelling
  std::vector<std::string> whole_household_steps;  // whose places count each person of the household
  std::vector<std::string> same_commune_steps;     // whose places are for the people of their commune
  std::int64_t reserve_percent = 0;                // 0 = nothing is kept for those who will come
  std::int64_t reserve_days = 0;                   // how far ahead one looks
  std::string source;
  std::vector<Tier> tiers;  // by tier; empty = everybody in one

  /// `2018-09-01`: what a proposal is kept with.
  std::string version() const { return to_iso(valid_from); }
  bool takes_one_household(std::string_view step) const;
  /// Everybody of the household enters; else only who asks, even for a step that the household holds.
  bool takes_everybody(std::string_view step) const;
  bool wants_same_commune(std::string_view step) const;
  /// The tier of whoever fits no rule.
  int last_tier() const { return static_cast<int>(tiers.size()) + 1; }
};

/// Ordered by date. `find_step` knows the steps that rules of tiers may name.
tl::expected<std::vector<AllocationRules>, std::vector<FileProblem>> read_allocation_rules(
    const csv::Document& weights, const csv::Document& tiers, const pathways::Rule::FindStep& find_step);

/// The rules in force on the day: the latest that had started, else the first there are.
const AllocationRules& rules_at(const std::vector<AllocationRules>& rules, Date at);

/// The rules carried in the program.
const std::vector<AllocationRules>& default_allocation_rules();

}  // namespace jalon::proposals
