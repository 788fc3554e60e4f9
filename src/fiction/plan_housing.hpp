// The housing half of a block's plan: see plan.hpp.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "fiction/plan.hpp"

namespace jalon::fiction {

Result<std::vector<HouseholdPlan>> plan_housing(const Scenario& scenario, const StepBook& book,
                                                const std::vector<Household>& households,
                                                const BlockTargets& targets, Chance chance);

}  // namespace jalon::fiction
