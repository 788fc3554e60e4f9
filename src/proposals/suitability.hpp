// Who may enter a place, and what it would be worth: the conditions of the place and the points of the rules.
// An unknown fact never excludes: the condition is said to be checked.
#pragma once

#include "pathways/rule.hpp"
#include "proposals/allocation_rules.hpp"
#include "proposals/inputs.hpp"

namespace jalon::proposals {

/// What the conditions of places ask about whoever would enter. Empty = unknown.
struct Applicant {
  std::optional<Date> birth_date;
  std::optional<people::FrenchLevel> french;
  std::optional<std::int64_t> household;  // persons
  std::string commune;                    // INSEE code or ""
  std::optional<Date> declined_on;        // this very place
};

struct Fit {
  std::vector<std::string> failing;  // French, without final point; empty = may enter
  std::vector<std::string> to_check;
};
/// On the day of entry: `at`, or the first day of the place when it is later.
Fit judge(const Offer& offer, const Applicant& who, const AllocationRules& rules, Date at);

/// The points of a choice: `Choice::value` is their sum.
std::vector<Part> points(const Offer& offer, const Need& need, std::string_view commune,
                         const AllocationRules& rules, Date at);
std::int64_t sum(const std::vector<Part>& parts);

/// `jours gagnés`, `même commune`...
std::string_view part_in_french(std::string_view what);

}  // namespace jalon::proposals
