// The figures that a block's records hold, counted from the rows alone by the definitions of the "point": an
// independent judge of the plan. Rows replaced or withdrawn do not count.
#pragma once

#include "base/date.hpp"
#include "fiction/plan.hpp"
#include "fiction/records.hpp"
#include "fiction/scenario.hpp"
#include "fiction/world.hpp"

namespace jalon::fiction {

/// As of `Scenario::as_of`, exits from `exits_from` to `exits_until`.
BlockTargets count_figures(const World& world, const Records& records);

}  // namespace jalon::fiction
