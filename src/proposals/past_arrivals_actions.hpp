// Who became ready for a step in the year before, week by week, and what the places of today would have been
// worth to them: the history that reserves rest on. Each person's pathway is evaluated as of each past week.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "allocation/arrivals.hpp"
#include "pathways/live_board_actions.hpp"
#include "proposals/allocation_rules.hpp"
#include "proposals/inputs.hpp"

namespace jalon::proposals {

/// Somebody who may arrive: a person, or the first of a household with as many members.
struct Comer {
  people::PersonId person;
  std::int64_t members = 1;
};

/// By step of the inputs; places are positions among the offers of the step.
std::map<std::string, std::vector<allocation::Arrival>> past_arrivals(const Inputs& inputs,
                                                                      const pathways::Snapshot& snapshot,
                                                                      const AllocationRules& rules,
                                                                      const std::vector<Comer>& persons,
                                                                      const std::vector<Comer>& households);

}  // namespace jalon::proposals
